package io.metalab.core.registry;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the known name that a person most likely meant. */
public final class DidYouMean {
  private DidYouMean() {}

  /**
   * Returns the candidate with the fewest typing errors, the first in alphabetical order among
   * equals, or empty if none is close.
   *
   * <p>Close means: at most one error in three letters, where inserting, dropping or replacing a
   * letter and swapping two neighbours is one error each, and case does not count.
   */
  public static Optional<String> closest(String given, Collection<String> candidates) {
    String wanted = given.toLowerCase(Locale.ROOT);
    int allowed = Math.max(1, wanted.length() / 3);
    String best = "";
    int fewest = allowed + 1;
    for (String candidate : candidates.stream().sorted().toList()) {
      int errors = errors(wanted, candidate.toLowerCase(Locale.ROOT));
      if (errors < fewest && errors < Math.max(1, candidate.length())) {
        fewest = errors;
        best = candidate;
      }
    }
    return fewest > allowed ? Optional.empty() : Optional.of(best);
  }

  /** Returns {@code " Did you mean 'x'?"}, or the empty text if no candidate is close. */
  public static String hint(String given, Collection<String> candidates) {
    return closest(given, candidates).map(" Did you mean '%s'?"::formatted).orElse("");
  }

  /** The optimal string alignment distance. */
  private static int errors(String a, String b) {
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replace = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replace, Math.min(last[j], row[j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      int[] spare = beforeLast;
      beforeLast = last;
      last = row;
      row = spare;
    }
    return last[b.length()];
  }
}
