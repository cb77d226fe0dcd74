package io.dymad.agent.mcp;

import io.dymad.agent.AgentProblem;
import io.metalab.cli.mcp.ToolException;
import io.metalab.cli.mcp.ToolProblem;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a client is told to do next, in terms of tools that it can call.
 *
 * @param byPrefix tools that make objects, by the prefix of their handles, in place of what the
 *     services would name
 */
record RefusalHints(Map<String, String> byPrefix) {
  /** The detail of a refused handle that says what it should start with. */
  private static final String EXPECTED_PREFIX = "expected_prefix";

  RefusalHints {
    byPrefix = Map.copyOf(byPrefix);
  }

  /** Returns the hints of a mode: the services name tools of users, who register on the shell. */
  static RefusalHints of(ToolMode mode) {
    return switch (mode) {
      case USER -> new RefusalHints(Map.of());
      case DEVELOPER ->
          new RefusalHints(
              Map.of(
                  "ds_", "register_dataset_file",
                  "chk_", "register_checkpoint",
                  "run_", "start_model_training"));
      case BOTH -> new RefusalHints(Map.of("ds_", "register_dataset_file"));
    };
  }

  /** Returns what a client is told of a refusal. */
  ToolException refusal(AgentProblem problem) {
    Map<String, Object> details = new LinkedHashMap<>(problem.details());
    if (!problem.fieldPath().isEmpty()) {
      details.put(ToolProblem.FIELD_PATH, problem.fieldPath());
    }
    Object prefix = problem.details().get(EXPECTED_PREFIX);
    String hint = byPrefix.getOrDefault(String.valueOf(prefix), problem.hint());
    return new ToolException(
        new ToolProblem(problem.code(), problem.message(), hint, details, false));
  }
}
