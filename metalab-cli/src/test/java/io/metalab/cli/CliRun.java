package io.metalab.cli;

import io.metalab.cli.signal.Signals;
import io.metalab.cli.terminal.Streams;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** Runs command lines in this process and keeps what they print. */
public final class CliRun {
  private final Path directory;
  private final Map<String, String> variables = new LinkedHashMap<>();
  private boolean terminal;
  private int columns = 100;
  private Charset charset = StandardCharsets.UTF_8;
  private InstantSource clock = InstantSource.fixed(Instant.parse("2026-11-20T16:02:11Z"));
  private Signals signals = Signals.none();

  /** What a command line did. */
  public record Outcome(int exitCode, String out, String err) {}

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

  /** Sets where signals come from. */
  public CliRun signals(Signals newSignals) {
    signals = newSignals;
    return this;
  }

  /** Runs a command line. */
  public Outcome run(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    CliEnvironment environment =
        new CliEnvironment(
            new Streams(out, err, terminal, terminal, columns, charset),
            variables,
            directory,
            directory.resolve("home"),
            clock,
            signals,
            CliRun.class.getClassLoader());
    int exitCode = Cli.run(environment, args);
    return new Outcome(exitCode, out.toString(charset), err.toString(charset));
  }
}
