package io.dymad.agent.exec;

import static java.util.Objects.requireNonNull;

import io.dymad.agent.AgentProblem;
import io.dymad.agent.facade.WorkerProcess;
import io.metalab.cli.Main;
import io.metalab.core.provenance.Machine;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * Starts processes that execute studies, each in a session of its own, which outlives the program
 * that started it: {@code metalab run} with its runs in worker processes.
 */
public final class WorkerProcesses {
  /** The start of a process is known to a hundredth of a second. */
  private static final Duration CLOSE = Duration.ofSeconds(1);

  private final String store;

  /**
   * Creates what starts processes.
   *
   * @param store absolute locator of the store that keeps the runs
   */
  public WorkerProcesses(String store) {
    this.store = requireNonNull(store, "store");
  }

  /**
   * Executes a study file.
   *
   * @param study the file, in the directory that keeps what the process prints
   * @throws io.dymad.agent.AgentException with {@code cannot_start} if that is not possible
   */
  public WorkerProcess start(Path study) {
    Path directory = requireNonNull(study.toAbsolutePath().getParent(), "directory");
    List<String> command =
        List.of(
            setsid(),
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            classPath(),
            Main.class.getName(),
            "-s",
            store,
            "run",
            "--executor=process",
            "--workers=1",
            "--",
            study.toString());
    Instant before = Instant.now();
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectInput(new File("/dev/null"))
              .redirectErrorStream(true)
              .redirectOutput(
                  ProcessBuilder.Redirect.appendTo(directory.resolve("worker.log").toFile()))
              .start();
      return new WorkerProcess(
          host(), process.pid(), before, process.info().startInstant().orElse(before), directory);
    } catch (IOException e) {
      throw AgentProblem.of(
              "cannot_start", "The process of the run cannot be started: " + e.getMessage())
          .exception();
    }
  }

  /** The class path of this program, which a process in another directory finds, too. */
  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String setsid() {
    for (String directory :
        System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      Path program = Path.of(directory, "setsid");
      if (!directory.isEmpty() && Files.isExecutable(program)) {
        return program.toString();
      }
    }
    throw AgentProblem.of(
            "cannot_start",
            "The program setsid, which makes a run outlive its client, is not on the PATH.")
        .withHint("install the package util-linux")
        .exception();
  }

  /** Returns the name of this machine. */
  static String host() {
    return Machine.host();
  }

  /** Returns whether a process of this machine is there. */
  static boolean isAlive(WorkerProcess worker) {
    return find(worker).isPresent();
  }

  /** Asks a process of this machine to end; returns whether it is there. */
  static boolean end(WorkerProcess worker) {
    return worker.host().equals(host()) && find(worker).filter(ProcessHandle::destroy).isPresent();
  }

  /** Returns what is done when a process of this machine ends, if it is there. */
  static Optional<CompletableFuture<ProcessHandle>> findEnd(WorkerProcess worker) {
    return worker.host().equals(host())
        ? find(worker).map(ProcessHandle::onExit)
        : Optional.empty();
  }

  private static Optional<ProcessHandle> find(WorkerProcess worker) {
    return ProcessHandle.of(worker.pid())
        .filter(ProcessHandle::isAlive)
        .filter(
            process ->
                process
                    .info()
                    .startInstant()
                    .map(started -> Duration.between(started, worker.mark()).abs())
                    .filter(apart -> apart.compareTo(CLOSE) > 0)
                    .isEmpty());
  }
}
