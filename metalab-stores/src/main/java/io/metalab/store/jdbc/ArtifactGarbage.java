package io.metalab.store.jdbc;

import io.metalab.api.store.CollectableStore.Amount;
import io.metalab.api.store.CollectableStore.GarbagePolicy;
import io.metalab.api.store.CollectableStore.GarbageReport;
import io.metalab.store.References;
import io.metalab.store.file.Referrers;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Moves artifacts of the database that nobody needs to the trash and empties it, in the order that
 * makes it safe beside writers: holds are read before records, and both again after the moves.
 */
final class ArtifactGarbage {
  private static final String TRASH =
      "UPDATE artifacts SET trashed = ? WHERE sha256 = ? AND trashed IS NULL";
  private static final String RESTORE =
      "UPDATE artifacts SET trashed = NULL WHERE sha256 = ? AND trashed = ?";
  private static final String PURGE = "DELETE FROM artifacts WHERE sha256 = ? AND trashed = ?";

  private final Database database;
  private final Leases leases;
  private final Referrers referrers;
  private final GarbagePolicy policy;
  private final boolean dryRun;
  private final long now;
  private Amount trashed = Amount.NONE;
  private Amount restored = Amount.NONE;
  private Amount purged = Amount.NONE;
  private Amount kept = Amount.NONE;
  private Amount held = Amount.NONE;

  ArtifactGarbage(
      Database database,
      Leases leases,
      Referrers referrers,
      GarbagePolicy policy,
      boolean dryRun,
      Instant now) {
    this.database = database;
    this.leases = leases;
    this.referrers = referrers;
    this.policy = policy;
    this.dryRun = dryRun;
    this.now = now.toEpochMilli();
  }

  private record Item(String sha256, long size, @Nullable Long trashed) {}

  private record Hold(String sha256, long writer) {}

  /** What somebody needs. */
  private record Needed(References held, References named) {
    boolean contains(String sha256) {
      return held.contains(sha256) || named.contains(sha256);
    }
  }

  GarbageReport collect() throws IOException {
    if (items().isEmpty()) {
      return new GarbageReport(trashed, restored, purged, kept, held);
    }
    Needed needed = needed();
    Set<String> moved = new HashSet<>();
    for (Item item : items()) {
      if (item.trashed() == null && !needed.named().contains(item.sha256())) {
        if (needed.held().contains(item.sha256())) {
          held = held.plus(item.size());
        } else {
          moved.add(item.sha256());
        }
      }
    }
    if (!dryRun && !moved.isEmpty()) {
      update(TRASH, List.copyOf(moved), now, true);
      needed = needed();
    }
    for (Item item : items()) {
      boolean isNew = moved.contains(item.sha256());
      if (item.trashed() != null || (dryRun && isNew)) {
        empty(item, needed, isNew);
      }
    }
    return new GarbageReport(trashed, restored, purged, kept, held);
  }

  private void empty(Item item, Needed needed, boolean isNew) {
    long since = item.trashed() == null ? now : item.trashed();
    if (needed.contains(item.sha256())) {
      restored = isNew ? restored : restored.plus(item.size());
      if (!dryRun) {
        update(RESTORE, List.of(item.sha256()), since, false);
      }
      return;
    }
    trashed = isNew ? trashed.plus(item.size()) : trashed;
    if (since + policy.grace().toMillis() > now) {
      kept = kept.plus(item.size());
      return;
    }
    purged = purged.plus(item.size());
    if (!dryRun) {
      purge(item.sha256(), since);
    }
  }

  /** One that was put again meanwhile is not in the trash any more. */
  private void purge(String sha256, long since) {
    database.write(
        sql -> {
          if (sql.update(PURGE, sha256, since) > 0) {
            sql.update("DELETE FROM artifact_pieces WHERE sha256 = ?", sha256);
          }
          return true;
        });
  }

  private void update(String text, List<String> artifacts, long time, boolean timeFirst) {
    database.write(
        sql -> {
          for (String sha256 : artifacts) {
            if (timeFirst) {
              sql.update(text, time, sha256);
            } else {
              sql.update(text, sha256, time);
            }
          }
          return true;
        });
  }

  private List<Item> items() {
    return database.read(
        sql ->
            sql.list(
                "SELECT sha256, size, trashed FROM artifacts ORDER BY sha256",
                row ->
                    new Item(
                        row.getString(1), row.getLong(2), since(row.getLong(3), row.wasNull()))));
  }

  private static @Nullable Long since(long millis, boolean isNull) {
    return isNull ? null : millis;
  }

  private Needed needed() throws IOException {
    References holds = new References();
    database.read(
        sql -> {
          addHolds(sql, holds);
          return true;
        });
    References named = new References();
    referrers.addTo(named, !policy.superseded());
    return new Needed(holds, named);
  }

  private void addHolds(Sql sql, References holds) throws SQLException {
    List<Hold> all =
        new ArrayList<>(
            sql.list(
                "SELECT DISTINCT sha256, writer FROM holds",
                row -> new Hold(row.getString(1), row.getLong(2))));
    Set<Long> gone = new HashSet<>();
    for (long writer : new HashSet<>(all.stream().map(Hold::writer).toList())) {
      if (leases.isDead(sql, writer)) {
        gone.add(writer);
      }
    }
    all.stream()
        .filter(hold -> !gone.contains(hold.writer()))
        .forEach(hold -> holds.add(hold.sha256()));
  }
}
