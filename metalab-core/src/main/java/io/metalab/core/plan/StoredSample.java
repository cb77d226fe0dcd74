package io.metalab.core.plan;

import io.metalab.api.RunRecord;
import io.metalab.api.store.Store;
import io.metalab.api.store.StudyCount;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A bounded look at the stored runs of some experiments, so that large stores cost no more. */
final class StoredSample {
  private static final int MOST_READ = 20_000;
  private static final int MOST_KEPT = 1_000;
  private static final int MOST_EXPERIMENTS = 8;

  /** A stored run with the leaves of its identity. */
  record Entry(RunRecord record, Map<String, String> leaves) {}

  private StoredSample() {}

  /** Returns the stored experiments with this name, one with this very id last. */
  static List<String> experimentsNamed(Store store, String name, String id) {
    List<String> stored = store.counts().stream().map(StudyCount::experimentId).toList();
    List<String> found = new ArrayList<>(stored);
    found.removeIf(other -> !other.startsWith(name + ":") || other.equals(id));
    if (stored.contains(id)) {
      found.add(id);
    }
    return found.subList(Math.max(0, found.size() - MOST_EXPERIMENTS), found.size());
  }

  /**
   * Returns runs of these experiments, of each the last among the first thousands.
   *
   * @param known canonical texts of contexts by fingerprint that need not be looked up
   */
  static List<Entry> of(Store store, List<String> experiments, Map<String, String> known) {
    Map<String, Optional<String>> contexts = new HashMap<>();
    known.forEach((fingerprint, text) -> contexts.put(fingerprint, Optional.of(text)));
    List<Entry> entries = new ArrayList<>();
    for (String experiment : experiments) {
      for (RunRecord record : last(store, experiment)) {
        Optional<String> context =
            contexts.computeIfAbsent(record.contextFingerprint(), store::findDocument);
        entries.add(new Entry(record, IdentityLeaves.of(record.identity(), context)));
      }
    }
    return entries;
  }

  private static Deque<RunRecord> last(Store store, String experiment) {
    Deque<RunRecord> kept = new ArrayDeque<>();
    try (Stream<RunRecord> records = store.runRecords(experiment)) {
      Iterator<RunRecord> iterator = records.limit(MOST_READ).iterator();
      while (iterator.hasNext()) {
        if (kept.size() == MOST_KEPT) {
          kept.removeFirst();
        }
        kept.addLast(iterator.next());
      }
    }
    return kept;
  }
}
