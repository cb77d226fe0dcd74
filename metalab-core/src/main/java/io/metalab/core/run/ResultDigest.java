package io.metalab.core.run;

import io.metalab.api.ArtifactDescriptor;
import io.metalab.core.json.CanonicalJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The digest of what a run found: two attempts with equal digests found the same.
 *
 * <p>It covers metrics and the names and digests of artifacts, whatever their order; durations are
 * not results.
 */
public final class ResultDigest {
  private static final String EMPTY = digest(Map.of(), Map.of());

  private ResultDigest() {}

  /** Returns the SHA-256 of the canonical JSON of metrics and artifacts. */
  public static String of(Map<String, Object> metrics, List<ArtifactDescriptor> artifacts) {
    if (metrics.isEmpty() && artifacts.isEmpty()) {
      return EMPTY;
    }
    Map<String, Object> digests = new LinkedHashMap<>();
    for (ArtifactDescriptor artifact : artifacts) {
      digests.put(artifact.name(), artifact.sha256());
    }
    Map<String, Object> values = new LinkedHashMap<>();
    metrics.forEach((name, value) -> values.put(name, canonical(value)));
    return digest(digests, values);
  }

  private static String digest(Map<String, Object> artifacts, Map<String, Object> metrics) {
    return CanonicalJson.sha256OfValue(Map.of("artifacts", artifacts, "metrics", metrics));
  }

  /** JSON has no NaN or infinities; an object cannot be mistaken for a metric's text. */
  private static Object canonical(Object value) {
    return value instanceof Double number && !Double.isFinite(number)
        ? Map.of("$double", name(number))
        : value;
  }

  private static String name(double number) {
    if (Double.isNaN(number)) {
      return "NaN";
    }
    return number > 0 ? "Infinity" : "-Infinity";
  }
}
