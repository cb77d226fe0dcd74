package io.metalab.core.json;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.Values;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import org.erdtman.jcs.NumberToJSON;
import org.jspecify.annotations.Nullable;

/**
 * JSON text as UTF-8 bytes in a buffer that is used again, so that a plan of a million runs writes
 * a million texts without garbage.
 *
 * <p>Numbers and strings are printed as RFC 8785 has them. Not safe for use by several threads.
 */
public final class JsonBuffer {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final int LONGEST_LONG = 20;

  private byte[] bytes = new byte[512];
  private int length;

  /** Returns the number of bytes written. */
  public int length() {
    return length;
  }

  /**
   * Forgets what was written after a position.
   *
   * @throws IllegalArgumentException unless the position is in [0, {@link #length()}]
   */
  public JsonBuffer truncate(int position) {
    if (position < 0 || position > length) {
      throw new IllegalArgumentException(
          "The position (%d) must be in [0, %d].".formatted(position, length));
    }
    length = position;
    return this;
  }

  /** Appends the first bytes of another buffer. */
  public JsonBuffer append(JsonBuffer other, int count) {
    if (count > other.length) {
      throw new IllegalArgumentException(
          "The count (%d) must be at most %d.".formatted(count, other.length));
    }
    reserve(count);
    System.arraycopy(other.bytes, 0, bytes, length, count);
    length += count;
    return this;
  }

  /** Appends bytes as they are. */
  public JsonBuffer append(byte[] text) {
    reserve(text.length);
    System.arraycopy(text, 0, bytes, length, text.length);
    length += text.length;
    return this;
  }

  /** Feeds the bytes from a position on to a digest. */
  public void digestInto(MessageDigest digest, int from) {
    digest.update(bytes, from, length - from);
  }

  /** Returns what was written. */
  @Override
  public String toString() {
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  /** Appends characters as they are; they must be ASCII. */
  public JsonBuffer ascii(String text) {
    reserve(text.length());
    for (int i = 0; i < text.length(); i++) {
      bytes[length++] = (byte) text.charAt(i);
    }
    return this;
  }

  /**
   * Appends a value in canonical form: keys in the order of their UTF-16 code units, file
   * references as {@code {"$sha256": …}}.
   *
   * @throws MetalabException with {@link ErrorCode#INVALID_VALUE} if the value has no canonical
   *     form
   */
  public JsonBuffer canonical(@Nullable Object value) {
    CanonicalWriter.write(value, this);
    return this;
  }

  /** Appends null, a boolean, a number or a string. */
  JsonBuffer scalar(@Nullable Object value) {
    if (value == null) {
      return ascii("null");
    }
    if (value instanceof String text) {
      return string(text);
    }
    if (value instanceof Boolean bool) {
      return ascii(bool ? "true" : "false");
    }
    if (value instanceof Double number) {
      return number(number);
    }
    if (value instanceof Long
        || value instanceof Integer
        || value instanceof Short
        || value instanceof Byte) {
      return number(((Number) value).longValue());
    }
    throw new MetalabException(
        ErrorCode.INVALID_VALUE,
        "The value (%s) of type %s has no JSON form.".formatted(value, value.getClass().getName()));
  }

  /**
   * Appends an integer.
   *
   * @throws MetalabException with {@link ErrorCode#INVALID_VALUE} if it is beyond
   *     ±(2<sup>53</sup>-1)
   */
  public JsonBuffer number(long value) {
    if (value > Values.MAX_INTEGER || value < -Values.MAX_INTEGER) {
      throw new MetalabException(
          ErrorCode.INVALID_VALUE,
          "The integer (%d) must lie within ±(2^53-1). Maybe write it as a string."
              .formatted(value));
    }
    reserve(LONGEST_LONG);
    if (value < 0) {
      bytes[length++] = '-';
    }
    long rest = Math.abs(value);
    int end = length + digits(rest);
    for (int i = end - 1; i >= length; i--) {
      bytes[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length = end;
    return this;
  }

  /**
   * Appends a number in the shortest form that reads back as the same double, as ECMAScript has it.
   *
   * @throws MetalabException with {@link ErrorCode#INVALID_VALUE} if it is not finite
   */
  public JsonBuffer number(double value) {
    if (!Double.isFinite(value)) {
      throw new MetalabException(
          ErrorCode.INVALID_VALUE, "The number (%s) must be finite.".formatted(value));
    }
    if (Math.rint(value) == value && Math.abs(value) <= Values.MAX_INTEGER) {
      return number((long) value);
    }
    try {
      return ascii(NumberToJSON.serializeNumber(value));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Appends a string with its quotes.
   *
   * @throws MetalabException with {@link ErrorCode#INVALID_VALUE} if it holds an unpaired surrogate
   */
  public JsonBuffer string(String text) {
    reserve(text.length() + 2);
    bytes[length++] = '"';
    int start = plain(text);
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        asciiInString(c);
      } else if (c < 0x800) {
        put(0xC0 | (c >> 6));
        put(continuation(c));
      } else if (!Character.isSurrogate(c)) {
        put(0xE0 | (c >> 12));
        put(continuation(c >> 6));
        put(continuation(c));
      } else {
        supplementary(text, i++);
      }
    }
    put('"');
    return this;
  }

  /** Appends the characters up to the first that is not itself, for which there is room. */
  private int plain(String text) {
    byte[] out = bytes;
    int end = length;
    int i = 0;
    for (; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c >= 0x80 || c == '"' || c == '\\') {
        break;
      }
      out[end++] = (byte) c;
    }
    length = end;
    return i;
  }

  private void asciiInString(char c) {
    if (c >= ' ' && c != '"' && c != '\\') {
      put(c);
      return;
    }
    put('\\');
    switch (c) {
      case '"', '\\' -> put(c);
      case '\b' -> put('b');
      case '\t' -> put('t');
      case '\n' -> put('n');
      case '\f' -> put('f');
      case '\r' -> put('r');
      default -> {
        ascii("u00");
        put(HEX[c >> 4]);
        put(HEX[c & 0xF]);
      }
    }
  }

  private void supplementary(String text, int index) {
    int codePoint = text.codePointAt(index);
    if (!Character.isSupplementaryCodePoint(codePoint)) {
      throw new MetalabException(
          ErrorCode.INVALID_VALUE,
          "A string holds an unpaired surrogate at index %d. Text must be valid Unicode."
              .formatted(index));
    }
    put(0xF0 | (codePoint >> 18));
    put(continuation(codePoint >> 12));
    put(continuation(codePoint >> 6));
    put(continuation(codePoint));
  }

  private static int continuation(int bits) {
    return 0x80 | (bits & 0x3F);
  }

  /** Appends one byte as it is. */
  void put(int oneByte) {
    if (length == bytes.length) {
      reserve(1);
    }
    bytes[length++] = (byte) oneByte;
  }

  private void reserve(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length * 2));
    }
  }

  private static int digits(long value) {
    int count = 1;
    for (long rest = value / 10; rest > 0; rest /= 10) {
      count++;
    }
    return count;
  }
}
