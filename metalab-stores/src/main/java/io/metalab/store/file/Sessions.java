package io.metalab.store.file;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The writer ids of this process, one after the other: a new one is taken when the last was shut
 * out. Their leases are renewed while claims are held or attempts run.
 */
final class Sessions {
  private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);
  private static final int BEATS_PER_LEASE = 3;

  private final Layout layout;
  private final Fences fences;
  private final Duration lease;
  private final LongSupplier nanoTime;
  private final AtomicInteger needs = new AtomicInteger();
  private final List<Session> ended = new ArrayList<>();
  private final Set<String> own = new HashSet<>();
  private @Nullable Session current;
  private @Nullable ScheduledExecutorService heart;
  private volatile boolean needed;
  private boolean closed;

  Sessions(Layout layout, Fences fences, Duration lease, LongSupplier nanoTime) {
    this.layout = layout;
    this.fences = fences;
    this.lease = lease;
    this.nanoTime = nanoTime;
  }

  /** Returns the writer id to use now. */
  synchronized Session current() throws IOException {
    if (closed) {
      throw new IOException("The store is closed.");
    }
    Session session = current;
    if (session == null || session.isFenced()) {
      layout.createDirectories();
      Session next = Session.create(layout, Owner.self(lease), nanoTime.getAsLong());
      if (session != null) {
        ended.add(session);
      }
      own.add(next.writer());
      current = next;
      return next;
    }
    return session;
  }

  /** Returns whether a writer is this process's and has not been shut out. */
  synchronized boolean isLive(String writer) {
    return current != null && current.writer().equals(writer) && !current.isFenced();
  }

  /** Looks for a fence against a writer id of this process. */
  boolean checkFenced(Session session) throws IOException {
    if (!session.isFenced() && fences.isFenced(session.writer())) {
      session.markFenced();
    }
    return session.isFenced();
  }

  /** Returns the writer id to use now, with a lease that is being renewed until released. */
  Session acquire() throws IOException {
    needs.incrementAndGet();
    needed = true;
    try {
      Session session = current();
      startHeart();
      session.beatIfOlder(nanoTime.getAsLong(), beatNanos());
      return session;
    } catch (IOException | RuntimeException e) {
      release();
      throw e;
    }
  }

  /** Says that what a session was acquired for is over. */
  void release() {
    needs.decrementAndGet();
  }

  private synchronized void startHeart() {
    if (heart == null && !closed) {
      heart =
          Executors.newSingleThreadScheduledExecutor(
              task -> {
                Thread thread = new Thread(task, "metalab-lease");
                thread.setDaemon(true);
                return thread;
              });
      var unused =
          heart.scheduleWithFixedDelay(this::tick, beatNanos(), beatNanos(), TimeUnit.NANOSECONDS);
    }
  }

  private long beatNanos() {
    return Math.max(1, lease.toNanos() / BEATS_PER_LEASE);
  }

  private void tick() {
    Session session;
    synchronized (this) {
      session = current;
    }
    boolean due = needed || needs.get() > 0;
    needed = false;
    if (session == null || !due) {
      return;
    }
    try {
      if (!checkFenced(session)) {
        session.beat(nanoTime.getAsLong());
      }
    } catch (IOException | RuntimeException e) {
      // Others will take over; the next commit finds out.
      LOG.warn(
          "The lease of writer {} in {} could not be renewed.", session.writer(), layout.root(), e);
    }
  }

  /** Stops renewing and gives all leases back. */
  void close() throws IOException {
    List<Session> sessions;
    synchronized (this) {
      closed = true;
      if (heart != null) {
        heart.shutdownNow();
      }
      sessions = new ArrayList<>(ended);
      if (current != null) {
        sessions.add(current);
      }
    }
    for (Session session : sessions) {
      session.end();
    }
  }
}
