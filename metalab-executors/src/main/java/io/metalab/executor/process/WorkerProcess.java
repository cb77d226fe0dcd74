package io.metalab.executor.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.metalab.api.MetalabException;
import io.metalab.api.Provenance;
import io.metalab.api.RunRecord;
import io.metalab.core.codec.PayloadCodec;
import io.metalab.core.codec.RunRecordCodec;
import io.metalab.core.command.LiveCommands;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker that lives: it is handed runs, and what it says about them, and its end, is taken care
 * of.
 *
 * <p>A thread of its own reads what it says, so that what one worker sends keeps no other waiting.
 */
final class WorkerProcess implements FrameChannel.Idle {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerProcess.class);

  /** A busy machine may keep a worker from answering; to end it costs what the run has captured. */
  private static final Duration ANSWER_TIME = Duration.ofSeconds(2);

  private final Pool pool;
  private final Lane lane;
  private final WorkerConnection connection;
  private final FrameChannel channel;
  private final HandedRuns runs = new HandedRuns();
  private final Thread reader;
  private Provenance provenance = Provenance.NONE;
  private volatile boolean startedAny;
  private volatile boolean retired;
  private volatile @Nullable WorkerDeath death;
  private volatile boolean dead;

  WorkerProcess(Pool pool, Lane lane, WorkerConnection connection) {
    this.pool = pool;
    this.lane = lane;
    this.connection = connection;
    this.channel = connection.channel();
    this.reader = new Thread(this::read, connection.name() + "-frames");
    this.reader.setDaemon(true);
    this.reader.start();
  }

  /** Returns whether it has ended. */
  boolean isDead() {
    return dead;
  }

  /**
   * Returns the problem that it ended without having started a run, or null if it did or lives; not
   * what it was told to do, since what has nothing to do is retired.
   */
  @Nullable MetalabException barren() {
    WorkerDeath ended = death;
    return ended == null || startedAny ? null : connection.unusable(ended);
  }

  /** Returns how many more runs it may be handed until it is replaced. */
  int allowance() {
    int recycleRuns = pool.jvm().recycleRuns();
    return recycleRuns == 0 ? Integer.MAX_VALUE : recycleRuns - runs.count();
  }

  /** Returns whether it is to be replaced once it has nothing to do. */
  boolean isSpent() {
    long most = pool.jvm().recycleMemoryBytes();
    return allowance() <= 0 || (most > 0 && connection.residentBytes() > most);
  }

  /** Hands runs over; those that may not start any more are completed, or wait again. */
  void hand(List<ProcessTask> batch) {
    try {
      for (ProcessTask task : batch) {
        int number = register(task);
        if (number > 0) {
          channel.put(FrameType.RUN, number, PayloadCodec.encode(task.payload()));
        }
      }
      channel.flush();
    } catch (IOException e) {
      // The reader finds that the worker is gone and takes care of all it was handed.
      LOG.debug("{} could not be handed its runs.", connection.name(), e);
      connection.kill();
    }
    // It may have been cancelled, or all of them, before this worker was known to have it.
    for (ProcessTask task : batch) {
      if (pool.isClosed()) {
        task.cancel(Pool.CLOSED);
      } else if (task.cancelled() != null) {
        cancel(task);
      }
    }
  }

  /** Returns the number of the run here, or 0 if it is not to be handed over. */
  private int register(ProcessTask task) {
    String reason = task.cancelled();
    if (reason != null || !pool.body().admit(task.payload())) {
      pool.queue().release(lane);
      pool.completions().unstarted(task, reason == null ? "The run was withdrawn." : reason);
      return 0;
    }
    int number = runs.add(task);
    if (number == 0) {
      pool.queue().release(lane);
      pool.again(List.of(task));
    }
    return number;
  }

  /** Tells the worker that a run of its own is cancelled; does nothing about other runs. */
  void cancel(ProcessTask task) {
    String reason = requireNonNull(task.cancelled());
    int number = runs.cancel(task, reason, patience());
    if (number > 0) {
      send(FrameType.CANCEL, number, reason);
    }
  }

  /** Returns the runs that it was handed and has not ended. */
  List<ProcessTask> tasks() {
    return runs.tasks();
  }

  /**
   * Looks after the worker, every few milliseconds: stops a run that takes too long, ends a worker
   * whose run goes on in spite of that, and calls back what waits behind a long run.
   */
  void supervise() {
    switch (runs.due(System.nanoTime(), patience())) {
      case STOP ->
          runs.running().ifPresent(run -> send(FrameType.CANCEL, run.number(), run.endReason()));
      case KILL -> {
        LOG.warn("{} does not stop its run and is ended.", connection.name());
        connection.kill();
      }
      case RECALL -> {
        pool.queue().learnLong(lane);
        send(FrameType.RECALL, 0, "");
      }
      case NOTHING -> {}
    }
  }

  /** Returns how long a run may go on that was told to stop, and its worker may take to say so. */
  private Duration patience() {
    return WorkerRuns.INTERRUPT_AFTER.plus(pool.body().stopTime()).plus(ANSWER_TIME);
  }

  private void send(FrameType type, int number, String text) {
    try {
      channel.send(type, number, text.getBytes(UTF_8));
    } catch (IOException e) {
      LOG.debug("{} could not be told to stop a run.", connection.name(), e);
      connection.kill();
    }
  }

  /** Ends a worker that has nothing to do, and waits until it is gone. */
  void retire() {
    retired = true;
    connection.end();
    try {
      reader.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void read() {
    RunFrames frames = new RunFrames(pool, channel);
    channel.whenIdle(this);
    try {
      for (Frame frame = channel.read(); frame != null; frame = channel.read()) {
        take(frame, frames);
      }
    } catch (IOException e) {
      LOG.debug("The connection to {} is lost.", connection.name(), e);
    } catch (RuntimeException e) {
      LOG.warn("What {} says cannot be understood; it is ended.", connection.name(), e);
      connection.kill();
    }
    ended();
  }

  private void take(Frame frame, RunFrames frames) throws IOException {
    ProcessTask task = runs.find(frame.run());
    if (task == null) {
      throw new IllegalArgumentException("A run of number " + frame.run() + " is unknown.");
    }
    switch (frame.type()) {
      case STARTED -> started(task, frame);
      case UNSTARTED -> {
        runs.remove(frame.run());
        pool.queue().release(lane);
        pool.again(List.of(task));
      }
      case PROVENANCE -> provenance = RunRecordCodec.provenance(frame.text());
      case RECORD -> {
        byte[] body = frame.body();
        RunRecord record =
            RunRecordCodec.decode(body, Long.BYTES, body.length - Long.BYTES, text -> provenance);
        over(task, frame, Duration.between(record.started(), record.finished()));
        pool.completions().kept(task, () -> pool.body().commit(record));
      }
      case BROKEN -> {
        MetalabException failure = Failure.decode(frame, Long.BYTES);
        over(task, frame, Duration.ZERO);
        pool.completions().settle(task, () -> CompletableFuture.failedFuture(failure));
      }
      default -> frames.take(frame, task, other -> take(other, frames));
    }
  }

  private void started(ProcessTask task, Frame frame) {
    startedAny = true;
    int attempt = task.payload().attempt();
    task.guard(
        () -> connection.output().begin(task.runId(), attempt, Messages.printedBytes(frame)));
    runs.start(task, frame.run(), patience());
    task.guard(() -> pool.body().started(task.payload(), Messages.startedAt(frame)));
  }

  private void over(ProcessTask task, Frame frame, Duration cost) {
    task.guard(() -> connection.output().end(Messages.printedBytes(frame)));
    runs.end(task, frame.run());
    pool.queue().done(lane, cost);
  }

  /** The worker is gone: that costs the run it executed; those it had not started go elsewhere. */
  private void ended() {
    WorkerDeath how = awaitDeath();
    HandedRuns.Rest rest = runs.close();
    if (!startedAny && !retired) {
      LOG.warn("{} ended before it had started a run: {}", connection.name(), how.words());
    }
    death = how;
    pool.queue().ended(lane);
    dead = true;
    rest.last().ifPresent(last -> abandon(last, how));
    rest.unstarted().forEach(task -> pool.queue().release(lane));
    pool.again(rest.unstarted());
    connection.close();
  }

  private void abandon(RunningTask last, WorkerDeath how) {
    ProcessTask task = last.task();
    task.guard(() -> connection.output().end(connection.output().sizeBytes()));
    LiveCommands.endLeftovers(task.runId());
    pool.queue().release(lane);
    String message =
        last.isStopped()
            ? last.endReason()
            : "The process that executed the run is gone: " + how.words();
    pool.completions()
        .kept(task, () -> pool.body().abandon(task.payload(), last.endType(), message));
  }

  private WorkerDeath awaitDeath() {
    while (true) {
      try {
        return connection.awaitDeath();
      } catch (MetalabException e) {
        fail(e);
      }
    }
  }

  @Override
  public long mark() {
    return connection.output().sizeBytes();
  }

  /** Nothing has come since: what was printed by then is of the run that it executes. */
  @Override
  public void idle(long mark) {
    try {
      connection.output().take(mark);
    } catch (MetalabException e) {
      fail(e);
    }
  }

  /** The store failed to take what the worker printed. */
  private void fail(MetalabException problem) {
    runs.running().ifPresent(run -> run.task().fail(problem));
  }
}
