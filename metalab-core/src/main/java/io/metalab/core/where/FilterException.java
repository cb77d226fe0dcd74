package io.metalab.core.where;

import static java.util.Objects.requireNonNull;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.core.text.TextWidth;
import java.util.Locale;

/**
 * A filter or field that does not parse or asks for what is not there, with the place in its text.
 */
public final class FilterException extends MetalabException {
  private static final long serialVersionUID = 1L;

  private final String problem;
  private final String hint;
  private final int start;
  private final int end;

  /**
   * Creates the error.
   *
   * @param text the filter or field as written
   * @param start index of the first character of the offending token
   * @param end index after its last character
   * @param problem what is wrong, on one line
   * @param hint the way out, or empty
   */
  public FilterException(String text, int start, int end, String problem, String hint) {
    super(ErrorCode.INVALID_FILTER, message(text, start, end, problem, hint));
    this.problem = requireNonNull(problem, "problem");
    this.hint = requireNonNull(hint, "hint");
    this.start = start;
    this.end = end;
  }

  /** Returns what is wrong, on one line. */
  public String problem() {
    return problem;
  }

  /** Returns the way out, or empty. */
  public String hint() {
    return hint;
  }

  /** Returns the index of the first character of the offending token. */
  public int start() {
    return start;
  }

  /** Returns the index after the last character of the offending token. */
  public int end() {
    return end;
  }

  private static String message(String text, int start, int end, String problem, String hint) {
    String shown = text.replace('\n', ' ').replace('\r', ' ').replace('\t', ' ');
    int from = Math.min(start, shown.length());
    int to = Math.min(end, shown.length());
    String carets =
        " ".repeat(TextWidth.of(shown.substring(0, from)) + start - from)
            + "^".repeat(Math.max(1, TextWidth.of(shown.substring(from, Math.max(from, to)))));
    String sentence = problem.substring(0, 1).toUpperCase(Locale.ROOT) + problem.substring(1);
    return sentence + "\n  " + shown + "\n  " + carets + (hint.isEmpty() ? "" : " " + hint);
  }
}
