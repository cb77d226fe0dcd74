package io.metalab.core.command;

import io.metalab.api.DirValue;
import io.metalab.api.FileValue;
import io.metalab.api.Params;
import io.metalab.core.json.CanonicalJson;
import io.metalab.core.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values as a command gets them: text as it is, files as their paths, all else as JSON. */
final class CommandValues {
  private CommandValues() {}

  /** Returns a value as it stands in a word of a command. */
  static String word(String name, @Nullable Object value) {
    Object plain = plain(name, value);
    return plain instanceof String text ? text : CanonicalJson.write(plain);
  }

  /** Returns params as a JSON object. */
  static String json(Params params) {
    return Json.pretty(plain("params", params.asMap())) + "\n";
  }

  private static @Nullable Object plain(String name, @Nullable Object value) {
    if (value instanceof FileValue file) {
      return file.path();
    }
    if (value instanceof DirValue dir) {
      return dir.path();
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> plain = new LinkedHashMap<>();
      map.forEach((key, inner) -> plain.put((String) key, plain(name + "." + key, inner)));
      return plain;
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> plain = new ArrayList<>();
      list.forEach(inner -> plain.add(plain(name, inner)));
      return plain;
    }
    return value;
  }
}
