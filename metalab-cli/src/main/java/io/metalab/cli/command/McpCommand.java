package io.metalab.cli.command;

import io.metalab.cli.CliCommand;
import io.metalab.cli.CliContext;
import io.metalab.cli.CommandCalls;
import io.metalab.cli.mcp.RootDirectory;
import io.metalab.cli.output.CommandResult;
import io.metalab.cli.tools.MetalabTools;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Serves the tools of metalab to programs that speak the Model Context Protocol. */
@Command(
    name = "mcp",
    description = {
      "Serve studies, runs, logs and artifacts as tools of the Model Context Protocol (MCP).",
      "A client starts it and talks over stdin and stdout; with --transport http clients of this"
          + " machine connect, with the token that it prints, until Ctrl-C."
    },
    footer = {
      "metalab mcp --list",
      "metalab mcp -C project --allow-write",
      "metalab mcp --transport http --port 8765"
    })
public final class McpCommand implements CliCommand {
  @Mixin ServingOptions serving = new ServingOptions();

  @Option(
      names = "--allow-write",
      description = "Offer tools, too, that start studies, and so their programs, and stop them.")
  boolean allowWrite;

  @Override
  public CommandResult run(CliContext context) {
    RootDirectory root = new RootDirectory(context.environment().directory());
    try (CommandCalls calls = new CommandCalls(context)) {
      return serving.serve(context, MetalabTools.server(calls, root, allowWrite));
    }
  }
}
