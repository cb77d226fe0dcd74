package io.metalab.core.run;

import io.metalab.api.RunEvent;
import io.metalab.api.RunEventListener;
import io.metalab.api.RunId;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells listeners of events, one after the other in the order in which they happened, on a thread
 * of its own: a slow listener delays no run's commit.
 *
 * <p>Of a run's progress only the latest is kept until it is told.
 */
final class EventDispatcher implements RunEventListener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EventDispatcher.class);
  private static final int MAX_BACKLOG = 10_000;
  private static final long PAUSE_NANOS = 1_000_000;
  private static final int PAUSES_BEFORE_SLEEP = 20;

  private final List<RunEventListener> listeners;
  private final ConcurrentLinkedQueue<RunEvent> queue = new ConcurrentLinkedQueue<>();
  private final ConcurrentMap<RunId, RunEvent.Progress> progress = new ConcurrentHashMap<>();
  private final AtomicInteger backlog = new AtomicInteger();
  private final Thread thread;
  private volatile boolean asleep;
  private volatile boolean closed;

  EventDispatcher(List<RunEventListener> listeners) {
    this.listeners = List.copyOf(listeners);
    this.thread = new Thread(this::dispatch, "metalab-events");
    this.thread.setDaemon(true);
    if (!this.listeners.isEmpty()) {
      this.thread.start();
    }
  }

  @Override
  public void onEvent(RunEvent event) {
    if (listeners.isEmpty()) {
      return;
    }
    if (event instanceof RunEvent.Progress step && progress.put(step.runId(), step) != null) {
      return;
    }
    queue.add(event);
    backlog.incrementAndGet();
    if (asleep) {
      LockSupport.unpark(thread);
    }
  }

  /** Returns whether the listeners are so far behind that no new work should be started. */
  boolean isBehind() {
    return backlog.get() > MAX_BACKLOG;
  }

  /** Waits until the listeners have been told of everything. */
  @Override
  public void close() {
    closed = true;
    boolean interrupted = false;
    while (thread.isAlive()) {
      LockSupport.unpark(thread);
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

  private void dispatch() {
    int pauses = 0;
    while (true) {
      boolean last = closed;
      RunEvent event = queue.poll();
      if (event != null) {
        backlog.decrementAndGet();
        tell(event);
        pauses = 0;
      } else if (last) {
        return;
      } else if (pauses++ < PAUSES_BEFORE_SLEEP) {
        // Being woken for each event would cost its producer more than the event itself.
        LockSupport.parkNanos(PAUSE_NANOS);
      } else {
        asleep = true;
        if (queue.isEmpty() && !closed) {
          LockSupport.park(this);
        }
        asleep = false;
      }
    }
  }

  private void tell(RunEvent event) {
    RunEvent latest = event;
    if (event instanceof RunEvent.Progress step) {
      RunEvent.Progress newer = progress.remove(step.runId());
      latest = newer == null ? step : newer;
    }
    for (RunEventListener listener : listeners) {
      try {
        listener.onEvent(latest);
      } catch (RuntimeException e) {
        LOG.warn("A listener failed on {}; the study goes on.", brief(latest), e);
      }
    }
  }

  /** Names records by run and status, and reused runs by their number: all of it is too much. */
  static String brief(RunEvent event) {
    if (event instanceof RunEvent.Finished finished) {
      return "the %s run %s"
          .formatted(finished.record().status().wireName(), finished.record().runId().hex());
    }
    return event instanceof RunEvent.Reused reused
        ? "%d reused runs".formatted(reused.runIds().size())
        : event.toString();
  }
}
