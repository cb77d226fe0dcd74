package io.metalab.cli.mcp;

import static java.util.Objects.requireNonNull;

import io.metalab.api.ErrorCode;
import java.util.Map;

/** A call that is refused or fails, with what the client is told. */
public final class ToolException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ToolProblem problem;

  /** Creates the exception of a problem. */
  public ToolException(ToolProblem problem) {
    super(requireNonNull(problem, "problem").message());
    this.problem = problem;
  }

  /** Returns the exception of an argument that breaks a rule. */
  public static ToolException argument(String path, String message, String hint) {
    return new ToolException(
        new ToolProblem(
            ErrorCode.INVALID_VALUE.wireName(),
            message,
            hint,
            Map.of(ToolProblem.FIELD_PATH, path),
            false));
  }

  /** Returns what the client is told. */
  public ToolProblem problem() {
    return problem;
  }
}
