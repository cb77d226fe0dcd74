package io.metalab.core.study;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes a manifest from its JSON object. */
final class ManifestReader {
  private final Map<String, @Nullable Object> object;
  private final long newest;

  ManifestReader(Map<String, @Nullable Object> object, long newest) {
    this.object = object;
    this.newest = newest;
  }

  StudyManifest read() {
    long version = value("v", Long.class);
    if (version > newest) {
      throw new MetalabException(
          ErrorCode.STORE_NEWER,
          "The manifest of a study has format %d; this program reads up to %d. Maybe use a newer version of it."
              .formatted(version, newest));
    }
    Map<String, @Nullable Object> declaration = new LinkedHashMap<>();
    ((Map<?, ?>) value("declaration", Map.class))
        .forEach((key, value) -> declaration.put((String) key, value));
    return new StudyManifest(
        text("study"),
        text("operation"),
        text("operation_class"),
        text("source"),
        value("java", Boolean.class),
        text("seed"),
        Math.toIntExact(value("replicates", Long.class)),
        text("goal"),
        value("minimize", Boolean.class),
        text("base"),
        ((List<?>) value("classpath", List.class)).stream().map(String.class::cast).toList(),
        text("sweep"),
        value("runs", Long.class),
        declaration);
  }

  private String text(String key) {
    return value(key, String.class);
  }

  private <T> T value(String key, Class<T> type) {
    Object value = object.get(key);
    if (!type.isInstance(value)) {
      throw new IllegalArgumentException(
          "the key '%s' (%s) must be a %s.".formatted(key, value, type.getSimpleName()));
    }
    return type.cast(value);
  }
}
