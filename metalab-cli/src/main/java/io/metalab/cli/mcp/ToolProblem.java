package io.metalab.cli.mcp;

import static java.util.Objects.requireNonNull;

import io.metalab.api.ErrorCode;
import io.metalab.cli.output.Problem;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Why a call failed, as the client is told.
 *
 * @param code what kind of problem, for programs
 * @param message what, where, and which rule
 * @param hint what to do next, or empty
 * @param details further facts by name; {@code field_path} names the argument at fault
 * @param retryable whether the same call may succeed later
 */
public record ToolProblem(
    String code, String message, String hint, Map<String, Object> details, boolean retryable) {
  /** The name of the detail that says which argument is at fault. */
  public static final String FIELD_PATH = "field_path";

  public ToolProblem {
    requireNonNull(code, "code");
    requireNonNull(message, "message");
    requireNonNull(hint, "hint");
    details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
  }

  /** Returns the problem that an exception tells of. */
  static ToolProblem of(Throwable failure) {
    if (failure instanceof ToolException exception) {
      return exception.problem();
    }
    Problem problem = Problem.of(failure);
    boolean internal = problem.code() == ErrorCode.INTERNAL;
    return new ToolProblem(
        problem.name(),
        problem.message(),
        internal
            ? "The log of the server, on its stderr, shows where it happened."
            : problem.hint(),
        problem.details(),
        problem.retryable());
  }
}
