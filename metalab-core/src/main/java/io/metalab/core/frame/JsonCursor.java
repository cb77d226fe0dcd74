package io.metalab.core.frame;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.NumberInput;
import io.metalab.core.codec.JsonTree;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Walks over the bytes of one JSON object and takes out what is asked for; what is skipped costs no
 * more than looking for its end, and is checked no further. Values are what {@link JsonTree} reads.
 * For one thread.
 */
final class JsonCursor {
  private static final int MOST_DIGITS = 18;
  private static final long EXACT_DOUBLE = 1L << 53;
  private static final double[] POWERS = powers();

  private final TextCache texts = new TextCache();
  private byte[] json = new byte[0];
  private int at;
  private int end;
  private boolean first;
  private int from;
  private int to;
  private boolean plain;
  private boolean whole;
  private long integer;
  private double number;

  /** Returns the powers of ten that are doubles. */
  private static double[] powers() {
    double[] powers = new double[23];
    powers[0] = 1;
    for (int i = 1; i < powers.length; i++) {
      powers[i] = powers[i - 1] * 10;
    }
    return powers;
  }

  /** Moves to the start of a text. */
  void reset(byte[] text, int offset, int length) {
    json = text;
    at = offset;
    end = offset + length;
    first = false;
  }

  /** Returns the byte with which the next value, key or bracket begins. */
  byte peek() {
    while (at < end && json[at] <= ' ' && json[at] >= 0) {
      at++;
    }
    if (at >= end) {
      throw bad("it ends too early");
    }
    return json[at];
  }

  /** Moves into an object or array. */
  void enter(char bracket) {
    if (peek() != bracket) {
      throw bad("there is no %s".formatted(bracket));
    }
    at++;
    first = true;
  }

  /** Moves to the next member or item; behind the closing bracket, returning false, after all. */
  boolean next(char bracket) {
    if (peek() == bracket) {
      at++;
      first = false;
      return false;
    }
    if (!first) {
      if (json[at] != ',') {
        throw bad("there is no comma");
      }
      at++;
    }
    first = false;
    return true;
  }

  /** Reads a key, to be asked for by {@link #isKey} or {@link #slice}. */
  void key() {
    string();
    if (peek() != ':') {
      throw bad("there is no colon");
    }
    at++;
  }

  /** Returns whether the key or string read last has these bytes, as they are written. */
  boolean isKey(byte[] bytes) {
    return Arrays.equals(json, from, to, bytes, 0, bytes.length);
  }

  /** Returns the bytes of the key or string read last, as they are written. */
  byte[] slice() {
    return Arrays.copyOfRange(json, from, to);
  }

  /** Returns the key or string read last. */
  String text() {
    return plain
        ? texts.text(json, from, to)
        : (String) Objects.requireNonNull(tree(from - 1, to + 1));
  }

  /** Reads a string, to be asked for by {@link #text}, {@link #isKey} or {@link #slice}. */
  void string() {
    if (peek() != '"') {
      throw bad("there is no string");
    }
    byte[] bytes = json;
    int i = at + 1;
    int stop = end;
    from = i;
    plain = true;
    while (i < stop && bytes[i] != '"') {
      if (bytes[i] == '\\') {
        plain = false;
        i++;
      }
      i++;
    }
    if (i >= stop) {
      throw bad("a string does not end");
    }
    to = i;
    at = i + 1;
  }

  /** Reads a run id into four longs of an array. */
  void runId(long[] words, int row) {
    string();
    if (to - from != 64) {
      throw bad("the id has not 64 digits");
    }
    RunIds.put(json, from, words, row);
  }

  /** Returns whether the next value is a number. */
  boolean isNumber() {
    byte next = peek();
    return next == '-' || (next >= '0' && next <= '9');
  }

  /** Reads a number and returns whether it is an {@link #integer}, else a {@link #number}. */
  boolean readNumber() {
    byte[] bytes = json;
    int start = at;
    boolean negative = bytes[at] == '-';
    int i = negative ? at + 1 : at;
    int digitsFrom = i;
    long digits = 0;
    while (i < end && bytes[i] >= '0' && bytes[i] <= '9') {
      digits = 10 * digits + bytes[i++] - '0';
    }
    int count = i - digitsFrom;
    int scale = 0;
    whole = i >= end || (bytes[i] != '.' && bytes[i] != 'e' && bytes[i] != 'E');
    if (i < end && bytes[i] == '.') {
      int fraction = ++i;
      while (i < end && bytes[i] >= '0' && bytes[i] <= '9') {
        digits = 10 * digits + bytes[i++] - '0';
      }
      scale = i - fraction;
      count += scale;
    }
    boolean exponent = i < end && (bytes[i] == 'e' || bytes[i] == 'E');
    at = exponent ? endOfScalar(i) : i;
    boolean exact = count <= MOST_DIGITS && !exponent;
    if (whole) {
      integer = exact ? (negative ? -digits : digits) : Long.parseLong(ascii(start));
    } else if (exact && digits <= EXACT_DOUBLE && scale < POWERS.length) {
      // Both are doubles, so their quotient is the double next to the number that is written.
      number = (negative ? -(double) digits : (double) digits) / POWERS[scale];
    } else {
      number = NumberInput.parseDouble(ascii(start), true);
    }
    return whole;
  }

  private String ascii(int start) {
    return new String(json, start, at - start, UTF_8);
  }

  long integer() {
    return integer;
  }

  double number() {
    return number;
  }

  /** Reads a value of any kind. */
  @Nullable Object value() {
    byte kind = peek();
    if (kind == '"') {
      string();
      return text();
    }
    if (isNumber()) {
      return readNumber() ? (Object) integer : (Object) number;
    }
    int start = at;
    skip();
    return tree(start, at);
  }

  private @Nullable Object tree(int start, int stop) {
    return JsonTree.readValue(json, start, stop - start);
  }

  /** Moves behind the next value. */
  void skip() {
    byte kind = peek();
    if (kind == '"') {
      string();
    } else if (kind == '{' || kind == '[') {
      skipNested();
    } else {
      at = endOfScalar(at);
    }
  }

  private void skipNested() {
    int depth = 0;
    do {
      byte next = peek();
      if (next == '"') {
        string();
        continue;
      }
      if (next == '{' || next == '[') {
        depth++;
      } else if (next == '}' || next == ']') {
        depth--;
      }
      at++;
    } while (depth > 0);
  }

  private int endOfScalar(int start) {
    int i = start;
    while (i < end && json[i] != ',' && json[i] != '}' && json[i] != ']' && json[i] > ' ') {
      i++;
    }
    return i;
  }

  /** Returns whether nothing but white space follows. */
  boolean isAtEnd() {
    while (at < end && json[at] <= ' ' && json[at] >= 0) {
      at++;
    }
    return at == end;
  }

  private static IllegalArgumentException bad(String why) {
    return new IllegalArgumentException("A stored record is not JSON: " + why + ".");
  }
}
