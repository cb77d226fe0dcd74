package io.metalab.executor.slurm;

import java.util.BitSet;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers of array tasks as SLURM writes them: {@code 0-4,7,10-20:5%8}. */
final class TaskNumbers {
  private static final Pattern RANGE = Pattern.compile("([0-9]+)(?:-([0-9]+)(?::([0-9]+))?)?");

  private TaskNumbers() {}

  /**
   * Reads numbers; a limit behind a percent sign is left out.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  static BitSet parse(String text) {
    BitSet numbers = new BitSet();
    for (String part : text.replaceFirst("%[0-9]+$", "").split(",", -1)) {
      Matcher matcher = RANGE.matcher(part);
      if (!matcher.matches()) {
        throw new IllegalArgumentException("The tasks '%s' are no list of ranges.".formatted(text));
      }
      int first = Integer.parseInt(matcher.group(1));
      int last = matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2));
      int step = matcher.group(3) == null ? 1 : Math.max(1, Integer.parseInt(matcher.group(3)));
      for (int number = first; number <= last; number += step) {
        numbers.set(number);
      }
    }
    return numbers;
  }

  /** Writes numbers in ascending order, neighbours as ranges. */
  static String format(BitSet numbers) {
    StringJoiner text = new StringJoiner(",");
    for (int first = numbers.nextSetBit(0); first >= 0; ) {
      int end = numbers.nextClearBit(first);
      text.add(end == first + 1 ? Integer.toString(first) : first + "-" + (end - 1));
      first = numbers.nextSetBit(end);
    }
    return text.toString();
  }
}
