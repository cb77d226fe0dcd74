package io.metalab.core.frame;

import io.metalab.api.Values;
import io.metalab.core.where.Absent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The different values of a column, numbered from 1 on; 0 stands for a missing value. Only added
 * to, by one thread; what was there before may be read by others meanwhile.
 */
final class Dictionary {
  static final int MISSING = 0;

  private @Nullable Object[] values = {Absent.ABSENT, null, null, null};
  private int size = 1;
  private final LongCodes numbers = new LongCodes();
  private final LongCodes wholeDoubles = new LongCodes();
  private final Map<@Nullable Object, Integer> others = new HashMap<>();
  private long sizeBytes;

  /** Returns the number of codes. */
  int size() {
    return size;
  }

  /** Returns the values by code; what is beyond {@link #size} is of no meaning. */
  @Nullable Object[] values() {
    return values;
  }

  /** Returns about how many bytes the values take up. */
  long sizeBytes() {
    return sizeBytes;
  }

  /**
   * Returns the code of a number; {@link LongCodes#NONE} if it is new and there are so many.
   *
   * @param wholeDouble whether it is a double although it is whole
   */
  int number(double number, boolean wholeDouble, int most) {
    LongCodes known = wholeDouble ? wholeDoubles : numbers;
    int code = known.find(LongCodes.key(number));
    if (code == LongCodes.NONE && size < most) {
      code = add(wholeDouble ? (Object) (number + 0.0) : normal(number));
      known.put(LongCodes.key(number), code);
      sizeBytes += 40;
    }
    return code;
  }

  /** Returns the code of a value that is no number. */
  int other(@Nullable Object value) {
    Integer code = others.get(value);
    if (code == null) {
      code = add(value);
      others.put(value, code);
      sizeBytes += 120 + (value instanceof String text ? text.length() : 200);
    }
    return code;
  }

  private int add(@Nullable Object value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, 2 * size);
    }
    values[size] = value;
    return size++;
  }

  /** Returns a number as the key of a group shows it: whole ones are longs. */
  static Object normal(double number) {
    return isWhole(number) ? (Object) (long) number : (Object) number;
  }

  /** Returns whether a number is an integer that a double holds without rounding it. */
  static boolean isWhole(double number) {
    return Math.rint(number) == number && Math.abs(number) <= Values.MAX_INTEGER;
  }
}
