package io.metalab.api;

import static java.util.Objects.requireNonNull;

/**
 * Why a run failed, as data.
 *
 * @param type short class name of the exception, or a word such as {@code Timeout}; empty for
 *     {@link #NONE}
 * @param message what it said
 * @param stackTrace the stack trace, or empty
 * @param fingerprint digest of type, normalised message and top frame, equal for failures of one
 *     kind; empty until the lifecycle completes it
 */
public record RunError(String type, String message, String stackTrace, String fingerprint) {
  /** No error. */
  public static final RunError NONE = new RunError("", "", "", "");

  public RunError {
    requireNonNull(type, "type");
    requireNonNull(message, "message");
    requireNonNull(stackTrace, "stackTrace");
    requireNonNull(fingerprint, "fingerprint");
  }

  /** Returns an error that has no exception behind it. */
  public static RunError of(String type, String message) {
    return new RunError(type, message, "", "");
  }

  /** Returns whether this is {@link #NONE}. */
  public boolean isNone() {
    return type.isEmpty();
  }

  /** Returns this error with its fingerprint. */
  public RunError withFingerprint(String newFingerprint) {
    return new RunError(type, message, stackTrace, newFingerprint);
  }
}
