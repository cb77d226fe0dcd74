package io.metalab.executor.process;

import io.metalab.api.MetalabException;
import io.metalab.api.executor.InFlight;
import io.metalab.api.executor.Resources;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The runs that wait for a worker, in order of submission, and what those hold that workers have.
 *
 * <p>A run is in flight from {@link #put} to {@link #leave}. A worker executes one run at a time,
 * so it holds what one run asks for as long as it has any; all the runs it has ask for the same.
 */
final class TaskQueue {
  private final ReentrantLock lock = new ReentrantLock();
  private final ArrayDeque<ProcessTask> waiting = new ArrayDeque<>();
  private final List<Lane> lanes = new ArrayList<>();
  private final InFlight inFlight;
  private int starting;
  private int freeCpus;
  private int freeGpus;

  /** Creates a queue for at most {@code window} runs in flight on what {@code capacity} has. */
  TaskQueue(int window, Resources capacity) {
    this.inFlight = new InFlight(lock, window);
    this.freeCpus = capacity.cpus();
    this.freeGpus = capacity.gpus();
  }

  /** Adds a worker. */
  Lane newLane() {
    lock.lock();
    try {
      Lane lane = new Lane(lock.newCondition());
      lanes.add(lane);
      return lane;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Accepts a run; blocks while the window is full.
   *
   * @throws MetalabException with {@code CANCELLED} if the queue is closed or the thread
   *     interrupted
   */
  void put(ProcessTask task) {
    lock.lock();
    try {
      inFlight.enter(task.runId());
      waiting.add(task);
      wakeOne();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until there is a run for a worker, and, if it must be started, one that no other is
   * started for; false once the queue is closed and drained.
   */
  boolean awaitWork(Lane lane) {
    lock.lock();
    try {
      while (!mayBegin(lane)) {
        if (inFlight.isClosed() && waiting.isEmpty() && lane.handed() == 0) {
          return false;
        }
        lane.changed().awaitUninterruptibly();
      }
      if (!lane.isManned()) {
        lane.starting(true);
        starting++;
        // What came since this one was woken may need another.
        wakeOne();
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** The worker of a place has ended. */
  void ended(Lane lane) {
    lock.lock();
    try {
      lane.manned(false);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes runs for a worker that has been started, as many as it should have; none if others took
   * them.
   *
   * @param most the most to take
   */
  List<ProcessTask> take(Lane lane, int most) {
    lock.lock();
    try {
      if (lane.isStarting()) {
        lane.starting(false);
        starting--;
      }
      lane.manned(true);
      List<ProcessTask> taken = new ArrayList<>();
      while (taken.size() < most && mayTakeOne(lane)) {
        ProcessTask task = waiting.remove();
        if (lane.handed() == 0) {
          hold(task.payload().resources());
        }
        lane.hand(task.payload().resources());
        taken.add(task);
      }
      wakeOne();
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until a worker has no run. */
  void awaitIdle(Lane lane) {
    lock.lock();
    try {
      while (lane.handed() > 0) {
        lane.changed().awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  /** A worker is done with a run. */
  void done(Lane lane, Duration cost) {
    lock.lock();
    try {
      lane.learn(cost);
      takeBack(lane);
    } finally {
      lock.unlock();
    }
  }

  /** A worker is rid of a run that it never began or did not end. */
  void release(Lane lane) {
    lock.lock();
    try {
      takeBack(lane);
    } finally {
      lock.unlock();
    }
  }

  /** A worker is busy with a long run. */
  void learnLong(Lane lane) {
    lock.lock();
    try {
      lane.learnLong();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Puts runs that a worker has given back in front of the others, in their order.
   *
   * @return whether they wait again; they do not if the queue is closed
   */
  boolean putBack(List<ProcessTask> tasks) {
    lock.lock();
    try {
      if (inFlight.isClosed()) {
        return false;
      }
      for (int i = tasks.size() - 1; i >= 0; i--) {
        waiting.addFirst(tasks.get(i));
        wakeOne();
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Removes a run that still waits; returns whether it did. */
  boolean withdraw(ProcessTask task) {
    lock.lock();
    try {
      return waiting.remove(task);
    } finally {
      lock.unlock();
    }
  }

  /** Gives back the place of a run whose future has completed. */
  void leave() {
    lock.lock();
    try {
      inFlight.leave(waiting.isEmpty());
    } finally {
      lock.unlock();
    }
  }

  /** Accepts no more runs; returns those that wait, for the caller to complete. */
  List<ProcessTask> close() {
    lock.lock();
    try {
      inFlight.close();
      List<ProcessTask> withdrawn = new ArrayList<>(waiting);
      waiting.clear();
      lanes.forEach(lane -> lane.changed().signalAll());
      return withdrawn;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until nothing is in flight, whether interrupted or not. */
  void awaitEmpty() {
    lock.lock();
    try {
      inFlight.awaitNone();
    } finally {
      lock.unlock();
    }
  }

  private boolean mayBegin(Lane lane) {
    return mayTake(lane) && (lane.isManned() || (!lane.isStarting() && waiting.size() > starting));
  }

  /** A worker is given more when it has half of what it should have, not with each run. */
  private boolean mayTake(Lane lane) {
    return lane.handed() <= lane.limit() / 2 && mayTakeOne(lane);
  }

  private boolean mayTakeOne(Lane lane) {
    ProcessTask head = waiting.peek();
    if (head == null || lane.handed() >= lane.limit()) {
      return false;
    }
    Resources wanted = head.payload().resources();
    return lane.handed() == 0
        ? wanted.cpus() <= freeCpus && wanted.gpus() <= freeGpus
        : wanted.equals(lane.held());
  }

  private void takeBack(Lane lane) {
    if (lane.giveBack()) {
      Resources held = lane.held();
      lane.release();
      free(held);
      lane.changed().signalAll();
    } else if (mayTake(lane)) {
      lane.changed().signal();
    }
  }

  /** Wakes the place with the fewest runs; of two, rather one that has a worker. */
  private void wakeOne() {
    lanes.stream()
        .filter(this::mayBegin)
        .min(Comparator.comparingInt(Lane::handed).thenComparing(lane -> !lane.isManned()))
        .ifPresent(lane -> lane.changed().signal());
  }

  private void hold(Resources resources) {
    freeCpus -= resources.cpus();
    freeGpus -= resources.gpus();
  }

  private void free(@Nullable Resources resources) {
    if (resources != null) {
      freeCpus += resources.cpus();
      freeGpus += resources.gpus();
      wakeOne();
    }
  }
}
