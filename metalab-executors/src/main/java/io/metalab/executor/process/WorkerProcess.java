package io.metalab.executor.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.metalab.api.MetalabException;
import io.metalab.api.Provenance;
import io.metalab.api.RunRecord;
import io.metalab.api.executor.RunBody;
import io.metalab.core.codec.PayloadCodec;
import io.metalab.core.codec.RunRecordCodec;
import io.metalab.core.command.LiveCommands;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker that lives: the runs it was handed, what it says about them, and what becomes of them
 * when it ends.
 *
 * <p>A thread of its own reads what it says, so that what one worker sends keeps no other waiting.
 */
final class WorkerProcess implements FrameChannel.Idle {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerProcess.class);

  /** A run that takes longer keeps those behind it from workers that have nothing to do. */
  private static final Duration LONG = Duration.ofMillis(20);

  private final Pool pool;
  private final Lane lane;
  private final WorkerConnection connection;
  private final FrameChannel channel;
  private final Thread reader;
  private final Map<Integer, ProcessTask> handed = new LinkedHashMap<>();
  private Provenance provenance = Provenance.NONE;
  private @Nullable RunningTask running;
  private @Nullable ProcessTask over;
  private int overNumber;
  private int lastNumber;
  private boolean dead;
  private OptionalLong answerBy = OptionalLong.empty();
  private volatile boolean startedAny;
  private volatile @Nullable WorkerDeath death;

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
  synchronized boolean isDead() {
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
  synchronized int allowance() {
    int recycleRuns = pool.jvm().recycleRuns();
    return recycleRuns == 0 ? Integer.MAX_VALUE : recycleRuns - lastNumber;
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
    synchronized (this) {
      if (!dead) {
        handed.put(++lastNumber, task);
        return lastNumber;
      }
    }
    pool.queue().release(lane);
    pool.again(List.of(task));
    return 0;
  }

  /** Tells the worker that a run of its own is cancelled; does nothing about other runs. */
  void cancel(ProcessTask task) {
    String reason = requireNonNull(task.cancelled());
    int number = 0;
    synchronized (this) {
      for (Map.Entry<Integer, ProcessTask> entry : handed.entrySet()) {
        if (entry.getValue() == task) {
          number = entry.getKey();
        }
      }
      if (running != null && running.task() == task) {
        stop(running, RunBody.CANCELLED, reason);
      } else if (number > 0 && running == null && answerBy.isEmpty()) {
        answerBy = OptionalLong.of(System.nanoTime() + patience().toNanos());
      }
    }
    if (number > 0) {
      send(FrameType.CANCEL, number, reason);
    }
  }

  /** Returns the runs that it was handed and has not ended. */
  synchronized List<ProcessTask> tasks() {
    return List.copyOf(handed.values());
  }

  /**
   * Looks after the worker, every few milliseconds: stops a run that takes too long, ends a worker
   * whose run goes on in spite of that, and calls back what waits behind a long run.
   */
  void supervise() {
    RunningTask now;
    boolean tooLong = false;
    boolean givenUp = false;
    boolean recall = false;
    long nanos = System.nanoTime();
    synchronized (this) {
      now = running;
      if (now == null) {
        if (answerBy.isPresent() && nanos - answerBy.getAsLong() > 0) {
          connection.kill();
        }
        return;
      }
      if (!now.isStopped() && now.isTooLong(nanos)) {
        stop(now, RunBody.TIMEOUT, now.timeoutReason());
        tooLong = true;
      }
      givenUp = now.isGivenUp(nanos);
      recall = handed.size() > 1 && now.elapsed(nanos).compareTo(LONG) > 0 && !now.recall();
    }
    if (givenUp) {
      LOG.warn(
          "Run {} ignores that it was stopped; {} is ended.",
          now.task().runId(),
          connection.name());
      connection.kill();
    } else if (tooLong) {
      send(FrameType.CANCEL, now.number(), now.endReason());
    } else if (recall) {
      pool.queue().learnLong(lane);
      send(FrameType.RECALL, 0, "");
    }
  }

  private void stop(RunningTask task, String type, String reason) {
    if (!task.isStopped()) {
      task.stop(type, reason, System.nanoTime() + patience().toNanos());
    }
  }

  private Duration patience() {
    return WorkerRuns.INTERRUPT_AFTER.plus(pool.body().stopTime());
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
    } catch (IOException | RuntimeException e) {
      LOG.debug("What {} says cannot be understood; it is ended.", connection.name(), e);
    }
    ended();
  }

  private void take(Frame frame, RunFrames frames) throws IOException {
    ProcessTask task = task(frame.run());
    if (task == null) {
      throw new IOException("A run of the number %d is unknown.".formatted(frame.run()));
    }
    switch (frame.type()) {
      case STARTED -> started(task, frame);
      case UNSTARTED -> unstarted(task, frame.run());
      case PROVENANCE -> provenance = RunRecordCodec.provenance(frame.text());
      case RECORD -> {
        byte[] body = frame.body();
        RunRecord record =
            RunRecordCodec.decode(body, Long.BYTES, body.length - Long.BYTES, text -> provenance);
        over(task, frame, Duration.between(record.started(), record.finished()));
        MetalabException failure = task.failure();
        pool.completions()
            .settle(
                task,
                () ->
                    failure == null
                        ? pool.body().commit(record)
                        : CompletableFuture.failedFuture(failure));
      }
      case BROKEN -> {
        MetalabException failure = Failure.decode(frame, Long.BYTES);
        over(task, frame, Duration.ZERO);
        pool.completions().settle(task, () -> CompletableFuture.failedFuture(failure));
      }
      default -> frames.take(frame, task, other -> take(other, frames));
    }
  }

  /** A thread that a run has left behind may still say something of it. */
  private synchronized @Nullable ProcessTask task(int number) {
    ProcessTask task = handed.get(number);
    return task == null && number == overNumber ? over : task;
  }

  private void started(ProcessTask task, Frame frame) {
    startedAny = true;
    guard(
        task,
        () ->
            connection
                .output()
                .begin(task.runId(), task.payload().attempt(), Messages.printedBytes(frame)));
    synchronized (this) {
      answerBy = OptionalLong.empty();
      running = new RunningTask(task, frame.run(), System.nanoTime());
      String reason = task.cancelled();
      if (reason != null) {
        stop(running, RunBody.CANCELLED, reason);
      }
    }
    guard(task, () -> pool.body().started(task.payload(), Messages.startedAt(frame)));
  }

  /** A store that fails is the run's failure, once the run is over. */
  static void guard(ProcessTask task, Runnable step) {
    try {
      step.run();
    } catch (MetalabException e) {
      task.fail(e);
    }
  }

  private void over(ProcessTask task, Frame frame, Duration cost) {
    guard(task, () -> connection.output().end(Messages.printedBytes(frame)));
    int number = frame.run();
    synchronized (this) {
      handed.remove(number);
      running = null;
      over = task;
      overNumber = number;
    }
    pool.queue().done(lane, cost);
  }

  private void unstarted(ProcessTask task, int number) {
    synchronized (this) {
      answerBy = OptionalLong.empty();
      handed.remove(number);
    }
    pool.queue().release(lane);
    pool.again(List.of(task));
  }

  /** The worker is gone: that costs the run it executed; those it had not started go elsewhere. */
  private void ended() {
    WorkerDeath how = awaitDeath();
    death = how;
    RunningTask last;
    List<ProcessTask> unstarted;
    synchronized (this) {
      dead = true;
      last = running;
      running = null;
      if (last != null) {
        handed.remove(last.number());
      }
      unstarted = List.copyOf(handed.values());
      handed.clear();
    }
    if (last != null) {
      abandon(last, how);
    }
    unstarted.forEach(task -> pool.queue().release(lane));
    pool.again(unstarted);
    connection.close();
  }

  private void abandon(RunningTask last, WorkerDeath death) {
    ProcessTask task = last.task();
    guard(task, () -> connection.output().end(connection.output().sizeBytes()));
    LiveCommands.endLeftovers(task.runId());
    pool.queue().release(lane);
    String message =
        last.isStopped()
            ? last.endReason()
            : "The process that executed the run is gone: " + death.words();
    MetalabException failure = task.failure();
    pool.completions()
        .settle(
            task,
            () ->
                failure == null
                    ? pool.body().abandon(task.payload(), last.endType(), message)
                    : CompletableFuture.failedFuture(failure));
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
  private synchronized void fail(MetalabException problem) {
    if (running != null) {
      running.task().fail(problem);
    }
  }
}
