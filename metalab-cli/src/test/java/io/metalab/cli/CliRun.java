package io.metalab.cli;

import static java.util.Objects.requireNonNull;

import io.metalab.api.Experiment;
import io.metalab.api.executor.Resources;
import io.metalab.cli.config.Config;
import io.metalab.cli.detach.Launch;
import io.metalab.cli.output.Printer;
import io.metalab.cli.signal.Signals;
import io.metalab.cli.study.DeclaredStudy;
import io.metalab.cli.terminal.ColourMode;
import io.metalab.cli.terminal.Streams;
import io.metalab.cli.terminal.Terminal;
import io.metalab.core.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/** Runs command lines in this process and keeps what they print. */
public final class CliRun {
  private final Path directory;
  private final Map<String, String> variables = new LinkedHashMap<>();
  private boolean terminal;
  private int columns = 100;
  private Charset charset = StandardCharsets.UTF_8;
  private InstantSource clock = InstantSource.fixed(Instant.parse("2026-11-20T16:02:11Z"));
  private Signals signals = Signals.none();
  private Pause pause = Pause.sleeping();
  private Prompt prompt = Prompt.none();

  /** What a command line did. */
  public record Outcome(int exitCode, String out, String err) {
    /** Returns an object of the document that was printed. */
    public Map<String, ?> object(String key) {
      return object(Json.parseObject(out), key);
    }

    /** Returns an object of an object. */
    public static Map<String, ?> object(Map<String, ?> outer, String key) {
      @SuppressWarnings("unchecked") // keys of JSON objects are strings
      Map<String, ?> inner = (Map<String, ?>) requireNonNull(outer.get(key), key);
      return inner;
    }
  }

  private CliRun(Path directory) {
    this.directory = directory;
  }

  /** Runs in a directory, with no variables, not on a terminal. */
  public static CliRun in(Path directory) {
    return new CliRun(directory);
  }

  /** Sets an environment variable. */
  public CliRun with(String variable, String value) {
    variables.put(variable, value);
    return this;
  }

  /** Lets both streams be terminals of this width. */
  public CliRun onTerminal(int newColumns) {
    terminal = true;
    columns = newColumns;
    return this;
  }

  /** Sets the charset of the streams. */
  public CliRun charset(Charset newCharset) {
    charset = newCharset;
    return this;
  }

  /** Sets the clock. */
  public CliRun clock(InstantSource newClock) {
    clock = newClock;
    return this;
  }

  /** Sets what happens while a command waits. */
  public CliRun pause(Pause newPause) {
    pause = newPause;
    return this;
  }

  /** Lets a person type this line when asked. */
  public CliRun answering(String line) {
    prompt =
        new Prompt() {
          @Override
          public boolean isThere() {
            return true;
          }

          @Override
          public Optional<String> readLine() {
            return Optional.of(line);
          }
        };
    return this;
  }

  /** Sets where signals come from. */
  public CliRun signals(Signals newSignals) {
    signals = newSignals;
    return this;
  }

  /** Runs a command line; what depends on scheduling is replaced by letters. */
  public Outcome run(String... args) {
    return run(environment -> Cli.run(environment, args));
  }

  /** Runs the study that a program declares, as the main class {@code Program}. */
  public Outcome runDeclared(Supplier<Experiment> experiment, String... args) {
    return run(
        environment ->
            Cli.runDeclared(
                environment,
                () -> new DeclaredStudy(experiment.get(), Resources.DEFAULT),
                "Program",
                args));
  }

  /** Returns the context of a command without options, which prints nothing. */
  public CliContext context() {
    ByteArrayOutputStream nowhere = new ByteArrayOutputStream();
    CliEnvironment environment = environment(nowhere, nowhere);
    Terminal shown = new Terminal(environment.streams(), ColourMode.NEVER, variables);
    Config config = Config.load(Map.of(), variables, directory, environment.home());
    Printer printer = new Printer(shown, null, List.of(), List.of());
    return new CliContext(environment, shown, config, new GlobalOptions(), printer);
  }

  private Outcome run(ToIntFunction<CliEnvironment> command) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exitCode = command.applyAsInt(environment(out, err));
    String told =
        err.toString(charset)
            .replaceAll("running=\\d+", "running=R")
            .replaceAll("wall=\\d+s", "wall=Ws");
    return new Outcome(exitCode, out.toString(charset), told);
  }

  private CliEnvironment environment(OutputStream out, OutputStream err) {
    return new CliEnvironment(
        new Streams(out, err, terminal, terminal, columns, charset),
        variables,
        directory,
        directory.resolve("home"),
        clock,
        pause,
        prompt,
        signals,
        CliRun.class.getClassLoader(),
        Launch.UNKNOWN);
  }
}
