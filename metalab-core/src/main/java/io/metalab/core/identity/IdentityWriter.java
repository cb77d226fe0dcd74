package io.metalab.core.identity;

import static java.util.Objects.requireNonNull;

import io.metalab.api.MetalabException;
import io.metalab.api.Pruning;
import io.metalab.api.SeedBundle;
import io.metalab.core.json.CanonicalJson;
import io.metalab.core.json.JsonBuffer;
import java.security.MessageDigest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes and hashes the identity texts of one experiment.
 *
 * <p>An identity text is the canonical JSON of
 *
 * <pre>{@code
 * {"context":"<fingerprint>","experiment":"name:version","operation":"key@version",
 *  "params":{…},"seed":{…},"v":1}
 * }</pre>
 *
 * without the line break, and its SHA-256 is the run id. A run that may be stopped before its end
 * has {@code "prune":{…}} before its seed. What all runs share comes first in it and is written and
 * hashed once. Not safe for use by several threads; {@link #copy()} gives each its own.
 */
public final class IdentityWriter {
  private final JsonBuffer text = new JsonBuffer();
  private final int prefixLength;
  private final MessageDigest prefixDigest;
  private int paramsEnd;

  /**
   * Creates a writer of the runs that share these.
   *
   * @param experimentId {@code name:version}
   * @param operation {@code key@version}
   * @param contextFingerprint digest of the canonical context
   */
  public IdentityWriter(String experimentId, String operation, String contextFingerprint) {
    text.ascii("{\"context\":").string(requireNonNull(contextFingerprint, "contextFingerprint"));
    text.ascii(",\"experiment\":").string(requireNonNull(experimentId, "experimentId"));
    text.ascii(",\"operation\":").string(requireNonNull(operation, "operation"));
    text.ascii(",\"params\":");
    this.prefixLength = text.length();
    this.paramsEnd = prefixLength;
    this.prefixDigest = CanonicalJson.newSha256();
    text.digestInto(prefixDigest, 0);
  }

  private IdentityWriter(IdentityWriter other) {
    this.text.append(other.text, other.prefixLength);
    this.prefixLength = other.prefixLength;
    this.paramsEnd = prefixLength;
    this.prefixDigest = cloned(other.prefixDigest);
  }

  /** Returns a writer of the same runs for another thread; safe to call from any thread. */
  public IdentityWriter copy() {
    return new IdentityWriter(this);
  }

  /**
   * Turns to a point.
   *
   * @param hashed the params that enter the identity
   * @throws MetalabException with {@code INVALID_VALUE} if a value has no canonical form
   */
  public IdentityWriter point(Map<String, ? extends @Nullable Object> hashed) {
    text.truncate(prefixLength).canonical(hashed);
    paramsEnd = text.length();
    return this;
  }

  /**
   * Turns to a point whose text is known.
   *
   * @param canonical the canonical JSON of the params that enter the identity, in UTF-8
   */
  public IdentityWriter point(byte[] canonical) {
    text.truncate(prefixLength).append(canonical);
    paramsEnd = text.length();
    return this;
  }

  /** Adds to the point what may stop its runs; nothing if nothing does. */
  public IdentityWriter pruning(Pruning pruning) {
    if (!pruning.isNone()) {
      text.truncate(paramsEnd).ascii(",\"prune\":").canonical(PruningForm.of(pruning));
      paramsEnd = text.length();
    }
    return this;
  }

  /** Turns to one run of the point and returns the SHA-256 of its identity text. */
  public byte[] digest(SeedBundle seeds) {
    text.truncate(paramsEnd).ascii(",\"seed\":");
    seed(seeds);
    text.ascii(",\"v\":1}");
    MessageDigest digest = cloned(prefixDigest);
    text.digestInto(digest, prefixLength);
    return digest.digest();
  }

  /** Returns the identity text of the run that was digested last. */
  public String text() {
    return text.toString();
  }

  /** The canonical form of {@link Fingerprints#seedMap(SeedBundle)} without the map. */
  private void seed(SeedBundle seeds) {
    text.ascii("{");
    if (!seeds.path().isEmpty()) {
      text.ascii("\"path\":").canonical(seeds.path()).ascii(",");
    }
    if (seeds.replicate() != SeedBundle.NO_REPLICATE) {
      text.ascii("\"replicate\":").number(seeds.replicate()).ascii(",");
    }
    text.ascii("\"root\":").string(seeds.root()).ascii("}");
  }

  private static MessageDigest cloned(MessageDigest digest) {
    try {
      return (MessageDigest) digest.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("The SHA-256 of this Java cannot be cloned.", e);
    }
  }
}
