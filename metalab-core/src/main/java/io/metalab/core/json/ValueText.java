package io.metalab.core.json;

import io.metalab.api.ArtifactValue;
import io.metalab.api.DirValue;
import io.metalab.api.FileRef;
import io.metalab.api.FileValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Values as text and as JSON, at full precision and the same on every JVM. */
public final class ValueText {
  private ValueText() {}

  /** Returns the text of a value; a list or map is JSON, a missing value is empty. */
  public static String plain(@Nullable Object value) {
    if (value == null) {
      return "";
    }
    if (value instanceof String || value instanceof Long) {
      return value.toString();
    }
    if (value instanceof Double number && !Double.isFinite(number)) {
      return nonFinite(number);
    }
    Object json = json(value);
    return json instanceof String text ? text : Json.write(json);
  }

  /**
   * Returns the value as JSON has it: NaN and infinities are strings, instants are ISO 8601 text, a
   * file is its path.
   */
  public static @Nullable Object json(@Nullable Object value) {
    if (value instanceof Double number && !Double.isFinite(number)) {
      return nonFinite(number);
    }
    if (value instanceof List<?> list) {
      return list.stream().map(ValueText::json).collect(Collectors.toCollection(ArrayList::new));
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> copy = new LinkedHashMap<>();
      map.forEach((key, inner) -> copy.put(String.valueOf(key), json(inner)));
      return copy;
    }
    if (value == null || value instanceof Number || value instanceof Boolean) {
      return value;
    }
    return value instanceof FileRef file ? path(file) : value.toString();
  }

  private static String path(FileRef file) {
    if (file instanceof FileValue value) {
      return value.path();
    }
    if (file instanceof DirValue value) {
      return value.path();
    }
    ArtifactValue value = (ArtifactValue) file;
    return value.shortRun() + ":" + value.name();
  }

  private static String nonFinite(double number) {
    return Double.isNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity";
  }
}
