package io.metalab.store;

import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Running records on their way to a commit; used by the committing thread alone.
 *
 * <p>An attempt that begins while others end is announced one commit later, and not at all if it is
 * over by then; one that begins while nothing else happens is announced at once. So whoever works
 * through short runs writes of each its end alone, a long run is visible after two commits, and
 * what a dying process leaves unannounced began within the last of them.
 *
 * @param <E> what is committed, records and other things
 */
public final class Announcements<E> {
  private final Function<E, @Nullable RunRecord> records;
  private List<E> held = new ArrayList<>();

  /**
   * Creates announcements; none is held back.
   *
   * @param records returns the record of an entry, or null for something else
   */
  public Announcements(Function<E, @Nullable RunRecord> records) {
    this.records = records;
  }

  private record AttemptKey(RunId runId, int attempt) {
    static AttemptKey of(RunRecord record) {
      return new AttemptKey(record.runId(), record.attempt());
    }
  }

  /** Returns whether a commit is due although nothing may have been queued since the last. */
  public boolean isPending() {
    return !held.isEmpty();
  }

  /** Returns what to commit together: what was held back, then the batch, less what is held now. */
  public List<E> due(List<E> batch) {
    boolean begins = batch.stream().anyMatch(this::begins);
    if (!begins && held.isEmpty()) {
      return batch;
    }
    Set<AttemptKey> ended = begins ? ended(batch) : Set.of();
    List<E> due = held;
    held = new ArrayList<>();
    for (E entry : batch) {
      RunRecord record = records.apply(entry);
      boolean waits =
          record != null
              && begins(entry)
              && !ended.isEmpty()
              && !ended.contains(AttemptKey.of(record));
      (waits ? held : due).add(entry);
    }
    return due;
  }

  private boolean begins(E entry) {
    RunRecord record = records.apply(entry);
    return record != null && !record.status().isFinished();
  }

  private Set<AttemptKey> ended(List<E> batch) {
    Set<AttemptKey> ended = new HashSet<>();
    for (E entry : batch) {
      RunRecord record = records.apply(entry);
      if (record != null && record.status().isFinished()) {
        ended.add(AttemptKey.of(record));
      }
    }
    return ended;
  }
}
