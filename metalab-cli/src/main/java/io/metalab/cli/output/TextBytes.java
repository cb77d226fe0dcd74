package io.metalab.cli.output;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.util.Optional;

/** Tells text from other bytes: it is UTF-8 with no control characters but those of lines. */
public final class TextBytes {
  private static final String ALLOWED = "\t\n\r\f\u001b";

  private TextBytes() {}

  /** Returns the bytes as text if they are. */
  public static Optional<String> decode(byte[] bytes) {
    return decode(bytes, true);
  }

  /** Returns whether bytes may be the beginning of a text. */
  public static boolean isBeginning(byte[] bytes) {
    return decode(bytes, false).isPresent();
  }

  private static Optional<String> decode(byte[] bytes, boolean whole) {
    CharBuffer chars = CharBuffer.allocate(bytes.length);
    CoderResult result =
        UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .decode(ByteBuffer.wrap(bytes), chars, whole);
    String text = chars.flip().toString();
    boolean isText =
        !result.isError()
            && text.chars().noneMatch(c -> Character.isISOControl(c) && ALLOWED.indexOf(c) < 0);
    return isText ? Optional.of(text) : Optional.empty();
  }
}
