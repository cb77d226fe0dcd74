package io.metalab.store.file;

import io.metalab.core.codec.JsonBytes;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * The frame of a line: a JSON object whose last field is the CRC32C of everything before it.
 *
 * <p>A line ends with {@code ,"crc":"xxxxxxxx"}} and a line feed; the checksum covers the bytes of
 * the line before the comma.
 */
final class Line {
  /** Bytes of a frame, line feed excluded. */
  static final int FRAME = 18;

  private static final byte[] KEY = ",\"crc\":\"".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private Line() {}

  /** Returns an object without closing brace as a whole line. */
  static byte[] close(JsonBytes open) {
    int crc = crc(open.array(), 0, open.size());
    open.raw(KEY, 0, KEY.length);
    for (int shift = 28; shift >= 0; shift -= 4) {
      open.raw((char) HEX[(crc >>> shift) & 15]);
    }
    return open.raw("\"}\n").toByteArray();
  }

  /** Returns whether the bytes, line feed excluded, are a whole line with the right checksum. */
  static boolean isValid(byte[] bytes, int start, int length) {
    if (length <= FRAME || bytes[start] != '{') {
      return false;
    }
    int frame = start + length - FRAME;
    for (int i = 0; i < KEY.length; i++) {
      if (bytes[frame + i] != KEY[i]) {
        return false;
      }
    }
    int end = start + length;
    return bytes[end - 2] == '"'
        && bytes[end - 1] == '}'
        && hexInt(bytes, frame + KEY.length) == (crc(bytes, start, length - FRAME) & 0xffffffffL);
  }

  /** Returns the checksum that a valid line holds. */
  static int checksum(byte[] bytes, int start, int length) {
    return (int) hexInt(bytes, start + length - FRAME + KEY.length);
  }

  static int crc(byte[] bytes, int start, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, start, length);
    return (int) crc.getValue();
  }

  private static long hexInt(byte[] bytes, int start) {
    long value = 0;
    for (int i = start; i < start + 8; i++) {
      int digit = hexDigit(bytes[i]);
      if (digit < 0) {
        return -1;
      }
      value = value << 4 | digit;
    }
    return value;
  }

  /** Returns the value of a lower-case hex digit, or -1. */
  static int hexDigit(byte digit) {
    if (digit >= '0' && digit <= '9') {
      return digit - '0';
    }
    return digit >= 'a' && digit <= 'f' ? digit - 'a' + 10 : -1;
  }

  /** Returns whether a line starts with this text. */
  static boolean startsWith(byte[] bytes, int start, int length, byte[] prefix) {
    if (length < prefix.length) {
      return false;
    }
    for (int i = 0; i < prefix.length; i++) {
      if (bytes[start + i] != prefix[i]) {
        return false;
      }
    }
    return true;
  }
}
