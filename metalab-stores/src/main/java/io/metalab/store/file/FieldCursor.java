package io.metalab.store.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.metalab.core.codec.JsonTree;
import java.util.Arrays;
import java.util.Objects;

/** Walks over the fields of a line whose order is known, without reading the rest. */
final class FieldCursor {
  private byte[] bytes = new byte[0];
  private int at;
  private int end;
  private int textStart;
  private int textEnd;

  void reset(byte[] line, int start, int length) {
    bytes = line;
    at = start;
    end = start + length;
  }

  /** Steps over this text. */
  FieldCursor skip(byte[] text) {
    if (!Line.startsWith(bytes, at, end - at, text)) {
      throw new IllegalArgumentException(
          "The field %s is missing.".formatted(new String(text, UTF_8)));
    }
    at += text.length;
    return this;
  }

  /** Steps over the rest of a string whose opening quote has been skipped. */
  FieldCursor text() {
    textStart = at;
    while (at < end && bytes[at] != '"') {
      at += bytes[at] == '\\' ? 2 : 1;
    }
    textEnd = at++;
    if (textEnd >= end) {
      throw new IllegalArgumentException("A string does not end.");
    }
    return this;
  }

  /** Returns whether the last text has these bytes. */
  boolean textIs(byte[] other) {
    return Arrays.equals(bytes, textStart, textEnd, other, 0, other.length);
  }

  byte[] textBytes() {
    return Arrays.copyOfRange(bytes, textStart, textEnd);
  }

  /** Returns the last text. */
  String string() {
    String raw = new String(bytes, textStart, textEnd - textStart, UTF_8);
    if (raw.indexOf('\\') < 0) {
      return raw;
    }
    byte[] json = ("{\"text\":\"" + raw + "\"}").getBytes(UTF_8);
    return (String) Objects.requireNonNull(JsonTree.readObject(json, 0, json.length).get("text"));
  }

  /** Returns the bytes of the last text, as {@code JsonBytes.escaped} was given them. */
  byte[] unescaped() {
    byte[] result = new byte[textEnd - textStart];
    int size = 0;
    for (int i = textStart; i < textEnd; i++) {
      byte b = bytes[i];
      if (b == '\\') {
        b = bytes[++i];
        switch (b) {
          case 'n' -> b = '\n';
          case 't' -> b = '\t';
          case 'r' -> b = '\r';
          case 'u' -> {
            b = (byte) (Line.hexDigit(bytes[i + 3]) << 4 | Line.hexDigit(bytes[i + 4]));
            i += 4;
          }
          default -> {}
        }
      }
      result[size++] = b;
    }
    return Arrays.copyOf(result, size);
  }

  int textLength() {
    return textEnd - textStart;
  }

  /** Returns sixteen hex digits of the last text, from the given one, as a number. */
  long hexLong(int from) {
    if (textLength() < from + 16) {
      throw new IllegalArgumentException("A digest is too short.");
    }
    long value = 0;
    for (int i = textStart + from; i < textStart + from + 16; i++) {
      int digit = Line.hexDigit(bytes[i]);
      if (digit < 0) {
        throw new IllegalArgumentException("A digest holds something else than hex digits.");
      }
      value = value << 4 | digit;
    }
    return value;
  }

  /** Steps over an integer that is not negative and returns it. */
  long integer() {
    int from = at;
    long value = 0;
    while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
      value = Math.addExact(Math.multiplyExact(value, 10), bytes[at++] - '0');
    }
    if (at == from) {
      throw new IllegalArgumentException("A number is missing.");
    }
    return value;
  }
}
