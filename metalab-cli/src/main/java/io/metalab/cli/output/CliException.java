package io.metalab.cli.output;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import java.util.Map;

/** A problem with a hint of its own. */
public final class CliException extends MetalabException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  /** Creates a problem with a hint. */
  public CliException(ErrorCode code, String message, String hint) {
    this(new Problem(code, message, hint, Map.of()));
  }

  /** Creates the exception of a problem. */
  public CliException(Problem problem) {
    super(problem.code(), problem.message());
    this.problem = problem;
  }

  /** Returns the exception of a command line that does not parse. */
  public static CliException usage(String message, String hint) {
    return new CliException(ErrorCode.USAGE, message, hint);
  }

  /** Returns what it tells of. */
  public Problem problem() {
    return problem;
  }
}
