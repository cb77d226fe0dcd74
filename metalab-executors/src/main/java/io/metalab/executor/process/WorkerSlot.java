package io.metalab.executor.process;

import io.metalab.api.MetalabException;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A place for one worker: a thread that starts it when there is something to do, hands it runs, and
 * replaces it when it has ended or has done enough.
 */
final class WorkerSlot {
  /**
   * After so many workers in a row that ended before they started a run, there will be no other.
   */
  private static final int MOST_BARREN = 3;

  private final Pool pool;
  private final Lane lane;
  private final IntFunction<WorkerConnection> starter;
  private final Thread thread;
  private volatile @Nullable WorkerProcess worker;
  private int started;
  private int barren;

  /**
   * Creates a slot.
   *
   * @param place its place among the slots, from 1
   * @param starter starts the first worker of this slot, the second, and so on
   */
  WorkerSlot(Pool pool, int place, IntFunction<WorkerConnection> starter) {
    this.pool = pool;
    this.lane = pool.queue().newLane();
    this.starter = starter;
    this.thread = new Thread(this::feed, "metalab-worker-" + place);
    this.thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Returns the worker, or null while there is none. */
  @Nullable WorkerProcess worker() {
    return worker;
  }

  /** Waits until the worker is gone, after the queue was closed and emptied. */
  void awaitEnd() {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void feed() {
    try {
      while (pool.queue().awaitWork(lane)) {
        WorkerProcess living = living();
        List<ProcessTask> batch = pool.queue().take(lane, living.allowance());
        living.hand(batch);
        if (living.isSpent()) {
          pool.queue().awaitIdle(lane);
          retire();
        }
      }
    } catch (MetalabException e) {
      pool.fail(e);
    } finally {
      retire();
    }
  }

  private WorkerProcess living() {
    WorkerProcess now = worker;
    if (now == null || now.isDead()) {
      MetalabException problem = now == null ? null : now.barren();
      barren = problem == null ? 0 : barren + 1;
      if (problem != null && barren >= MOST_BARREN) {
        throw problem;
      }
      now = new WorkerProcess(pool, lane, starter.apply(++started));
      worker = now;
    }
    return now;
  }

  private void retire() {
    WorkerProcess now = worker;
    worker = null;
    if (now != null) {
      now.retire();
    }
  }
}
