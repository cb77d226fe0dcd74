package io.metalab.api;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where, by what and on what a run was executed; descriptive, never part of an id.
 *
 * @param values JSON values by name: {@code metalab}, {@code java}, {@code os}, {@code cpu}, {@code
 *     host}, {@code user}, {@code pid}, {@code command} (the main class and its arguments), {@code
 *     git}, {@code code}, {@code classpath}, {@code natives} (jars of native code), {@code
 *     environment} and {@code properties} (those that change how numbers are computed), {@code
 *     threads} (how many runs at once), {@code executor} (where a worker process executed it) and
 *     what a plugin adds
 */
public record Provenance(Map<String, @Nullable Object> values) {
  /** Nothing known. */
  public static final Provenance NONE = new Provenance(Map.of());

  public Provenance {
    values = Values.freezeMap(values, "provenance");
  }

  /** Returns the digest of the operation's code, or empty if unknown. */
  public String codeDigest() {
    return values.get("code") instanceof String digest ? digest : "";
  }

  /** Returns this with the digest of another operation's code; empty if it is unknown. */
  public Provenance withCodeDigest(String digest) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>(values);
    copy.remove("code");
    if (!digest.isEmpty()) {
      copy.put("code", digest);
    }
    return new Provenance(copy);
  }
}
