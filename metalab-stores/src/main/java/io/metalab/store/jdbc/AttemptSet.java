package io.metalab.store.jdbc;

import io.metalab.api.RunId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The attempts at a run that is stored, while some are added or removed; for one transaction. */
final class AttemptSet {
  private static final String SAVE_EFFECTIVE =
      "UPDATE runs SET highest = ?, removed = ?, status = ?, attempt = ?, kind = ?,"
          + " computation = ?, writer = ?, checksum = ?, record = ? WHERE number = ?";
  private static final String SAVE_REMOVED =
      "UPDATE runs SET highest = 0, removed = ?, status = NULL, attempt = NULL, computation = NULL,"
          + " writer = NULL, checksum = NULL, record = NULL WHERE number = ?";
  private static final String SAVE_SUPERSEDED =
      "INSERT INTO superseded (status, attempt, kind, computation, writer, checksum, record, run)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)";

  private final RunId runId;
  private final long number;
  private final @Nullable Long kind;
  private final @Nullable AttemptRow storedEffective;
  private final Map<Long, AttemptRow> storedSuperseded;
  private final List<AttemptRow> attempts = new ArrayList<>();
  private int removed;
  private boolean changed;

  /**
   * Creates the set of what is stored.
   *
   * @param number number of the run's row
   * @param kind number of the kind of the run's last effective record, or null if it never had one
   * @param superseded the attempts that are not effective by the numbers of their rows
   */
  AttemptSet(
      RunId runId,
      long number,
      @Nullable Long kind,
      int removed,
      @Nullable AttemptRow effective,
      Map<Long, AttemptRow> superseded) {
    this.runId = runId;
    this.number = number;
    this.kind = kind;
    this.removed = removed;
    this.storedEffective = effective;
    this.storedSuperseded = superseded;
    if (effective != null) {
      attempts.add(effective);
    }
    attempts.addAll(superseded.values());
  }

  RunId runId() {
    return runId;
  }

  /** Returns the number of the run's row. */
  long number() {
    return number;
  }

  /** Returns the number of the kind of the run, or null if only a removal is known. */
  @Nullable Long kind() {
    return kind;
  }

  /** Returns the highest attempt that was removed, or 0. */
  int removed() {
    return removed;
  }

  /** Returns the highest attempt there is, or 0. */
  int highest() {
    return attempts.stream().mapToInt(AttemptRow::attempt).max().orElse(0);
  }

  /** Returns whether something has to be saved. */
  boolean isChanged() {
    return changed;
  }

  /**
   * Adds an attempt, unless one that is there stands for it: equal, or of the same number and the
   * new one is not over.
   *
   * @return false if the attempt was removed
   */
  boolean add(AttemptRow row) {
    if (row.attempt() <= removed) {
      return false;
    }
    List<AttemptRow> same =
        attempts.stream().filter(known -> known.attempt() == row.attempt()).toList();
    boolean stands =
        row.isFinished()
            ? same.stream().anyMatch(known -> known.hasSameContent(row))
            : !same.isEmpty();
    if (!stands) {
      attempts.removeIf(known -> known.attempt() == row.attempt() && !known.isFinished());
      attempts.add(row);
      changed = true;
    }
    return true;
  }

  /** Removes the attempts up to a number. */
  void remove(int upTo) {
    if (upTo > removed) {
      removed = upTo;
      attempts.removeIf(row -> row.attempt() <= removed);
      changed = true;
    }
  }

  /** Returns the attempts, the effective one first, then the others by number. */
  List<AttemptRow> inOrder() {
    List<AttemptRow> sorted = new ArrayList<>(attempts);
    Optional<AttemptRow> effective = effective();
    effective.ifPresent(sorted::remove);
    sorted.sort(Comparator.comparingInt(AttemptRow::attempt).thenComparing(AttemptRow::compareTo));
    effective.ifPresent(row -> sorted.add(0, row));
    return sorted;
  }

  private Optional<AttemptRow> effective() {
    return attempts.stream().min(AttemptRow::compareTo);
  }

  /** Writes what has changed. */
  void save(Sql sql) throws SQLException {
    Optional<AttemptRow> effective = effective();
    for (Map.Entry<Long, AttemptRow> stored : storedSuperseded.entrySet()) {
      if (!attempts.contains(stored.getValue())
          || effective.equals(Optional.of(stored.getValue()))) {
        sql.update("DELETE FROM superseded WHERE number = ?", stored.getKey());
      }
    }
    for (AttemptRow row : attempts) {
      if (!effective.equals(Optional.of(row)) && !storedSuperseded.containsValue(row)) {
        sql.update(
            SAVE_SUPERSEDED,
            row.status().wireName(),
            row.attempt(),
            row.kind(),
            row.computation(),
            row.writer(),
            row.checksum(),
            row.record().text(),
            number);
      }
    }
    if (effective.isEmpty()) {
      sql.update(SAVE_REMOVED, removed, number);
    } else if (effective.get().equals(storedEffective)) {
      sql.update(
          "UPDATE runs SET highest = ?, removed = ? WHERE number = ?", highest(), removed, number);
    } else {
      saveEffective(sql, effective.get());
    }
  }

  private void saveEffective(Sql sql, AttemptRow row) throws SQLException {
    sql.update(
        SAVE_EFFECTIVE,
        highest(),
        removed,
        row.status().wireName(),
        row.attempt(),
        row.kind(),
        row.computation(),
        row.writer(),
        row.checksum(),
        row.record().text(),
        number);
  }
}
