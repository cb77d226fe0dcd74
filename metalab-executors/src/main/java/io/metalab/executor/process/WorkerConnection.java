package io.metalab.executor.process;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.core.files.FileTrees;
import io.metalab.core.run.ProcessOutput;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A worker's process, the connection to it, and what it prints. */
final class WorkerConnection {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerConnection.class);
  private static final long END_SECONDS = 2;
  private static final long PAGE_BYTES = 4096;

  private final String name;
  private final Path directory;
  private final Process process;
  private final ProcessOutput output;
  private final LastWords words;
  private final FrameChannel channel;

  private WorkerConnection(
      String name,
      Path directory,
      Process process,
      ProcessOutput output,
      LastWords words,
      FrameChannel channel) {
    this.words = words;
    this.name = name;
    this.directory = directory;
    this.process = process;
    this.output = output;
    this.channel = channel;
  }

  /**
   * Starts a worker and waits until it is ready for runs.
   *
   * @param name names it in logs and threads
   * @throws MetalabException with {@code UNSATISFIABLE} if it cannot be started as configured, or
   *     with what it says if it cannot execute the study
   */
  static WorkerConnection open(String name, WorkerLaunch launch, WorkerSetup setup, Pool pool) {
    Path directory = null;
    boolean opened = false;
    try {
      directory = Files.createTempDirectory("metalab-worker-");
      WorkerConnection connection = start(name, launch, pool, directory);
      connection.begin(setup);
      launch.ready(connection.process);
      opened = true;
      return connection;
    } catch (IOException e) {
      throw new MetalabException(
          ErrorCode.UNSATISFIABLE,
          "A worker could not be started, with its files in %s: %s"
              .formatted(System.getProperty("java.io.tmpdir"), e.getMessage()),
          e);
    } finally {
      if (!opened && directory != null) {
        delete(directory);
      }
    }
  }

  /** The file that the worker prints into has no name any more once both sides have opened it. */
  private static WorkerConnection start(String name, WorkerLaunch launch, Pool pool, Path directory)
      throws IOException {
    Path socket = directory.resolve(WorkerMain.SOCKET);
    Path printed = Files.createFile(directory.resolve("output"));
    FileChannel file = FileChannel.open(printed, StandardOpenOption.READ, StandardOpenOption.WRITE);
    LastWords words = new LastWords();
    ProcessOutput output =
        new ProcessOutput(
            file, pool.body().store(), words::add, line -> LOG.info("{}: {}", name, line));
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
      Process process = launch.start(directory, printed);
      Files.delete(printed);
      var unused = process.onExit().thenRun(() -> close(server));
      FrameChannel channel = accept(server, process, output, words);
      return new WorkerConnection(name, directory, process, output, words, channel);
    }
  }

  private static FrameChannel accept(
      ServerSocketChannel server, Process process, ProcessOutput output, LastWords words)
      throws IOException {
    try {
      return new FrameChannel(server.accept());
    } catch (IOException e) {
      if (process.isAlive()) {
        process.destroyForcibly();
        throw e;
      }
      throw unusable(death(process, output, words), e);
    }
  }

  private void begin(WorkerSetup setup) throws IOException {
    Frame answer;
    try {
      channel.read();
      channel.send(FrameType.SETUP, 0, setup.encode());
      answer = channel.read();
    } catch (IOException e) {
      throw unusable(death(process, output, words), e);
    }
    if (answer == null) {
      throw new MetalabException(ErrorCode.UNSATISFIABLE, text(death(process, output, words)));
    }
    if (answer.type() == FrameType.REFUSED) {
      process.destroyForcibly();
      throw Failure.decode(answer);
    }
  }

  String name() {
    return name;
  }

  FrameChannel channel() {
    return channel;
  }

  ProcessOutput output() {
    return output;
  }

  /** Returns how much memory the process takes up, or 0 if that is unknown. */
  long residentBytes() {
    try {
      String[] pages =
          Files.readString(Path.of("/proc/%d/statm".formatted(process.pid()))).split(" ");
      return Long.parseLong(pages[1]) * PAGE_BYTES;
    } catch (IOException | NumberFormatException e) {
      return 0;
    }
  }

  /** Ends the process and what it has started at once. */
  void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /** Tells the process to end. */
  void end() {
    try {
      process.getOutputStream().close();
      channel.close();
    } catch (IOException e) {
      kill();
    }
  }

  /** Waits until the process has ended, which it is made to if it does not; returns how. */
  WorkerDeath awaitDeath() {
    return death(process, output, words);
  }

  private static int awaitEnd(Process process) {
    boolean interrupted = false;
    try {
      if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      interrupted = true;
    }
    int exitCode = process.onExit().join().exitValue();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return exitCode;
  }

  /** Lets go of what belongs to a process that has ended, its temporary files among it. */
  void close() {
    try {
      channel.close();
      output.close();
      delete(directory);
    } catch (IOException | MetalabException e) {
      LOG.debug("What belongs to {} could not be closed.", name, e);
    }
  }

  private static WorkerDeath death(Process process, ProcessOutput output, LastWords words) {
    int exitCode = awaitEnd(process);
    output.take(output.sizeBytes());
    return WorkerDeath.of(exitCode, words);
  }

  /** Returns the problem that workers end before they have started a run. */
  MetalabException unusable(WorkerDeath death) {
    return new MetalabException(ErrorCode.UNSATISFIABLE, text(death));
  }

  private static MetalabException unusable(WorkerDeath death, Throwable cause) {
    return new MetalabException(ErrorCode.UNSATISFIABLE, text(death), cause);
  }

  private static String text(WorkerDeath death) {
    return "A worker process ended before it could execute a run: %s\nMaybe correct run.worker_memory or run.worker_options."
        .formatted(death.words());
  }

  private static void close(ServerSocketChannel server) {
    try {
      server.close();
    } catch (IOException e) {
      LOG.debug("A socket could not be closed.", e);
    }
  }

  private static void delete(Path directory) {
    try {
      if (Files.exists(directory)) {
        FileTrees.delete(directory);
      }
    } catch (IOException e) {
      LOG.warn("The directory {} of a worker could not be deleted.", directory, e);
    }
  }
}
