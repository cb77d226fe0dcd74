package io.metalab.core.artifact;

import static java.util.Objects.requireNonNull;

import io.metalab.api.ArtifactDescriptor;
import io.metalab.api.ArtifactValue;
import io.metalab.api.ErrorCode;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.store.RecordLookupStore;
import io.metalab.api.store.Store;
import io.metalab.core.artifact.ArtifactResolution.Found;
import io.metalab.core.artifact.ArtifactResolution.Missing;
import io.metalab.core.registry.DidYouMean;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Looks artifacts of earlier runs up in a store; those of successful runs alone can be used. */
public final class StoredArtifacts implements ArtifactResolver {
  private static final int MOST_SHOWN = 10;

  private final Supplier<Store> stores;
  private final String name;

  private StoredArtifacts(Supplier<Store> stores, String name) {
    this.stores = requireNonNull(stores, "stores");
    this.name = requireNonNull(name, "name");
  }

  /** Returns a resolver of the artifacts of a store. */
  public static StoredArtifacts of(Store store) {
    return new StoredArtifacts(() -> store, store.locator());
  }

  /**
   * Returns a resolver of the artifacts of a store that is asked for at each look-up.
   *
   * @param name what people call it
   */
  public static StoredArtifacts of(Supplier<Store> store, String name) {
    return new StoredArtifacts(store, name);
  }

  @Override
  public Map<ArtifactValue, ArtifactResolution> resolve(Collection<ArtifactValue> references) {
    if (references.isEmpty()) {
      return Map.of();
    }
    Store store = stores.get();
    Map<String, List<RunId>> candidates = new HashMap<>();
    references.forEach(
        reference ->
            candidates.computeIfAbsent(reference.run(), run -> candidates(store, reference)));
    Set<RunId> asked = new LinkedHashSet<>();
    candidates.values().stream().filter(ids -> ids.size() == 1).forEach(asked::addAll);
    Map<RunId, RunRecord> records = RecordLookupStore.findRunRecords(store, asked);
    Map<ArtifactValue, ArtifactResolution> resolved = new LinkedHashMap<>();
    references.forEach(
        reference ->
            resolved.put(
                reference,
                resolve(reference, requireNonNull(candidates.get(reference.run())), records)));
    return resolved;
  }

  private static List<RunId> candidates(Store store, ArtifactValue reference) {
    return reference.hasRunId()
        ? List.of(reference.runId())
        : store.findByPrefix(reference.run(), MOST_SHOWN + 1);
  }

  private ArtifactResolution resolve(
      ArtifactValue reference, List<RunId> ids, Map<RunId, RunRecord> records) {
    if (ids.size() > 1) {
      return Missing.ofRun(
          ErrorCode.AMBIGUOUS_ID,
          "several runs of %s start with these digits: %s."
              .formatted(name, shown(ids.stream().map(id -> id.hex().substring(0, 12)).toList())),
          "write more digits");
    }
    RunRecord record = ids.isEmpty() ? null : records.get(ids.get(0));
    if (record == null) {
      return Missing.ofRun(
          ErrorCode.NOT_FOUND,
          "the store %s holds no such run.".formatted(name),
          "look with metalab ls");
    }
    if (record.status() != RunStatus.SUCCESS) {
      return Missing.ofRun(
          ErrorCode.NOT_FOUND,
          "the run is of status %s, and inputs come from successes."
              .formatted(record.status().wireName()),
          "run %s first".formatted(record.experimentId()));
    }
    return resolve(record, reference.name());
  }

  /**
   * Says what a run captured under a name.
   *
   * @param record the record of a successful run
   */
  public static ArtifactResolution resolve(RunRecord record, String name) {
    return ArtifactContent.find(record, name)
        .<ArtifactResolution>map(
            content -> new Found(new ArtifactValue(record.runId(), name, content.sha256())))
        .orElseGet(() -> noSuchName(name, record));
  }

  private static Missing noSuchName(String name, RunRecord record) {
    List<String> names = record.artifacts().stream().map(ArtifactDescriptor::name).toList();
    if (names.isEmpty()) {
      return new Missing(ErrorCode.NOT_FOUND, true, "the run has no artifacts.", "");
    }
    Set<String> known = new LinkedHashSet<>(names);
    for (String file : names) {
      for (int end = file.indexOf('/'); end >= 0; end = file.indexOf('/', end + 1)) {
        known.add(file.substring(0, end));
      }
    }
    return new Missing(
        ErrorCode.NOT_FOUND,
        true,
        "the run has none of this name. Its artifacts are %s.".formatted(shown(names)),
        DidYouMean.closest(name, known).orElse(""));
  }

  private static String shown(List<String> words) {
    List<String> shown = new ArrayList<>(words.subList(0, Math.min(MOST_SHOWN, words.size())));
    if (shown.size() < words.size()) {
      shown.add("…");
    }
    return String.join(", ", shown);
  }
}
