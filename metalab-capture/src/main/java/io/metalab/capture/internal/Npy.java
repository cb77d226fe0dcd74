package io.metalab.capture.internal;

import io.metalab.api.MetalabException;
import io.metalab.capture.NdArray;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Arrays in numpy's format. */
final class Npy {
  private static final int CHUNK_BYTES = 1 << 16;

  private Npy() {}

  /** Returns the array that an object is or holds, as {@link NdArray#copyOf} takes it. */
  static NdArray toArray(Object value) {
    try {
      return value instanceof NdArray array ? array : NdArray.copyOf(value);
    } catch (IllegalArgumentException e) {
      throw Reading.error("The array has no form in numpy's format. " + e.getMessage(), e);
    }
  }

  static Map<String, String> write(NdArray array, OutputStream out) throws IOException {
    String descr =
        switch (array.type()) {
          case FLOAT64 -> "<f8";
          case FLOAT32 -> "<f4";
          case INT64 -> "<i8";
          case INT32 -> "<i4";
          case BOOL -> "|b1";
        };
    out.write(new NpyHeader(descr, false, array.shape()).toBytes());
    writeElements(array.elements(), out);
    String shape = array.shape().stream().map(String::valueOf).collect(Collectors.joining(","));
    return Map.of("dtype", descr, "shape", "(" + shape + ")");
  }

  private static void writeElements(Object elements, OutputStream out) throws IOException {
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < Array.getLength(elements); i++) {
      if (chunk.remaining() < Long.BYTES) {
        out.write(chunk.array(), 0, chunk.position());
        chunk.clear();
      }
      if (elements instanceof double[] values) {
        chunk.putDouble(values[i]);
      } else if (elements instanceof float[] values) {
        chunk.putFloat(values[i]);
      } else if (elements instanceof long[] values) {
        chunk.putLong(values[i]);
      } else if (elements instanceof int[] values) {
        chunk.putInt(values[i]);
      } else {
        chunk.put((byte) (Array.getBoolean(elements, i) ? 1 : 0));
      }
    }
    out.write(chunk.array(), 0, chunk.position());
  }

  /**
   * Reads one array; whatever follows it is left unread.
   *
   * @throws MetalabException with SERIALIZATION if there is none, or its elements are not numbers
   */
  static NdArray read(InputStream in) throws IOException {
    NpyHeader header = NpyHeader.read(in);
    NpyElements elements = NpyElements.of(header.descr());
    int count = count(header.shape(), elements.width());
    byte[] bytes = NpyHeader.exactly(in, count * elements.width());
    Object flat = elements.decode(bytes, count);
    Object ordered = header.fortranOrder() ? toRowMajor(flat, header.shape()) : flat;
    return NdArray.of(ordered, header.shape().stream().mapToInt(Integer::intValue).toArray());
  }

  private static int count(List<Integer> shape, int width) {
    long count = 1;
    for (int extent : shape) {
      count *= extent;
      if (count * width > Integer.MAX_VALUE - 64) {
        throw Reading.error(
            "The array of shape %s is larger than 2 GiB and cannot be read.".formatted(shape));
      }
    }
    return (int) count;
  }

  private static Object toRowMajor(Object columnMajor, List<Integer> shape) {
    int count = Array.getLength(columnMajor);
    Object rowMajor = Array.newInstance(columnMajor.getClass().getComponentType(), count);
    int[] index = new int[shape.size()];
    for (int i = 0; i < count; i++) {
      int source = 0;
      for (int axis = shape.size() - 1; axis >= 0; axis--) {
        source = source * shape.get(axis) + index[axis];
      }
      System.arraycopy(columnMajor, source, rowMajor, i, 1);
      for (int axis = shape.size() - 1; axis >= 0; axis--) {
        if (++index[axis] < shape.get(axis)) {
          break;
        }
        index[axis] = 0;
      }
    }
    return rowMajor;
  }
}
