package io.metalab.cli;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableMap;
import io.metalab.cli.detach.Launch;
import io.metalab.cli.signal.Signals;
import io.metalab.cli.terminal.Streams;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Properties;

/**
 * All that a command knows of the process it runs in.
 *
 * @param streams where it prints
 * @param variables the environment variables
 * @param directory the working directory, absolute
 * @param home the user's home directory
 * @param clock what time it is
 * @param pause how it waits for other processes
 * @param prompt how it hears what a person answers
 * @param signals how it learns of INT and TERM
 * @param loader sees the plugins
 * @param launch how the process was started
 */
public record CliEnvironment(
    Streams streams,
    Map<String, String> variables,
    Path directory,
    Path home,
    InstantSource clock,
    Pause pause,
    Prompt prompt,
    Signals signals,
    ClassLoader loader,
    Launch launch) {
  public CliEnvironment {
    requireNonNull(streams, "streams");
    variables = ImmutableMap.copyOf(variables);
    requireNonNull(directory, "directory");
    requireNonNull(home, "home");
    requireNonNull(clock, "clock");
    requireNonNull(pause, "pause");
    requireNonNull(prompt, "prompt");
    requireNonNull(signals, "signals");
    requireNonNull(loader, "loader");
    requireNonNull(launch, "launch");
  }

  /** Returns the environment of this process. */
  public static CliEnvironment ofProcess() {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    Launch launch = Launch.ofProcess(System.getProperties());
    // What the launcher told of the terminal is true of the process that detached this one.
    boolean detached = launch.handshake().isPresent();
    Streams streams = Streams.ofProcess(detached ? new Properties() : System.getProperties());
    return new CliEnvironment(
        streams,
        System.getenv(),
        Path.of("").toAbsolutePath(),
        Path.of(System.getProperty("user.home", "")),
        InstantSource.system(),
        Pause.sleeping(),
        detached ? Prompt.none() : Prompt.ofProcess(streams, System.getProperties()),
        Signals.ofProcess(),
        context == null ? CliEnvironment.class.getClassLoader() : context,
        launch);
  }

  /** Returns this environment with another working directory. */
  public CliEnvironment withDirectory(Path newDirectory) {
    return new CliEnvironment(
        streams, variables, newDirectory, home, clock, pause, prompt, signals, loader, launch);
  }

  /** Returns this environment for a command that a server calls: it prints nothing, asks nobody. */
  CliEnvironment silent(Launch newLaunch) {
    Streams nowhere =
        new Streams(
            OutputStream.nullOutputStream(),
            OutputStream.nullOutputStream(),
            false,
            false,
            0,
            StandardCharsets.UTF_8);
    return new CliEnvironment(
        nowhere,
        variables,
        directory,
        home,
        clock,
        pause,
        Prompt.none(),
        signals,
        loader,
        newLaunch);
  }
}
