package io.metalab.store.file;

import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Running records on their way to the journal; used by the committer's thread alone.
 *
 * <p>An attempt that begins while others end is announced one commit later, and not at all if it is
 * over by then; one that begins while nothing else happens is announced at once. So whoever works
 * through short runs writes of each its end alone, a long run is visible after two commits, and
 * what a dying process leaves unannounced began within the last of them.
 */
final class Announcements {
  private List<Entry> held = new ArrayList<>();

  private record AttemptKey(RunId runId, int attempt) {
    static AttemptKey of(RunRecord record) {
      return new AttemptKey(record.runId(), record.attempt());
    }
  }

  /** Returns whether a commit is due although nothing may have been queued since the last. */
  boolean isPending() {
    return !held.isEmpty();
  }

  /** Returns what to commit together: what was held back, then the batch, less what is held now. */
  List<Entry> due(List<Entry> batch) {
    Set<AttemptKey> ended = new HashSet<>();
    for (Entry entry : batch) {
      if (entry instanceof Entry.Finished finished) {
        ended.add(AttemptKey.of(finished.record()));
      }
    }
    if (ended.isEmpty() && held.isEmpty()) {
      return batch;
    }
    List<Entry> due = held;
    held = new ArrayList<>();
    for (Entry entry : batch) {
      if (entry instanceof Entry.Running running
          && !ended.isEmpty()
          && !ended.contains(AttemptKey.of(running.record()))) {
        held.add(running);
      } else {
        due.add(entry);
      }
    }
    return due;
  }
}
