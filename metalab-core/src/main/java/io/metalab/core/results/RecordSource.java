package io.metalab.core.results;

import io.metalab.api.RunRecord;
import io.metalab.api.store.Store;
import io.metalab.core.frame.StudyFrame;
import io.metalab.core.where.FilterException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The records of a store, and what fields they have, looked up once; safe for many threads. */
final class RecordSource {
  /** How many records are looked at before a name is held to be unknown and all are read. */
  private static final long SAMPLE = 1_000;

  private final Store store;
  private final String experimentId;
  private final DerivedMetrics derived;
  private volatile @Nullable Schema schema;

  RecordSource(Store store, String experimentId, DerivedMetrics derived) {
    this.store = store;
    this.experimentId = experimentId;
    this.derived = derived;
  }

  /** Returns these records with derived metrics; their fields are looked up anew. */
  RecordSource with(DerivedMetrics newDerived) {
    return new RecordSource(store, experimentId, newDerived);
  }

  /** Returns these records as columns. */
  StudyFrame frame() {
    return derived.groups().isEmpty()
        ? StudyFrame.of(store, experimentId)
        : StudyFrame.of(this::records);
  }

  Store store() {
    return store;
  }

  /** Returns the records, to be closed. */
  Stream<RunRecord> records() {
    return store.runRecords(experimentId).map(derived::addTo);
  }

  /** Returns the fields of all records. */
  Schema fields() {
    Schema known = schema;
    return known != null && known.isComplete() ? known : scan(Long.MAX_VALUE);
  }

  /**
   * Resolves names by the fields of some records, and only where that fails by those of all.
   *
   * @throws FilterException if it fails there, too
   */
  <R> R resolve(Function<Schema, R> resolver) {
    Schema known = schema == null ? scan(SAMPLE) : schema;
    if (known.isComplete()) {
      return resolver.apply(known);
    }
    try {
      return resolver.apply(known);
    } catch (FilterException e) {
      return resolver.apply(fields());
    }
  }

  private Schema scan(long limit) {
    try (Stream<RunRecord> records = records()) {
      Schema scanned = Schema.of(records, limit);
      schema = scanned;
      return scanned;
    }
  }
}
