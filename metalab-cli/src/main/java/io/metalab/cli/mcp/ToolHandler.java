package io.metalab.cli.mcp;

/** What a tool does; called by many threads at once. */
@FunctionalInterface
public interface ToolHandler {
  /**
   * Answers a call.
   *
   * @param arguments as the tool declares them
   * @param progress takes word of work that lasts
   * @throws RuntimeException if it cannot: the client gets what {@link ToolException} or {@link
   *     io.metalab.api.MetalabException} say
   */
  ToolAnswer answer(Arguments arguments, Progress progress);
}
