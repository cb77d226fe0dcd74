package io.metalab.core.codec;

import com.fasterxml.jackson.core.io.NumberOutput;
import io.metalab.api.ArtifactValue;
import io.metalab.api.DirValue;
import io.metalab.api.FileRef;
import io.metalab.api.FileValue;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON into a growing array of UTF-8 bytes; the caller puts the punctuation.
 *
 * <p>The bytes depend on the values alone, on every JVM. A double always has a fraction or an
 * exponent, an integer never, so the two stay apart. NaN and the infinities are written as {@code
 * {"$number":"NaN"}}; a file reference as {@code {"$file":path,"$sha256":digest}} and alike; a key
 * of a map that starts with {@code $} gets another one in front. Not safe for use by several
 * threads.
 */
public final class JsonBytes {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private static final int LONGEST_ESCAPE = 6;
  private static final boolean[] PLAIN = plain();

  private byte[] bytes;
  private int size;

  /** Creates an empty buffer with room for this many bytes. */
  public JsonBytes(int capacity) {
    this.bytes = new byte[capacity];
  }

  private static boolean[] plain() {
    boolean[] plain = new boolean[256];
    Arrays.fill(plain, 0x20, 256, true);
    plain['"'] = false;
    plain['\\'] = false;
    return plain;
  }

  /** Returns the number of bytes written. */
  public int size() {
    return size;
  }

  /** Forgets what was written. */
  public void clear() {
    size = 0;
  }

  /** Returns the array behind this buffer; valid until the next write. */
  public byte[] array() {
    return bytes;
  }

  /** Returns a copy of the bytes written. */
  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  /** Adds ASCII text as it is. */
  @SuppressWarnings("deprecation") // the one copy without a charset; right for ASCII
  public JsonBytes raw(String ascii) {
    int length = ascii.length();
    ensure(length);
    ascii.getBytes(0, length, bytes, size);
    size += length;
    return this;
  }

  /** Adds one ASCII character as it is. */
  public JsonBytes raw(char ascii) {
    ensure(1);
    bytes[size++] = (byte) ascii;
    return this;
  }

  /** Adds bytes as they are. */
  public JsonBytes raw(byte[] source, int offset, int length) {
    ensure(length);
    System.arraycopy(source, offset, bytes, size, length);
    size += length;
    return this;
  }

  /** Adds {@code "key":value} with a comma in front unless it opens an object. */
  public JsonBytes field(String key, String value) {
    return key(key).string(value);
  }

  /** Adds {@code "key":value} with a comma in front unless it opens an object. */
  public JsonBytes field(String key, long value) {
    return key(key).number(value);
  }

  /**
   * Adds {@code "key":} with a comma in front unless it opens an object.
   *
   * @param key ASCII without anything to escape
   */
  public JsonBytes key(String key) {
    return comma().raw('"').raw(key).raw("\":");
  }

  /** Adds a key that people chose, as the keys of {@link #value maps} are written. */
  public JsonBytes name(String name) {
    return comma().string(name.startsWith("$") ? "$" + name : name).raw(':');
  }

  /** Adds a comma unless an object or array has just been opened. */
  public JsonBytes comma() {
    if (size > 0 && bytes[size - 1] != '{' && bytes[size - 1] != '[') {
      raw(',');
    }
    return this;
  }

  /** Adds a string. */
  public JsonBytes string(String text) {
    raw('"');
    int ascii = escapedAscii(text);
    if (ascii < text.length()) {
      byte[] utf8 = text.substring(ascii).getBytes(StandardCharsets.UTF_8);
      escaped(utf8, 0, utf8.length);
    }
    return raw('"');
  }

