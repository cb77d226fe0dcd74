package io.metalab.api;

import static java.util.Objects.requireNonNull;

/**
 * A problem that a person must act on.
 *
 * <p>The message names the thing, shows the value, states the rule and, where there is one, the way
 * out.
 */
public class MetalabException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;

  /** Creates an exception with a complete message. */
  public MetalabException(ErrorCode code, String message) {
    super(requireNonNull(message, "message"));
    this.code = requireNonNull(code, "code");
  }

  /** Creates an exception that keeps the cause it was found by. */
  public MetalabException(ErrorCode code, String message, Throwable cause) {
    super(requireNonNull(message, "message"), requireNonNull(cause, "cause"));
    this.code = requireNonNull(code, "code");
  }

  /** Returns what kind of problem this is. */
  public ErrorCode code() {
    return code;
  }
}
