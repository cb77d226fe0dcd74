package io.dymad.agent.mcp;

import io.dymad.agent.app.Agent;
import io.dymad.agent.app.AgentSettings;
import io.metalab.cli.CliCommand;
import io.metalab.cli.CliContext;
import io.metalab.cli.command.ServingOptions;
import io.metalab.cli.config.Key;
import io.metalab.cli.mcp.RootDirectory;
import io.metalab.cli.output.CliException;
import io.metalab.cli.output.CommandResult;
import io.metalab.core.registry.Stores;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Serves the tools of DyMAD to programs that speak the Model Context Protocol. */
@Command(
    name = "mcp",
    description = {
      "Serve trainings, evaluations and analyses as tools of the Model Context Protocol (MCP).",
      "A client starts it and talks over stdin and stdout; with --transport http clients of this"
          + " machine connect, with the token that it prints, until Ctrl-C."
    },
    footer = {
      "dymad mcp --list",
      "dymad -C project mcp",
      "dymad mcp --mode both --transport http --port 8766"
    })
public final class McpCommand implements CliCommand {
  @Mixin ServingOptions serving = new ServingOptions();

  @Option(
      names = "--mode",
      paramLabel = "NAME",
      description =
          "Whose tools: user, developer (each step and each object on its own), or both; user"
              + " unless set.")
  String mode = ToolMode.USER.wireName();

  @Override
  public CommandResult run(CliContext context) {
    ToolMode served =
        ToolMode.find(mode)
            .orElseThrow(
                () ->
                    CliException.usage(
                        "The --mode (%s) must be one of %s."
                            .formatted(mode, String.join(", ", ToolMode.names())),
                        "dymad mcp --list --mode both"));
    Path directory = context.environment().directory();
    // To list the tools, no store has to be there, nor is one made.
    String store = serving.isListing() ? "memory:" : store(context);
    try (Agent agent = Agent.open(new AgentSettings(store, directory, context.storeLoader()))) {
      return serving.serve(context, DymadTools.server(agent, new RootDirectory(directory), served));
    }
  }

  private static String store(CliContext context) {
    String locator = context.config().value(Key.STORE);
    Path base = context.storeBase();
    return Stores.directory(locator, base)
        .map(Path::toString)
        .orElseGet(() -> Stores.toUri(locator, base).toString());
  }
}
