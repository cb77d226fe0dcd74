package io.dymad.training;

import io.metalab.capture.NdArray;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The SHA-256 of plain values and arrays: of their bits, however a file writes numbers and in
 * whatever order it names fields.
 */
final class ContentHash {
  private final MessageDigest digest;

  private ContentHash(MessageDigest digest) {
    this.digest = digest;
  }

  /**
   * Returns the hash as 64 lower-case hex digits.
   *
   * @param document maps with names, lists, texts, numbers, true and false
   * @param arrays real numbers by name
   */
  static String of(Map<String, ?> document, SortedMap<String, NdArray> arrays) {
    try {
      ContentHash hash = new ContentHash(MessageDigest.getInstance("SHA-256"));
      hash.add(document);
      arrays.forEach(hash::add);
      return HexFormat.of().formatHex(hash.digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }

  private void add(Object value) {
    if (value instanceof Map<?, ?> map) {
      SortedMap<String, Object> sorted = new TreeMap<>();
      map.forEach((name, field) -> sorted.put((String) name, field));
      addText("map " + sorted.size());
      sorted.forEach(
          (name, field) -> {
            addText(name);
            add(field);
          });
    } else if (value instanceof List<?> list) {
      addText("list " + list.size());
      list.forEach(this::add);
    } else if (value instanceof Number number) {
      addText("number");
      addNumbers(number.doubleValue());
    } else if (value instanceof String || value instanceof Boolean) {
      addText(value.getClass().getSimpleName());
      addText(value.toString());
    } else {
      throw new IllegalArgumentException(
          "A checkpoint holds maps, lists, text, numbers, true and false, not %s (a %s)."
              .formatted(value, value.getClass().getSimpleName()));
    }
  }

  private void add(String name, NdArray array) {
    addText(name + array.shape());
    addNumbers(array.toDoubles());
  }

  private void addText(String text) {
    digest.update((text + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private void addNumbers(double... numbers) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Double.BYTES * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
    for (double number : numbers) {
      bytes.putDouble(number);
    }
    digest.update(bytes.array());
  }
}
