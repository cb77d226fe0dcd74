package io.metalab.capture.internal;

import io.metalab.api.MetalabException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the elements of a {@code .npy} file are laid out.
 *
 * @param order their byte order
 * @param kind {@code f} real, {@code i} integer, {@code u} unsigned, {@code b} boolean
 * @param width bytes of one
 */
record NpyElements(ByteOrder order, char kind, int width) {
  private static final Pattern DESCR = Pattern.compile("([<>|=])([a-zA-Z])([0-9]{1,4})");

  /**
   * Reads numpy's description of elements.
   *
   * @throws MetalabException with SERIALIZATION if they cannot be read as numbers or booleans
   */
  static NpyElements of(String descr) {
    if (descr.contains("O")) {
      throw Reading.error(
          "The .npy file holds pickled Python objects (dtype %s). They are never read, since loading them runs code; save numbers instead."
              .formatted(descr));
    }
    Matcher matcher = DESCR.matcher(descr);
    if (matcher.matches()) {
      // "=" is the order of the machine that wrote it; numpy itself never writes that.
      ByteOrder order =
          matcher.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
      char kind = matcher.group(2).charAt(0);
      int width = Integer.parseInt(matcher.group(3));
      boolean known =
          switch (kind) {
            case 'f' -> width == 4 || width == 8;
            case 'i', 'u' -> width == 1 || width == 2 || width == 4 || width == 8;
            case 'b' -> width == 1;
            default -> false;
          };
      if (known) {
        return new NpyElements(order, kind, width);
      }
    }
    throw Reading.error(
        "The .npy file has elements of dtype %s; bool, float32, float64 and integers are read."
            .formatted(descr));
  }

  /** Returns an array of double, float, long, int or boolean, the narrowest that holds them all. */
  Object decode(byte[] bytes, int count) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(order);
    return switch (kind) {
      case 'f' -> width == 8 ? doubles(in, count) : floats(in, count);
      case 'b' -> booleans(in, count);
      default -> width < 4 || (width == 4 && kind == 'i') ? ints(in, count) : longs(in, count);
    };
  }

  private static double[] doubles(ByteBuffer in, int count) {
    double[] values = new double[count];
    in.asDoubleBuffer().get(values);
    return values;
  }

  private static float[] floats(ByteBuffer in, int count) {
    float[] values = new float[count];
    in.asFloatBuffer().get(values);
    return values;
  }

  private static boolean[] booleans(ByteBuffer in, int count) {
    boolean[] values = new boolean[count];
    for (int i = 0; i < count; i++) {
      values[i] = in.get() != 0;
    }
    return values;
  }

  private int[] ints(ByteBuffer in, int count) {
    int[] values = new int[count];
    for (int i = 0; i < count; i++) {
      values[i] = (int) next(in);
    }
    return values;
  }

  private long[] longs(ByteBuffer in, int count) {
    long[] values = new long[count];
    for (int i = 0; i < count; i++) {
      values[i] = next(in);
    }
    return values;
  }

  private long next(ByteBuffer in) {
    boolean unsigned = kind == 'u';
    return switch (width) {
      case 1 -> unsigned ? in.get() & 0xff : in.get();
      case 2 -> unsigned ? in.getShort() & 0xffff : in.getShort();
      case 4 -> unsigned ? in.getInt() & 0xffffffffL : in.getInt();
      default -> large(in.getLong(), unsigned);
    };
  }

  private static long large(long value, boolean unsigned) {
    if (unsigned && value < 0) {
      throw Reading.error(
          "The .npy file holds %s, which is beyond the largest long."
              .formatted(Long.toUnsignedString(value)));
    }
    return value;
  }
}
