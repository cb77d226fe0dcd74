package io.metalab.core.study;

import static java.util.Objects.requireNonNull;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import org.jspecify.annotations.Nullable;

/**
 * A study file that breaks a rule, with the place where it does.
 *
 * <p>The message shows the place, the line and a caret under the offending word.
 */
public final class StudyFileException extends MetalabException {
  private static final long serialVersionUID = 1L;

  private final String file;
  private final int line;
  private final int column;

  StudyFileException(
      ErrorCode code,
      String message,
      String file,
      int line,
      int column,
      @Nullable Throwable cause) {
    super(code, message);
    this.file = requireNonNull(file, "file");
    this.line = line;
    this.column = column;
    if (cause != null) {
      initCause(cause);
    }
  }

  /** Returns the file as it was named by whoever asked for it. */
  public String file() {
    return file;
  }

  /** Returns the line, from 1; 0 if the study does not come from a text. */
  public int line() {
    return line;
  }

  /** Returns the column in characters, from 1; 0 if the study does not come from a text. */
  public int column() {
    return column;
  }
}
