package io.metalab.cli;

import com.google.common.base.Suppliers;
import io.metalab.api.MetalabException;
import io.metalab.api.store.Store;
import io.metalab.cli.completion.Candidate;
import io.metalab.cli.completion.Completer;
import io.metalab.cli.config.Config;
import io.metalab.cli.output.ExitCode;
import io.metalab.cli.output.Printer;
import io.metalab.cli.terminal.ColourMode;
import io.metalab.cli.terminal.Terminal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/**
 * The hidden command that the completion scripts of shells call: a line for each word that may
 * stand where a person is typing, with its description behind a tab.
 */
final class Completions {
  static final String COMMAND = "__complete";

  private Completions() {}

  /**
   * Prints the candidates.
   *
   * @param words those behind the program's name, the last of them being typed
   */
  static int print(CliEnvironment environment, Program program, List<String> words) {
    List<String> line = words.isEmpty() ? List.of("") : words;
    GlobalOptions options = new GlobalOptions();
    Completer completer =
        Completer.of(program.commandLine(options, line.subList(0, line.size() - 1)), line);
    options.store = completer.values().get("--store");
    String directory = completer.values().get("-C");
    Path there = environment.directory().resolve(directory == null ? "" : directory).normalize();
    CliEnvironment here = Files.isDirectory(there) ? environment.withDirectory(there) : environment;
    Terminal terminal = new Terminal(here.streams(), ColourMode.NEVER, here.variables());
    try {
      Config config =
          Config.load(options.settings(), here.variables(), here.directory(), here.home());
      Printer printer = new Printer(terminal, null, List.of(), List.of());
      try (CliContext context = new CliContext(here, terminal, config, options, printer)) {
        print(terminal, completer.candidates(once(context), here.loader()));
      }
    } catch (MetalabException e) {
      // Nobody wants errors while typing; the command itself will tell.
      terminal.flush();
    }
    return ExitCode.OK;
  }

  /** Opens the store at the first call. */
  private static Supplier<Store> once(CliContext context) {
    return Suppliers.memoize(context::readStore);
  }

  private static void print(Terminal terminal, List<Candidate> candidates) {
    try {
      Writer writer = terminal.data();
      for (Candidate candidate : candidates) {
        writer.write(candidate.line() + "\n");
      }
      writer.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
