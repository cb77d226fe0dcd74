package io.metalab.core.json;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Canonical JSON, in which equal values have one text and unlike values never meet.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8785">RFC 8785</a>
 */
public final class CanonicalJson {
  private static final int MOST_KEPT_BYTES = 1 << 16;
  private static final ThreadLocal<JsonBuffer> BUFFER = ThreadLocal.withInitial(JsonBuffer::new);
  private static final ThreadLocal<MessageDigest> SHA256 =
      ThreadLocal.withInitial(CanonicalJson::newSha256);

  private CanonicalJson() {}

  /**
   * Returns the canonical text of a value of {@link io.metalab.api.Values}; file references become
   * {@code {"$sha256": …}}.
   *
   * @throws MetalabException with {@link ErrorCode#INVALID_VALUE} if the value has no canonical
   *     form, as a file reference without digest
   */
  public static String write(@Nullable Object frozenValue) {
    return canonical(frozenValue).toString();
  }

  /**
   * Returns the SHA-256 of the canonical text of a value, 64 lower-case hex digits.
   *
   * @throws MetalabException as {@link #write}
   */
  public static String sha256OfValue(@Nullable Object frozenValue) {
    JsonBuffer text = canonical(frozenValue);
    MessageDigest digest = SHA256.get();
    text.digestInto(digest, 0);
    return HexFormat.of().formatHex(digest.digest());
  }

  private static JsonBuffer canonical(@Nullable Object frozenValue) {
    JsonBuffer buffer = BUFFER.get();
    if (buffer.length() > MOST_KEPT_BYTES) {
      buffer = new JsonBuffer();
      BUFFER.set(buffer);
    }
    return buffer.truncate(0).canonical(frozenValue);
  }

  /** Returns the SHA-256 of the UTF-8 bytes of a text, 64 lower-case hex digits. */
  public static String sha256(String text) {
    return HexFormat.of().formatHex(SHA256.get().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Returns a new SHA-256, which every Java platform has. */
  public static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
