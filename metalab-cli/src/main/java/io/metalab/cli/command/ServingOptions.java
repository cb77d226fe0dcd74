package io.metalab.cli.command;

import io.metalab.cli.CliContext;
import io.metalab.cli.mcp.HttpEndpoint;
import io.metalab.cli.mcp.StdioTransport;
import io.metalab.cli.mcp.Tokens;
import io.metalab.cli.mcp.ToolServer;
import io.metalab.cli.mcp.ToolTable;
import io.metalab.cli.output.CliException;
import io.metalab.cli.output.CommandResult;
import io.metalab.cli.output.ExitCode;
import io.metalab.cli.signal.Signals;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Option;

/** How a command serves tools, as options of it: over stdin and stdout, or over HTTP. */
public final class ServingOptions {
  private static final String STDIO = "stdio";
  private static final String HTTP = "http";
  private static final int MOST_PORT = 65_535;

  @Option(
      names = "--transport",
      paramLabel = "NAME",
      description = "stdio, or http on the loopback address; stdio unless set.")
  String transport = STDIO;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "The port of http; any that is free unless set.")
  int port;

  @Option(names = "--list", description = "List the tools instead of serving them.")
  boolean list;

  /** Returns whether the tools are listed rather than served. */
  public boolean isListing() {
    return list;
  }

  /**
   * Serves tools until no client is left, or lists them.
   *
   * @throws CliException with {@code USAGE} if an option cannot be met
   */
  public CommandResult serve(CliContext context, ToolServer server) {
    check(context, server);
    if (list) {
      return new CommandResult.Rows(
          ExitCode.OK, ToolTable.of(server.tools()), ToolTable.forPeople(server.tools()));
    }
    if (transport.equals(HTTP)) {
      serveHttp(context, server);
    } else {
      serveLines(context, server);
    }
    return new CommandResult.Document(ExitCode.OK, null, terminal -> {});
  }

  private void check(CliContext context, ToolServer server) {
    if (!transport.equals(STDIO) && !transport.equals(HTTP)) {
      throw CliException.usage(
          "The --transport (%s) must be stdio or http.".formatted(transport), "");
    }
    if (port < 0 || port > MOST_PORT) {
      throw CliException.usage(
          "The --port (%d) must be from 0 to %d.".formatted(port, MOST_PORT), "");
    }
    if (context.json() && !list) {
      throw CliException.usage(
          "A server prints no document; leave out --json.",
          "%s mcp --list --json".formatted(server.name()));
    }
  }

  private static void serveLines(CliContext context, ToolServer server) {
    if (context.environment().prompt().isThere()) {
      context
          .terminal()
          .errFolded(
              ("Serving MCP on stdin and stdout, where a client is expected. Ctrl-D ends it."
                      + " (%s mcp --list shows the tools.)")
                  .formatted(server.name()));
      context.terminal().flush();
    }
    StdioTransport.serve(server, System.in, context.environment().streams().out());
  }

  @SuppressWarnings("try") // signals work without being mentioned
  private void serveHttp(CliContext context, ToolServer server) {
    String token = Tokens.choose(context.environment().variables());
    CountDownLatch end = new CountDownLatch(1);
    try (Signals.Subscription signals =
            context.environment().signals().subscribe(kind -> end.countDown());
        HttpEndpoint endpoint = HttpEndpoint.start(server, port, token)) {
      context.terminal().out("url    " + endpoint.uri());
      context.terminal().out("token  " + token);
      context.terminal().err("Serving %d tools. Ctrl-C ends it.".formatted(server.tools().size()));
      context.terminal().flush();
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
