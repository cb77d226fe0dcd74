package io.metalab.cli;

import io.metalab.cli.config.Config;
import io.metalab.cli.config.Key;
import io.metalab.cli.detach.Handshake;
import io.metalab.cli.logging.LogSetup;
import io.metalab.cli.output.CliException;
import io.metalab.cli.output.CommandResult;
import io.metalab.cli.output.ExitCode;
import io.metalab.cli.output.Format;
import io.metalab.cli.output.Printer;
import io.metalab.cli.output.Problem;
import io.metalab.cli.study.DeclaredStudy;
import io.metalab.cli.terminal.ColourMode;
import io.metalab.cli.terminal.Terminal;
import io.metalab.core.provenance.MetalabVersion;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import picocli.CommandLine;

/** Reads a command line, runs its command, prints the outcome. */
public final class Cli {
  private final CliEnvironment environment;
  private final Program program;
  private final List<String> args;

  private Cli(CliEnvironment environment, Program program, List<String> args) {
    this.environment = environment;
    this.program = program;
    this.args = args;
  }

  /**
   * Runs a command line of {@code metalab}.
   *
   * @return the exit code; failures are printed, never thrown
   */
  public static int run(CliEnvironment environment, String... args) {
    return run(environment, Commands.METALAB, args);
  }

  /**
   * Runs a command line of a program.
   *
   * @return the exit code; failures are printed, never thrown
   */
  public static int run(CliEnvironment environment, Program program, String... args) {
    List<String> line = List.of(args);
    if (!line.isEmpty() && line.get(0).equals(Completions.COMMAND)) {
      return Completions.print(environment, program, line.subList(1, line.size()));
    }
    return new Cli(environment, program, line).run(options -> program.commandLine(options, line));
  }

  /**
   * Runs a study that a Java program declares.
   *
   * @param mainClass name of the program's class
   * @param args the options of {@code metalab run}
   * @return the exit code; failures are printed, never thrown
   */
  public static int runDeclared(
      CliEnvironment environment, Supplier<DeclaredStudy> study, String mainClass, String... args) {
    List<String> line = new ArrayList<>(List.of(DeclaredCommand.NAME));
    line.addAll(List.of(args));
    return new Cli(environment, Commands.METALAB, line)
        .run(options -> Commands.declared(options, new DeclaredCommand(study, mainClass)));
  }

  private int run(Function<GlobalOptions, CommandLine> parser) {
    GlobalOptions options = new GlobalOptions();
    CommandLine root = parser.apply(options);
    try {
      CommandLine.ParseResult parsed = root.parseArgs(args.toArray(String[]::new));
      while (parsed.hasSubcommand()) {
        parsed = parsed.subcommand();
      }
      CommandLine leaf = parsed.commandSpec().commandLine();
      if (options.help) {
        return help(leaf, options);
      }
      if (options.version) {
        return version(options);
      }
      return run(options, leaf);
    } catch (CommandLine.ParameterException e) {
      return fail(earlyPrinter(), options, new UsageErrors(program).of(e));
    } catch (RuntimeException e) {
      return fail(earlyPrinter(), options, e);
    }
  }

  private int run(GlobalOptions options, CommandLine command) {
    CliEnvironment here = environment;
    if (options.directory != null) {
      Path directory = environment.directory().resolve(options.directory).normalize();
      if (!Files.isDirectory(directory)) {
        throw CliException.usage("The directory %s (-C) is not there.".formatted(directory), "");
      }
      here = environment.withDirectory(directory);
    }
    Config config =
        Config.load(options.settings(), here.variables(), here.directory(), here.home());
    Terminal terminal =
        new Terminal(here.streams(), ColourMode.parse(config.value(Key.COLOR)), here.variables());
    if (here.launch().handshake().isPresent()) {
      // The process that detached this one prints the document; this one keeps a log.
      options.json = null;
      options.format = null;
    }
    Printer printer =
        new Printer(terminal, options.listFormat(), options.columns, options.jsonFields());
    try (CliContext context = new CliContext(here, terminal, config, options, printer)) {
      if (!(command.getCommandSpec().userObject() instanceof CliCommand executable)) {
        throw new UsageErrors(program).incomplete(command);
      }
      LogSetup.start(terminal, options.verbose);
      CommandResult result = executable.run(context);
      printer.print(result);
      here.launch().handshake().ifPresent(handshake -> tell(handshake, result));
      return result.exitCode();
    } catch (RuntimeException | Error e) {
      return fail(printer, options, e);
    } finally {
      terminal.flush();
    }
  }

  private static void tell(Handshake handshake, CommandResult result) {
    if (result instanceof CommandResult.Stopped stopped) {
      handshake.failed(stopped.problem());
    } else {
      Object data = result instanceof CommandResult.Document document ? document.data() : null;
      handshake.ended(result.exitCode(), data);
    }
  }

  private int version(GlobalOptions options) {
    String version = MetalabVersion.current();
    String java = Runtime.version().toString();
    Terminal terminal =
        new Terminal(environment.streams(), ColourMode.AUTO, environment.variables());
    new Printer(terminal, options.listFormat(), List.of(), options.jsonFields())
        .print(
            CommandResult.of(
                Map.of(program.name(), version, "java", java),
                shown -> shown.out("%s %s  (Java %s)".formatted(program.name(), version, java))));
    return ExitCode.OK;
  }

  private int help(CommandLine leaf, GlobalOptions options) {
    List<String> lines = HelpText.of(program.groups(), leaf);
    Terminal terminal =
        new Terminal(environment.streams(), ColourMode.AUTO, environment.variables());
    new Printer(terminal, options.listFormat(), List.of(), options.jsonFields())
        .print(
            CommandResult.of(
                Map.of("help", String.join("\n", lines)), shown -> lines.forEach(shown::out)));
    return ExitCode.OK;
  }

  private int fail(Printer printer, GlobalOptions options, Throwable failure) {
    Problem problem = Problem.of(failure);
    if (options.debug) {
      StringWriter trace = new StringWriter();
      failure.printStackTrace(new PrintWriter(trace));
      Terminal terminal =
          new Terminal(environment.streams(), ColourMode.NEVER, environment.variables());
      terminal.err(trace.toString().stripTrailing());
    }
    printer.print(problem);
    environment.launch().handshake().ifPresent(handshake -> handshake.failed(problem));
    return problem.exitCode();
  }

  /** A printer for a command line that did not parse. */
  private Printer earlyPrinter() {
    boolean json =
        args.stream().anyMatch(arg -> arg.matches("--json(=.*)?|--format=json"))
            || Collections.indexOfSubList(args, List.of("--format", "json")) >= 0;
    Terminal terminal =
        new Terminal(environment.streams(), ColourMode.AUTO, environment.variables());
    return new Printer(terminal, json ? Format.JSON : null, List.of(), List.of());
  }
}
