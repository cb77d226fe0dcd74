package io.metalab.core.identity;

import io.metalab.api.ContextSpec;
import io.metalab.api.Params;
import io.metalab.api.SeedBundle;
import io.metalab.core.json.CanonicalJson;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Digests of the canonical texts of params, contexts and seeds. */
public final class Fingerprints {
  private Fingerprints() {}

  /**
   * Returns the SHA-256 of the canonical params.
   *
   * @throws io.metalab.api.MetalabException with {@code INVALID_VALUE} if a file reference is
   *     unresolved
   */
  public static String of(Params params) {
    return CanonicalJson.sha256OfValue(params.asMap());
  }

  /**
   * Returns the SHA-256 of {@link #contextText(ContextSpec)}.
   *
   * @throws io.metalab.api.MetalabException with {@code INVALID_VALUE} if a file reference is
   *     unresolved
   */
  public static String of(ContextSpec context) {
    return CanonicalJson.sha256(contextText(context));
  }

  /** Returns the SHA-256 of the canonical seed. */
  public static String of(SeedBundle seeds) {
    return CanonicalJson.sha256OfValue(seedMap(seeds));
  }

  /**
   * Returns the canonical text of a context: its values, and its builder if it has one.
   *
   * @throws io.metalab.api.MetalabException with {@code INVALID_VALUE} if a file reference is
   *     unresolved
   */
  public static String contextText(ContextSpec context) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    if (!context.builder().isEmpty()) {
      map.put("builder", context.builder());
    }
    map.put("values", context.values().asMap());
    return CanonicalJson.write(map);
  }

  /**
   * Returns the seed as it enters an identity; a replicate or path that is not there is left out.
   */
  static Map<String, Object> seedMap(SeedBundle seeds) {
    Map<String, Object> map = new LinkedHashMap<>();
    if (!seeds.path().isEmpty()) {
      map.put("path", seeds.path());
    }
    if (seeds.findReplicate().isPresent()) {
      map.put("replicate", seeds.replicate());
    }
    map.put("root", seeds.root());
    return map;
  }
}
