package io.metalab.store.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.store.file.Owner;
import io.metalab.store.file.WriterId;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The writer ids of this open store, one after the other: a new one is taken when the last was shut
 * out. Their leases are renewed while claims are held or attempts run.
 */
final class Writers {
  static final String LIVE = "live";
  static final String ENDED = "ended";
  static final String FENCED = "fenced";

  private static final Logger LOG = LoggerFactory.getLogger(Writers.class);
  private static final int BEATS_PER_LEASE = 3;

  private final Database database;
  private final Duration lease;
  private final AtomicInteger needs = new AtomicInteger();
  private final List<Session> sessions = new ArrayList<>();
  private @Nullable Session current;
  private @Nullable ScheduledExecutorService heart;
  private volatile boolean needed;
  private boolean closed;

  Writers(Database database, Duration lease) {
    this.database = database;
    this.lease = lease;
  }

  /** Returns the writer id to use now. */
  synchronized Session current() {
    if (closed) {
      throw new MetalabException(
          ErrorCode.STORE_UNUSABLE, "The store %s is closed.".formatted(database.name()));
    }
    Session session = current;
    if (session == null || session.isFenced()) {
      session = create();
      sessions.add(session);
      current = session;
    }
    return session;
  }

  private Session create() {
    String name = WriterId.random();
    String owner = new String(Owner.self(lease).leaseText(0), UTF_8).strip();
    long number =
        database.write(
            sql -> {
              sql.update(
                  "INSERT INTO writers (writer, owner, beat, state) VALUES (?, ?, 0, ?)"
                      + " ON CONFLICT (writer) DO NOTHING",
                  name,
                  owner,
                  LIVE);
              return sql.number("SELECT number FROM writers WHERE writer = ?", name);
            });
    return new Session(number, name);
  }

  /** Returns whether a writer is this store's and has not been shut out. */
  synchronized boolean isLive(long writer) {
    return current != null && current.number() == writer && !current.isFenced();
  }

  /**
   * Looks within a transaction whether a writer was shut out, and keeps others from doing so until
   * the transaction ends.
   */
  boolean checkFenced(Sql sql, Session session) throws SQLException {
    if (!session.isFenced()) {
      String state =
          sql.find(
                  "SELECT state FROM writers WHERE number = ?" + database.shareLock(),
                  row -> row.getString(1),
                  session.number())
              .orElse(FENCED);
      if (!state.equals(LIVE)) {
        session.markFenced();
      }
    }
    return session.isFenced();
  }

  /** Returns the writer id to use now, with a lease that is being renewed until released. */
  Session acquire() {
    needs.incrementAndGet();
    needed = true;
    try {
      Session session = current();
      startHeart();
      return session;
    } catch (RuntimeException e) {
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
      long nanos = Math.max(1, lease.toNanos() / BEATS_PER_LEASE);
      var unused = heart.scheduleWithFixedDelay(this::tick, nanos, nanos, TimeUnit.NANOSECONDS);
    }
  }

  private void tick() {
    Session session;
    synchronized (this) {
      session = current;
    }
    boolean due = needed || needs.get() > 0;
    needed = false;
    if (session == null || session.isFenced() || !due) {
      return;
    }
    try {
      beat(session);
    } catch (RuntimeException e) {
      // Others will take over; the next commit finds out.
      LOG.warn("The lease of writer {} in {} was not renewed.", session.name(), database.name(), e);
    }
  }

  private void beat(Session session) {
    int renewed =
        database.write(
            sql ->
                sql.update(
                    "UPDATE writers SET beat = beat + 1 WHERE number = ? AND state = ?",
                    session.number(),
                    LIVE));
    if (renewed == 0) {
      session.markFenced();
    }
  }

  /** Stops renewing and gives all leases and claims back. */
  void close() {
    List<Session> open;
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      if (heart != null) {
        heart.shutdownNow();
      }
      open = List.copyOf(sessions);
    }
    if (!open.isEmpty()) {
      database.write(
          sql -> {
            for (Session session : open) {
              long number = session.number();
              sql.update("DELETE FROM claims WHERE writer = ?", number);
              sql.update("DELETE FROM holds WHERE writer = ?", number);
              sql.update(
                  "UPDATE writers SET state = ? WHERE number = ? AND state = ?",
                  ENDED,
                  number,
                  LIVE);
            }
            return true;
          });
    }
  }
}
