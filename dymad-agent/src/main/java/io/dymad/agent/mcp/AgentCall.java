package io.dymad.agent.mcp;

import io.dymad.agent.AgentException;
import io.metalab.cli.mcp.Arguments;
import io.metalab.cli.mcp.Progress;
import io.metalab.cli.mcp.ToolAnswer;
import io.metalab.cli.mcp.ToolHandler;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks a service for data that a tool hands out. */
@FunctionalInterface
interface AgentCall {
  /** Returns the data. */
  Map<String, @Nullable Object> data(Arguments arguments, Progress progress);

  /** Returns the handler of a tool: a refusal of a service keeps its field and its hint. */
  default ToolHandler asTool(RefusalHints hints) {
    return (arguments, progress) -> {
      try {
        return ToolAnswer.of(data(arguments, progress));
      } catch (AgentException e) {
        throw hints.refusal(e.problem());
      }
    };
  }
}
