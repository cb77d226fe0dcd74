package io.metalab.capture;

import java.lang.reflect.Array;

/** Converts primitive arrays where every element keeps its value. */
final class ArrayConversion {
  private ArrayConversion() {}

  /**
   * Returns a copy of an array with elements of another type.
   *
   * @throws IllegalArgumentException naming the first element that would not keep its value
   */
  static Object convert(Object from, Class<?> element) {
    int length = Array.getLength(from);
    Class<?> given = from.getClass().getComponentType();
    Object to = Array.newInstance(element, length);
    if (given == element) {
      System.arraycopy(from, 0, to, 0, length);
      return to;
    }
    if (given == boolean.class || element == boolean.class) {
      throw new IllegalArgumentException(
          "An array of %s cannot be read as one of %s.".formatted(given, element));
    }
    boolean whole = given == long.class || given == int.class;
    for (int i = 0; i < length; i++) {
      if (whole) {
        setWhole(to, element, i, Array.getLong(from, i));
      } else {
        setReal(to, element, i, Array.getDouble(from, i));
      }
    }
    return to;
  }

  private static void setWhole(Object to, Class<?> element, int i, long value) {
    if (element == long.class) {
      Array.setLong(to, i, value);
    } else if (element == int.class && value == (int) value) {
      Array.setInt(to, i, (int) value);
    } else if (element == double.class && isExact(value, (double) value)) {
      Array.setDouble(to, i, (double) value);
    } else if (element == float.class && isExact(value, (double) (float) value)) {
      Array.setFloat(to, i, (float) value);
    } else {
      throw inexact(i, Long.toString(value), element);
    }
  }

  private static boolean isExact(long value, double converted) {
    // 2^63 as a double would come back as Long.MAX_VALUE.
    return converted < 0x1p63 && (long) converted == value;
  }

  private static void setReal(Object to, Class<?> element, int i, double value) {
    if (element == double.class) {
      Array.setDouble(to, i, value);
    } else if (element == float.class && Double.compare((float) value, value) == 0) {
      Array.setFloat(to, i, (float) value);
    } else {
      throw inexact(i, Double.toString(value), element);
    }
  }

  private static IllegalArgumentException inexact(int i, String value, Class<?> element) {
    return new IllegalArgumentException(
        "The element %d (%s) does not keep its value as %s.".formatted(i, value, element));
  }
}
