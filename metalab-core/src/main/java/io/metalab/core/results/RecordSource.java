package io.metalab.core.results;

import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.store.Store;
import io.metalab.api.store.StudyCount;
import io.metalab.core.frame.RowScan;
import io.metalab.core.frame.StudyFrame;
import io.metalab.core.where.FilterException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The records of a store, and what fields they have, looked up once; safe for many threads. */
final class RecordSource {
  /** How many records are looked at before a name is held to be unknown and all are read. */
  private static final int SAMPLE = 1_000;

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

  /** Returns these records as rows. */
  RowScan scan() {
    return derived.groups().isEmpty() ? RowScan.of(store, experimentId) : RowScan.of(this::records);
  }

  Store store() {
    return store;
  }

  /** Returns the number of records. */
  long count() {
    return store.counts().stream()
        .filter(count -> experimentId.isEmpty() || count.experimentId().equals(experimentId))
        .mapToLong(StudyCount::total)
        .sum();
  }

  /** Returns the records, to be closed. */
  Stream<RunRecord> records() {
    return store.runRecords(experimentId).map(derived::addTo);
  }

  /** Returns the record of a run, or empty if it has gone. */
  Optional<RunRecord> find(RunId run) {
    return store.findRunRecord(run).map(derived::addTo);
  }

  /** Returns the fields of all records. */
  Schema fields() {
    Schema known = schema;
    if (known == null || !known.isComplete()) {
      known = new Schema(scan().fields(), true);
      schema = known;
    }
    return known;
  }

  /**
   * Resolves names by the fields of some records, and only where that fails by those of all.
   *
   * @throws FilterException if it fails there, too
   */
  <R> R resolve(Function<Schema, R> resolver) {
    Schema known = schema;
    if (known == null) {
      known = sample();
      schema = known;
    }
    if (known.isComplete()) {
      return resolver.apply(known);
    }
    try {
      return resolver.apply(known);
    } catch (FilterException e) {
      return resolver.apply(fields());
    }
  }

  private Schema sample() {
    try (Stream<RunRecord> records = records()) {
      List<RunRecord> first = records.limit(SAMPLE + 1).toList();
      return Schema.of(first, first.size() <= SAMPLE);
    }
  }
}
