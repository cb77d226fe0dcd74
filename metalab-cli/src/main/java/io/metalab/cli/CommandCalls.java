package io.metalab.cli;

import static java.util.Objects.requireNonNull;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.cli.config.Key;
import io.metalab.cli.detach.Launch;
import io.metalab.cli.output.Format;
import io.metalab.cli.output.JsonDocument;
import io.metalab.cli.output.Printer;
import io.metalab.cli.terminal.ColourMode;
import io.metalab.cli.terminal.Terminal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/**
 * Runs commands inside this process, with the settings of the command that serves and the document
 * of {@code --json}: what a server tells is what the command line tells. The store stays open
 * between calls. Safe for use by many threads.
 */
public final class CommandCalls implements AutoCloseable {
  private static final Set<ErrorCode> STORE_FAILURES =
      Set.of(ErrorCode.STORE_UNUSABLE, ErrorCode.STORE_CORRUPT, ErrorCode.STORE_NEWER);

  private final CliContext server;
  private final KeptStore store = new KeptStore();

  /** Creates calls with the settings of a command that serves. */
  public CommandCalls(CliContext server) {
    this.server = requireNonNull(server, "server");
  }

  /**
   * Runs a command and returns its document.
   *
   * @param words the command and its arguments, such as {@code ls}, {@code --limit=10}
   * @throws MetalabException if it fails
   */
  public Map<String, @Nullable Object> call(List<String> words) {
    GlobalOptions options = new GlobalOptions();
    CommandLine line = Commands.commandLine(options, words);
    CommandLine.ParseResult parsed;
    try {
      parsed = line.parseArgs(words.toArray(String[]::new));
    } catch (CommandLine.ParameterException e) {
      throw new UsageErrors(Commands.METALAB).of(e);
    }
    while (parsed.hasSubcommand()) {
      parsed = parsed.subcommand();
    }
    CliCommand command = (CliCommand) parsed.commandSpec().userObject();
    options.json = "";
    options.quiet = true;
    return in(
        options,
        launch(words),
        context -> JsonDocument.of(command.run(context), options.columns, List.of()));
  }

  /** Asks something of the store that no command does. */
  public <T> T ask(Function<CliContext, T> question) {
    return in(new GlobalOptions(), Launch.UNKNOWN, question);
  }

  private <T> T in(GlobalOptions options, Launch launch, Function<CliContext, T> action) {
    CliEnvironment environment = server.environment().silent(launch);
    Terminal terminal =
        new Terminal(environment.streams(), ColourMode.NEVER, environment.variables());
    Printer printer = new Printer(terminal, Format.JSON, List.of(), List.of());
    try (CliContext context =
        new CliContext(environment, terminal, server.config(), options, printer, store)) {
      return action.apply(context);
    } catch (MetalabException e) {
      if (STORE_FAILURES.contains(e.code())) {
        // What has failed once is opened anew by the next call.
        store.close();
      }
      throw e;
    }
  }

  /** A detached study is executed by a process of its own, with the settings of this one. */
  private Launch launch(List<String> words) {
    List<String> arguments =
        new ArrayList<>(List.of("-C", server.environment().directory().toString()));
    if (!server.storeFlag().isEmpty()) {
      arguments.addAll(List.of("-s", server.config().value(Key.STORE)));
    }
    arguments.addAll(words);
    return server.environment().launch().withArguments(Main.class.getName(), arguments);
  }

  @Override
  public void close() {
    store.close();
  }
}
