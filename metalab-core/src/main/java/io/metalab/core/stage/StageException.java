package io.metalab.core.stage;

import static java.util.Objects.requireNonNull;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;

/** Something is wrong with what one stage takes from others. */
public final class StageException extends MetalabException {
  private static final long serialVersionUID = 1;

  private final String stage;
  private final String suggestion;

  StageException(String stage, String message, String suggestion) {
    super(
        ErrorCode.INVALID_STUDY,
        suggestion.isEmpty() ? message : message + " Did you mean '%s'?".formatted(suggestion));
    this.stage = requireNonNull(stage, "stage");
    this.suggestion = suggestion;
  }

  /** Returns the name of the stage. */
  public String stage() {
    return stage;
  }

  /** Returns the name that may have been meant, or empty. */
  public String suggestion() {
    return suggestion;
  }
}
