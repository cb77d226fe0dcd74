package io.metalab.core.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Small print. */
final class Notes {
  private Notes() {}

  /** Returns a count as people write it. */
  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /**
   * Returns how many of how many are shown, and why others are not.
   *
   * @param reasons in turn a count and what it counts; those of 0 are left out
   */
  static String leftOut(long shown, long total, String what, Object... reasons) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < reasons.length; i += 2) {
      long count = (Long) reasons[i];
      if (count > 0) {
        parts.add(count(count) + " " + reasons[i + 1]);
      }
    }
    String all =
        shown == total && parts.isEmpty()
            ? count(total) + " " + what
            : count(shown) + " of " + count(total) + " " + what;
    return all + (parts.isEmpty() ? "." : "; " + String.join(", ", parts) + ".");
  }
}
