package io.dymad.agent.app;

import io.dymad.agent.facade.CompiledRequest;
import io.dymad.agent.store.StoredObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The shapes that answers share. */
final class Answers {
  private Answers() {}

  /** Returns data of one name. */
  static Map<String, @Nullable Object> of(String name, @Nullable Object value) {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put(name, value);
    return data;
  }

  /** Returns what a compiled request is answered with. */
  static Map<String, @Nullable Object> compiled(String summary, CompiledRequest request) {
    Map<String, @Nullable Object> data = of("summary", summary);
    data.put("compiled_request", request.toMap());
    return data;
  }

  /** Returns an object as lists show it. */
  static Map<String, @Nullable Object> summary(StoredObject object) {
    Map<String, @Nullable Object> map = of("handle", object.handle().toString());
    map.put("kind", object.handle().kind().wireName());
    map.put("derived_from", object.derivedFrom().stream().map(Object::toString).toList());
    map.put("stored_at", object.stored().toString());
    map.put("preview", preview(object.content()));
    return map;
  }

  /** What is short of a content. */
  private static Map<String, @Nullable Object> preview(Map<String, @Nullable Object> content) {
    Map<String, @Nullable Object> preview = new LinkedHashMap<>();
    content.forEach(
        (name, value) -> {
          if (!(value instanceof Map) && !(value instanceof List)) {
            preview.put(name, value);
          }
        });
    return preview;
  }
}
