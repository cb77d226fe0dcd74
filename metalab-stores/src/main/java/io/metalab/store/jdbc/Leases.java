package io.metalab.store.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.metalab.store.file.Owner;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Watches the leases of other writers; safe for use by many threads. */
final class Leases {
  private record Lease(String owner, long beat, String state) {
    Optional<Owner> process() {
      return Owner.parse(owner.getBytes(UTF_8));
    }

    boolean isOver() {
      return !state.equals(Writers.LIVE) || process().map(Owner::isDead).orElse(false);
    }
  }

  private record Observation(long beat, long sinceNanos) {}

  private final Duration otherwise;
  private final LongSupplier nanoTime;
  private final Map<Long, Observation> observations = new HashMap<>();

  /**
   * Creates a watch.
   *
   * @param otherwise lease of a writer whose row does not say
   */
  Leases(Duration otherwise, LongSupplier nanoTime) {
    this.otherwise = otherwise;
    this.nanoTime = nanoTime;
  }

  /**
   * Returns whether a writer is gone: it was fenced, gave its lease back, died on this machine, or
   * has not moved its counter for the length of its lease while this object watched.
   */
  boolean isExpired(Sql sql, long writer) throws SQLException {
    Lease lease = lease(sql, writer);
    return lease.isOver()
        || isSilent(writer, lease.beat(), lease.process().map(Owner::lease).orElse(otherwise));
  }

  /** Returns whether a writer will write no more: it ended, was fenced, or its process is dead. */
  boolean isDead(Sql sql, long writer) throws SQLException {
    return lease(sql, writer).isOver();
  }

  private static Lease lease(Sql sql, long writer) throws SQLException {
    return sql.find(
            "SELECT owner, beat, state FROM writers WHERE number = ?",
            row -> new Lease(row.getString(1), row.getLong(2), row.getString(3)),
            writer)
        .orElse(new Lease("", 0, Writers.ENDED));
  }

  private synchronized boolean isSilent(long writer, long beat, Duration lease) {
    long now = nanoTime.getAsLong();
    Observation known = observations.get(writer);
    if (known == null || known.beat() != beat) {
      observations.put(writer, new Observation(beat, now));
      return false;
    }
    return now - known.sinceNanos() >= lease.toNanos();
  }
}
