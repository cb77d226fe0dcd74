package io.metalab.executor.process;

import io.metalab.api.CancellationSource;
import io.metalab.api.RunRecord;
import io.metalab.api.executor.RunBody;
import io.metalab.api.executor.RunPayload;
import io.metalab.core.codec.PayloadCodec;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The runs that a worker was handed: one thread takes them from the connection, another executes
 * one after the other, a third stops them.
 */
final class WorkerRuns {
  /** How long a run may go on after its token was cancelled until its thread is interrupted. */
  static final Duration INTERRUPT_AFTER = Duration.ofMillis(100);

  private static final Logger LOG = LoggerFactory.getLogger(WorkerRuns.class);

  private final FrameChannel channel;
  private final RunBody body;
  private final RemoteStore store;
  private final ArtifactTransfer transfer;
  private final Printed printed;
  private final ArrayDeque<Assignment> waiting = new ArrayDeque<>();
  private final ScheduledExecutorService stopper =
      Executors.newSingleThreadScheduledExecutor(WorkerRuns::stopperThread);
  private @Nullable Assignment current;
  private @Nullable Thread executing;

  /** A run with its number here. */
  private static final class Assignment {
    private final int number;
    private final byte[] payload;
    private final CancellationSource cancellation = new CancellationSource();

    private Assignment(int number, byte[] payload) {
      this.number = number;
      this.payload = payload;
    }
  }

  WorkerRuns(
      FrameChannel channel,
      RunBody body,
      RemoteStore store,
      ArtifactTransfer transfer,
      Printed printed) {
    this.printed = printed;
    this.channel = channel;
    this.body = body;
    this.store = store;
    this.transfer = transfer;
  }

  /** Takes what the study's process sends, until it ends the connection, and then this process. */
  void receive() {
    try {
      for (Frame frame = channel.read(); frame != null; frame = channel.read()) {
        switch (frame.type()) {
          case RUN -> add(new Assignment(frame.run(), frame.body()));
          case CANCEL -> cancel(frame.run(), frame.text());
          case RECALL -> recall();
          case STORED, CHUNK, CHUNKS_END, FAILED -> transfer.answer(frame);
          default -> throw new IOException("A worker is not told " + frame.type() + ".");
        }
      }
    } catch (IOException | InterruptedException e) {
      LOG.debug("The connection to the study's process is lost.", e);
    }
    // The end of the standard input follows, and with it that of this process.
  }

  private synchronized void add(Assignment run) {
    waiting.add(run);
    notifyAll();
  }

  /** The last one first: the study's process puts one before the other. */
  private synchronized void recall() {
    for (Assignment run = waiting.pollLast(); run != null; run = waiting.pollLast()) {
      giveBack(run.number);
    }
  }

  private synchronized void cancel(int number, String reason) {
    if (waiting.removeIf(run -> run.number == number)) {
      giveBack(number);
    } else if (current != null && current.number == number) {
      Assignment run = current;
      // On a thread of its own, since the run may have asked to be told by code that blocks.
      stopper.execute(() -> run.cancellation.cancel(reason));
      var unused =
          stopper.schedule(() -> interrupt(run), INTERRUPT_AFTER.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** The thread that reads must never wait for the other side to read. */
  private void giveBack(int number) {
    stopper.execute(
        () -> {
          try {
            channel.send(FrameType.UNSTARTED, number, Messages.NOTHING);
          } catch (IOException e) {
            LOG.debug("The connection to the study's process is lost.", e);
          }
        });
  }

  /** Executes one run after the other, on this thread. */
  void execute() throws IOException {
    Thread thread = Thread.currentThread();
    ClassLoader loader = thread.getContextClassLoader();
    thread.setName("metalab-worker");
    while (true) {
      execute(next());
      thread.setContextClassLoader(loader);
      thread.setName("metalab-worker");
    }
  }

  /** What was put goes out at the latest when there is nothing to do. */
  private Assignment next() throws IOException {
    Assignment next = begin(false);
    while (next == null) {
      channel.flush();
      next = begin(true);
    }
    return next;
  }

  /** Takes the run that comes next, if there is one or after waiting for it. */
  private synchronized @Nullable Assignment begin(boolean patient) {
    while (patient && waiting.isEmpty()) {
      try {
        wait();
      } catch (InterruptedException e) {
        // It was meant for a run that has ended; the next one waits for its own.
      }
    }
    current = waiting.poll();
    executing = Thread.currentThread();
    if (current != null) {
      store.begin(current.number);
    }
    return current;
  }

  private void execute(Assignment run) throws IOException {
    CompletableFuture<RunRecord> committed;
    try {
      RunPayload payload = PayloadCodec.decode(run.payload);
      committed = body.run(payload, run.cancellation.token());
    } catch (RuntimeException | Error e) {
      committed = CompletableFuture.failedFuture(e);
    }
    end();
    if (store.isRecorded()) {
      return;
    }
    Throwable problem = committed.handle((record, thrown) -> thrown).join();
    if (problem == null) {
      channel.put(FrameType.UNSTARTED, run.number, Messages.NOTHING);
    } else {
      byte[] failure = Failure.encode(problem);
      channel.put(
          FrameType.BROKEN, run.number, Messages.over(printed.bytes(), failure, failure.length));
    }
  }

  /** Parts the run from its thread, so that no interrupt reaches the next one. */
  private synchronized void end() {
    current = null;
    executing = null;
    Thread.interrupted();
  }

  private synchronized void interrupt(Assignment run) {
    if (current == run && executing != null) {
      executing.interrupt();
    }
  }

  private static Thread stopperThread(Runnable task) {
    Thread thread = new Thread(task, "metalab-stopper");
    thread.setDaemon(true);
    return thread;
  }
}
