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
  private CanonicalJson() {}

  /**
   * Returns the canonical text of a value of {@link io.metalab.api.Values}; file references become
   * {@code {"$sha256": …}}.
   *
   * @throws MetalabException with {@link ErrorCode#INVALID_VALUE} if the value has no canonical
   *     form, as a file reference without digest
   */
  public static String write(@Nullable Object frozenValue) {
    return new JsonBuffer().canonical(frozenValue).toString();
  }

  /** Returns the SHA-256 of the UTF-8 bytes of a text, 64 lower-case hex digits. */
  public static String sha256(String text) {
    return HexFormat.of().formatHex(newSha256().digest(text.getBytes(StandardCharsets.UTF_8)));
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