  /** Adds the characters up to the first that is not ASCII, and returns where that is. */
  private int escapedAscii(String text) {
    ensure(LONGEST_ESCAPE * text.length());
    byte[] out = bytes;
    int at = size;
    int i = 0;
    for (; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        break;
      } else if (PLAIN[c]) {
        out[at++] = (byte) c;
      } else {
        size = at;
        escape((byte) c);
        at = size;
      }
    }
    size = at;
    return i;
  }

  /** Adds UTF-8 text as the inside of a string, byte by byte, without the quotes. */
  public JsonBytes escaped(byte[] utf8, int offset, int length) {
    ensure(LONGEST_ESCAPE * length);
    byte[] out = bytes;
    int at = size;
    for (int i = offset; i < offset + length; i++) {
      byte b = utf8[i];
      if (PLAIN[b & 0xff]) {
        out[at++] = b;
      } else {
        size = at;
        escape(b);
        at = size;
      }
    }
    size = at;
    return this;
  }

  private void escape(byte b) {
    if (b >= 0x20) {
      bytes[size++] = '\\';
      bytes[size++] = b;
    } else {
      control(b);
    }
  }

  private void control(byte b) {
    bytes[size++] = '\\';
    switch (b) {
      case '\n' -> bytes[size++] = 'n';
      case '\t' -> bytes[size++] = 't';
      case '\r' -> bytes[size++] = 'r';
      default -> {
        bytes[size++] = 'u';
        bytes[size++] = '0';
        bytes[size++] = '0';
        bytes[size++] = HEX[b >> 4];
        bytes[size++] = HEX[b & 15];
      }
    }
  }

  /** Adds an integer. */
  public JsonBytes number(long value) {
    ensure(20);
    size = NumberOutput.outputLong(value, bytes, size);
    return this;
  }

  /** Adds a double: the shortest digits that read back as the same number. */
  public JsonBytes number(double value) {
    if (Double.isFinite(value)) {
      return raw(NumberOutput.toString(value, true));
    }
    String name = Double.isNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
    return raw("{\"$number\":\"").raw(name).raw("\"}");
  }

  /** Adds an instant as an ISO-8601 string in UTC with nanoseconds. */
  public JsonBytes instant(Instant instant) {
    raw('"');
    ensure(InstantText.MAX_LENGTH);
    size = InstantText.write(instant, bytes, size);
    return raw('"');
  }

  /** Adds strings as an array. */
  public JsonBytes strings(List<String> texts) {
    raw('[');
    for (String text : texts) {
      comma().string(text);
    }
    return raw(']');
  }

  /**
   * Adds a value of {@link io.metalab.api.Values} or a metric.
   *
   * @throws IllegalArgumentException if it is of another type
   */
  public JsonBytes value(@Nullable Object value) {
    if (value == null) {
      return raw("null");
    } else if (value instanceof String text) {
      return string(text);
    } else if (value instanceof Long number) {
      return number(number.longValue());
    } else if (value instanceof Double number) {
      return number(number.doubleValue());
    } else if (value instanceof Boolean bool) {
      return raw(bool ? "true" : "false");
    } else if (value instanceof Map<?, ?> map) {
      return map(map);
    } else if (value instanceof List<?> list) {
      raw('[');
      for (Object element : list) {
        comma().value(element);
      }
      return raw(']');
    } else if (value instanceof FileRef ref) {
      return fileRef(ref);
    }
    throw new IllegalArgumentException(
        "The value (%s) of type %s has no JSON form here."
            .formatted(value, value.getClass().getName()));
  }

  private JsonBytes map(Map<?, ?> map) {
    raw('{');
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      name((String) entry.getKey()).value(entry.getValue());
    }
    return raw('}');
  }

  private JsonBytes fileRef(FileRef ref) {
    raw('{');
    if (ref instanceof FileValue file) {
      field("$file", file.path());
    } else if (ref instanceof DirValue dir) {
      field("$dir", dir.path()).field("pattern", dir.pattern());
    } else if (ref instanceof ArtifactValue artifact) {
      field("$artifact", artifact.run()).field("name", artifact.name());
    }
    return field("$sha256", ref.sha256()).raw('}');
  }

  private void ensure(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, more), bytes.length * 2));
    }
  }
}
