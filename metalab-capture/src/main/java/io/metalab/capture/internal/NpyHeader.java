package io.metalab.capture.internal;

import io.metalab.api.MetalabException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The header of a {@code .npy} file.
 *
 * @param descr byte order, kind and width of an element, such as {@code <f8}
 * @param fortranOrder whether the first index varies fastest
 * @param shape the extents
 * @see <a href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">NEP 1</a>
 */
record NpyHeader(String descr, boolean fortranOrder, List<Integer> shape) {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int ALIGNMENT = 64;

  /** Digits that numpy leaves room for, so that the first extent can grow in place. */
  private static final int GROWTH_DIGITS = 21;

  private static final Pattern DESCR = Pattern.compile("['\"]descr['\"]\\s*:\\s*(['\"])(.*?)\\1");
  private static final Pattern ORDER =
      Pattern.compile("['\"]fortran_order['\"]\\s*:\\s*(True|False)");
  private static final Pattern SHAPE =
      Pattern.compile("['\"]shape['\"]\\s*:\\s*\\(([0-9L,\\s]*)\\)");

  NpyHeader {
    shape = List.copyOf(shape);
  }

  /** Returns the header as numpy writes it in format version 1.0, byte for byte. */
  byte[] toBytes() {
    String extents = shape.stream().map(String::valueOf).collect(Collectors.joining(", "));
    String dictionary =
        "{'descr': '%s', 'fortran_order': %s, 'shape': (%s%s), }"
            .formatted(
                descr, fortranOrder ? "True" : "False", extents, shape.size() == 1 ? "," : "");
    if (!shape.isEmpty()) {
      String growing = shape.get(fortranOrder ? shape.size() - 1 : 0).toString();
      dictionary += " ".repeat(GROWTH_DIGITS - growing.length());
    }
    int prefix = MAGIC.length + 2 + 2;
    int padding = ALIGNMENT - (prefix + dictionary.length() + 1) % ALIGNMENT;
    String text = dictionary + " ".repeat(padding) + "\n";
    return ByteBuffer.allocate(prefix + text.length())
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(MAGIC)
        .put((byte) 1)
        .put((byte) 0)
        .putShort((short) text.length())
        .put(text.getBytes(StandardCharsets.ISO_8859_1))
        .array();
  }

  /**
   * Reads a header of format version 1.0, 2.0 or 3.0.
   *
   * @throws MetalabException with SERIALIZATION if there is none
   */
  static NpyHeader read(InputStream in) throws IOException {
    byte[] magic = in.readNBytes(MAGIC.length);
    if (!Arrays.equals(magic, MAGIC)) {
      throw Reading.error("The artifact is no .npy file: it does not start with \\x93NUMPY.");
    }
    int major = in.read();
    int minor = in.read();
    if (major < 1 || major > 3 || minor != 0) {
      throw Reading.error(
          "The .npy file has format version %d.%d; 1.0, 2.0 and 3.0 are read."
              .formatted(major, minor));
    }
    ByteBuffer length =
        ByteBuffer.wrap(exactly(in, major == 1 ? 2 : 4)).order(ByteOrder.LITTLE_ENDIAN);
    long count = major == 1 ? length.getShort() & 0xffff : length.getInt() & 0xffffffffL;
    if (count > 1 << 20) {
      throw Reading.error("The .npy file claims a header of %d bytes.".formatted(count));
    }
    return parse(new String(exactly(in, (int) count), StandardCharsets.UTF_8));
  }

  private static NpyHeader parse(String text) {
    Matcher descr = DESCR.matcher(text);
    Matcher order = ORDER.matcher(text);
    Matcher shape = SHAPE.matcher(text);
    if (!text.contains("descr") || !order.find() || !shape.find()) {
      throw Reading.error("The header of the .npy file is damaged: " + text.strip());
    }
    if (!descr.find()) {
      throw Reading.error(
          "The .npy file holds structured elements, which are not read: " + text.strip());
    }
    List<Integer> extents = new ArrayList<>();
    for (String extent : shape.group(1).split(",")) {
      if (!extent.isBlank()) {
        extents.add(extent(extent.replace("L", "").strip()));
      }
    }
    return new NpyHeader(descr.group(2), order.group(1).equals("True"), extents);
  }

  private static int extent(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw Reading.error("The .npy file has an extent of %s.".formatted(text), e);
    }
  }

  /** Returns the next bytes. */
  static byte[] exactly(InputStream in, int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw Reading.error(
          "The .npy file ends early: %d bytes are missing.".formatted(count - bytes.length),
          new EOFException());
    }
    return bytes;
  }
}
