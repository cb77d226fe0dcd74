package io.metalab.core.command;

import static java.util.Objects.requireNonNull;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;

/** A word of a command whose placeholders break a rule. */
public final class TemplateException extends MetalabException {
  private static final long serialVersionUID = 1L;

  private final int word;
  private final int start;
  private final int end;
  private final String problem;
  private final String suggestion;

  TemplateException(int word, String text, Mistake mistake) {
    super(
        ErrorCode.INVALID_STUDY,
        "The command's word '%s': %s%s"
            .formatted(
                text,
                mistake.problem(),
                mistake.suggestion().isEmpty() ? "" : " (" + mistake.suggestion() + ")"));
    this.word = word;
    this.start = mistake.start();
    this.end = mistake.end();
    this.problem = mistake.problem();
    this.suggestion = mistake.suggestion();
  }

  /**
   * What is wrong with a part of a word.
   *
   * @param start index of the part's first character
   * @param end index after its last
   * @param problem what and why
   * @param suggestion what may have been meant, or empty
   */
  record Mistake(int start, int end, String problem, String suggestion) {
    Mistake {
      requireNonNull(problem, "problem");
      requireNonNull(suggestion, "suggestion");
    }
  }

  /** Returns the index of the word. */
  public int word() {
    return word;
  }

  /** Returns the index of the first offending character of the word. */
  public int start() {
    return start;
  }

  /** Returns the index after the last offending character of the word. */
  public int end() {
    return end;
  }

  /** Returns what is wrong, without the word. */
  public String problem() {
    return problem;
  }

  /** Returns what may have been meant, or the empty string. */
  public String suggestion() {
    return suggestion;
  }
}
