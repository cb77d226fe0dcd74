package io.metalab.core.identity;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.core.json.CanonicalJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;

/**
 * Hashes the bytes of files, and notices when they change meanwhile; safe for use by many threads.
 */
public final class ContentHasher {
  private static final Duration SETTLED = Duration.ofSeconds(2);
  private static final int BUFFER_BYTES = 1 << 16;

  /** Opens a file for reading. */
  interface Opener {
    InputStream open(Path file) throws IOException;
  }

  private final DigestCache cache;
  private final InstantSource clock;
  private final Opener opener;

  ContentHasher(DigestCache cache, InstantSource clock, Opener opener) {
    this.cache = cache;
    this.clock = clock;
    this.opener = opener;
  }

  /** Returns a hasher that remembers what it hashed as long as it lives. */
  public static ContentHasher inMemory(InstantSource clock) {
    return new ContentHasher(DigestCache.inMemory(), clock, ContentHasher::openFile);
  }

  /**
   * Returns the SHA-256 of a file's bytes.
   *
   * <p>It comes from the cache if the file's state is the one it was hashed in. It goes to the
   * cache only if the state was the same before and after, and was so old when hashing began that
   * no change since can have left the times as they are.
   *
   * @throws MetalabException with {@link ErrorCode#CONTEXT_CHANGED} if the file changed while it
   *     was hashed
   */
  public String sha256(Path file) throws IOException {
    FileStat before = FileStat.of(file);
    String known = cache.find(file, before);
    if (!known.isEmpty()) {
      return known;
    }
    Instant begun = clock.instant();
    String digest = hash(file);
    FileStat after = FileStat.of(file);
    if (!after.equals(before)) {
      throw new MetalabException(
          ErrorCode.CONTEXT_CHANGED,
          "The file %s changed while it was hashed. Start again once nothing writes to it."
              .formatted(file));
    }
    if (after.isSettledBefore(begun.minus(SETTLED))) {
      cache.put(file, after, digest);
    }
    return digest;
  }

  private String hash(Path file) throws IOException {
    MessageDigest digest = CanonicalJson.newSha256();
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream in = opener.open(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Opens files the usual way. */
  static InputStream openFile(Path file) throws IOException {
    return Files.newInputStream(file);
  }
}
