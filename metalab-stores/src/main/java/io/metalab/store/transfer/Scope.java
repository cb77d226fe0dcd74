package io.metalab.store.transfer;

import static java.util.Objects.requireNonNull;

import io.metalab.api.store.Store;
import io.metalab.api.store.StoredDocument;
import io.metalab.api.store.StudyCount;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/**
 * What of a store is meant.
 *
 * @param experimentId {@code name:version}, or empty for all experiments
 * @param documents tells whether a document goes with runs that have these context fingerprints
 */
public record Scope(String experimentId, BiPredicate<StoredDocument, Set<String>> documents) {
  /** Everything. */
  public static final Scope ALL = new Scope("", (document, contexts) -> true);

  public Scope {
    requireNonNull(experimentId, "experimentId");
    requireNonNull(documents, "documents");
  }

  /** Returns how the runs that are meant stand in a store, by experiment. */
  Stream<StudyCount> counts(Store store) {
    return store.counts().stream()
        .filter(count -> experimentId.isEmpty() || count.experimentId().equals(experimentId));
  }
}
