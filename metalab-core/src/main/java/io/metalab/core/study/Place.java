package io.metalab.core.study;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.core.text.TextWidth;
import org.jspecify.annotations.Nullable;

/**
 * Where something stands in a text.
 *
 * @param source the text
 * @param line from 1, or 0 if the text has no lines
 * @param column in code points, from 1
 * @param length in code points
 */
record Place(SourceText source, int line, int column, int length) {
  private static final int SHOWN = 120;
  private static final int BEFORE = 60;
  private static final String SPACE_BEFORE_HINT = "       ";

  /** Returns the error of something that stands here. */
  StudyFileException error(String problem) {
    return error(ErrorCode.INVALID_STUDY, problem, "", "", null);
  }

  /**
   * Returns the error of something that stands here.
   *
   * @param suggestion what may have been meant, or empty
   * @param hint what to do next, or empty
   */
  StudyFileException error(String problem, String suggestion, String hint) {
    return error(ErrorCode.INVALID_STUDY, problem, suggestion, hint, null);
  }

  /** Returns an error found elsewhere as one of what stands here. */
  StudyFileException error(MetalabException cause) {
    return error(cause.code(), String.valueOf(cause.getMessage()), "", "", cause);
  }

  StudyFileException error(
      ErrorCode code, String problem, String suggestion, String hint, @Nullable Throwable cause) {
    String remark =
        suggestion
            + (suggestion.isEmpty() || hint.isEmpty() ? "" : SPACE_BEFORE_HINT)
            + (hint.isEmpty() ? "" : "hint: " + hint);
    String message =
        line == 0
            ? "%s: %s%s".formatted(source.name(), problem, remark.isEmpty() ? "" : " " + remark)
            : "%s:%d:%d: %s%s".formatted(source.name(), line, column, problem, excerpt(remark));
    return new StudyFileException(
        code, message, source.name(), line, line == 0 ? 0 : column, cause);
  }

  /**
   * Returns the place of a part of a text that stands here, be it plain or in quotes; this place if
   * the text stands here in another form, such as with escapes.
   */
  Place within(String text, int start, int end) {
    if (line == 0 || line > source.lines().size()) {
      return this;
    }
    String shown = source.lines().get(line - 1);
    int found = shown.indexOf(text, shown.offsetByCodePoints(0, column - 1));
    return found < 0
        ? this
        : new Place(
            source, line, shown.codePointCount(0, found + start) + 1, Math.max(1, end - start));
  }

  private String excerpt(String remark) {
    if (line > source.lines().size()) {
      return remark.isEmpty() ? "" : "\n" + remark;
    }
    String text = source.lines().get(line - 1).replace('\t', ' ');
    int size = text.codePointCount(0, text.length());
    int from = size <= SHOWN ? 0 : Math.max(0, Math.min(column - 1 - BEFORE, size - SHOWN));
    int to = Math.min(size, from + SHOWN);
    String shown = text.substring(text.offsetByCodePoints(0, from), text.offsetByCodePoints(0, to));
    int start = shown.offsetByCodePoints(0, Math.min(column - 1 - from, to - from));
    String marked = shown.substring(start);
    int end =
        marked.offsetByCodePoints(0, Math.min(length, marked.codePointCount(0, marked.length())));
    return "\n%4d | %s\n     | %s%s%s"
        .formatted(
            line,
            shown,
            " ".repeat(TextWidth.of(shown.substring(0, start))),
            "^".repeat(Math.max(1, TextWidth.of(marked.substring(0, end)))),
            remark.isEmpty() ? "" : " " + remark);
  }
}
