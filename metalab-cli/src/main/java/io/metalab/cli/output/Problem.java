package io.metalab.cli.output;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.core.study.StudyFileException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Why a command failed.
 *
 * @param code what kind of problem, which decides on the exit code
 * @param name of the kind, for programs
 * @param message what, where, and which rule
 * @param hint what to do next, or empty
 * @param details further facts by name
 */
public record Problem(
    ErrorCode code, String name, String message, String hint, Map<String, Object> details) {
  public Problem {
    requireNonNull(code, "code");
    requireNonNull(name, "name");
    requireNonNull(message, "message");
    requireNonNull(hint, "hint");
    details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
  }

  /** Creates a problem of a kind that all programs know. */
  public Problem(ErrorCode code, String message, String hint, Map<String, Object> details) {
    this(code, code.wireName(), message, hint, details);
  }

  /** Returns the problem that an exception tells of. */
  public static Problem of(Throwable failure) {
    if (failure instanceof CliException problem) {
      return problem.problem();
    }
    if (failure instanceof StudyFileException place) {
      // Its text says itself what to do next.
      return new Problem(place.code(), String.valueOf(place.getMessage()), "", Map.of());
    }
    if (failure instanceof MetalabException problem) {
      String text = requireNonNullElse(problem.getMessage(), problem.code().wireName());
      return new Problem(problem.code(), text, hint(problem.code()), Map.of());
    }
    String message = failure.getMessage();
    String text = failure.getClass().getName() + (message == null ? "" : ": " + message);
    return new Problem(
        ErrorCode.INTERNAL, text, "The option --debug shows where it happened.", Map.of());
  }

  /** Returns whether the same command may succeed later without any change. */
  public boolean retryable() {
    return code == ErrorCode.LEASE_LOST
        || code == ErrorCode.CONTEXT_CHANGED
        || code == ErrorCode.CANCELLED
        || code == ErrorCode.INTERRUPTED
        || code == ErrorCode.TIMEOUT;
  }

  /** Returns the exit code of a command that ends with this problem. */
  public int exitCode() {
    return ExitCode.of(code);
  }

  private static String hint(ErrorCode code) {
    return switch (code) {
      case UNKNOWN_OPERATION, NOT_AN_OPERATION -> "metalab op ls";
      case INVALID_PARAMS -> "metalab op show <operation>";
      case STORE_UNUSABLE -> "metalab doctor";
      case STORE_CORRUPT -> "metalab verify";
      default -> "";
    };
  }
}
