package io.dymad.agent.cli;

import io.dymad.agent.AgentException;
import io.dymad.agent.AgentProblem;
import io.metalab.api.ErrorCode;
import io.metalab.cli.output.CliException;
import io.metalab.cli.output.Problem;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tells people and programs what the services refuse. */
final class Refusals {
  private static final String OR_COMMAND = ", or dymad ";

  private Refusals() {}

  /** Returns the exception of a problem; its code and field stay what programs see. */
  static CliException of(AgentProblem problem) {
    return of(problem, problem.fieldPath(), problem.message());
  }

  /** Returns the exception of a refusal of what a config holds, at its place there. */
  static CliException of(AgentException refusal, RunConfig config) {
    AgentProblem problem = refusal.problem();
    String path = RunConfig.pathOf(problem.fieldPath());
    return of(problem, path, config.place(path, problem.message()));
  }

  private static CliException of(AgentProblem problem, String path, String message) {
    Map<String, Object> details = new LinkedHashMap<>(problem.details());
    if (!path.isEmpty()) {
      details.put("field_path", path);
    }
    return new CliException(
        new Problem(code(problem.code()), problem.code(), message, hint(problem.hint()), details));
  }

  /** Hints name a tool of the server, and the command that tells the same. */
  private static String hint(String hint) {
    int command = hint.indexOf(OR_COMMAND);
    return command < 0 ? hint : hint.substring(command + ", or ".length());
  }

  private static ErrorCode code(String code) {
    return switch (code) {
      case "unknown_handle" -> ErrorCode.NOT_FOUND;
      case "run_failed", "cannot_start" -> ErrorCode.INTERNAL;
      default -> ErrorCode.USAGE;
    };
  }
}
