package io.metalab.executor.process;

import static java.util.Objects.requireNonNull;

import io.metalab.core.command.LiveCommands;
import io.metalab.core.files.FileTrees;
import io.metalab.core.run.StageBodies;
import io.metalab.core.run.WorkerBody;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The program of a worker: executes the runs that the study's process hands to it, one at a time,
 * and ends as soon as that process does.
 */
public final class WorkerMain {
  /** Name of the socket in the directory of a worker. */
  static final String SOCKET = "socket";

  private WorkerMain() {}

  /**
   * Starts the worker.
   *
   * @param args the worker's own directory, with the socket at which the study's process listens
   * @throws IOException if it does not
   */
  public static void main(String[] args) throws IOException {
    InputStream parent = System.in;
    System.setIn(InputStream.nullInputStream());
    Path directory = Path.of(args[0]);
    daemon("metalab-parent", () -> awaitEnd(parent, directory));
    FrameChannel channel = FrameChannel.connect(directory.resolve(SOCKET));
    channel.send(
        FrameType.HELLO,
        0,
        Integer.toString(Messages.PROTOCOL).getBytes(StandardCharsets.US_ASCII));
    WorkerRuns runs = open(channel, requireNonNull(channel.read(), "the setup"));
    daemon("metalab-frames", runs::receive);
    runs.execute();
  }

  private static WorkerRuns open(FrameChannel channel, Frame frame) throws IOException {
    try {
      WorkerSetup setup = WorkerSetup.decode(frame.body());
      ArtifactTransfer transfer = new ArtifactTransfer(channel);
      Printed printed = new Printed();
      RemoteStore store =
          setup.keepsStates()
              ? new RemoteStateStore(setup.locator(), channel, transfer, printed)
              : new RemoteStore(setup.locator(), channel, transfer, printed);
      WorkerEvents events = new WorkerEvents(channel, store);
      StageBodies body = WorkerBody.of(setup.manifest(), store, events, ProcessExecutor.NAME);
      channel.send(FrameType.READY, 0, Messages.NOTHING);
      return new WorkerRuns(channel, body, store, transfer, printed);
    } catch (RuntimeException | LinkageError e) {
      channel.send(FrameType.REFUSED, 0, Failure.encode(e));
      throw e;
    }
  }

  /** Nothing is ever sent this way: when it ends, the study's process has ended or wants that. */
  private static void awaitEnd(InputStream parent, Path directory) {
    try {
      while (parent.read() >= 0) {
        // Whatever comes means that it lives.
      }
    } catch (IOException e) {
      // It does not matter how the connection was lost.
    }
    LiveCommands.end();
    try {
      FileTrees.delete(directory);
    } catch (IOException e) {
      // The study's process deletes it, if that lives.
    }
    Runtime.getRuntime().halt(0);
  }

  private static void daemon(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }
}
