package io.metalab.core.controller;

import static java.util.Objects.requireNonNull;

import io.metalab.core.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a controller is asked.
 *
 * @param mode how it is to stop
 * @param reason why, for people; runs that are cancelled keep it
 */
public record StopRequest(StopMode mode, String reason) {
  private static final String MODE = "stop";
  private static final String REASON = "reason";

  public StopRequest {
    requireNonNull(mode, "mode");
    requireNonNull(reason, "reason");
  }

  /** Returns the text of a document; no two controllers are asked with the same one. */
  String toJson(Controller controller) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("controller", controller.id());
    object.put(MODE, mode.wireName());
    object.put(REASON, reason);
    return Json.write(object);
  }

  static StopRequest parse(String text) {
    Map<String, ?> object = Json.parseObject(text);
    boolean cancel = StopMode.CANCEL.wireName().equals(object.get(MODE));
    return new StopRequest(
        cancel ? StopMode.CANCEL : StopMode.DRAIN, String.valueOf(object.get(REASON)));
  }
}
