package io.metalab.core.search;

import io.metalab.api.ErrorCode;
import io.metalab.api.Experiment;
import io.metalab.api.MetalabException;
import io.metalab.api.PruneRule;
import io.metalab.api.search.AdaptiveParamSource;
import io.metalab.api.search.Evidence;
import io.metalab.api.store.Store;
import io.metalab.api.store.StoredDocument;
import io.metalab.core.json.CanonicalJson;
import io.metalab.core.json.Json;
import io.metalab.core.plan.StudyPlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The log of a search, documents of its store: one that says what decides the suggestions, and one
 * for each suggestion, durable before its runs begin.
 *
 * <p>Each names the digest of the one before. Where two follow on one, the one put last counts: the
 * other is what a search left behind that was started over since none of its runs had a value.
 */
final class SearchLog {
  private static final String KIND = "search";
  private static final String STAGE = "stage";
  private static final int KIND_DIGITS = 16;

  private final Store store;
  private final String study;
  private final String stage;
  private final String header;
  private final String id;

  private SearchLog(Store store, String study, String stage, String header) {
    this.store = store;
    this.study = study;
    this.stage = stage;
    this.header = header;
    this.id = CanonicalJson.sha256(header);
  }

  /** Returns the log of the search of a plan. */
  static SearchLog of(StudyPlan plan, AdaptiveParamSource search, Store store) {
    Experiment experiment = plan.experiment();
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("v", 1L);
    map.put("study", experiment.id());
    if (!experiment.stage().isEmpty()) {
      map.put(STAGE, experiment.stage());
    }
    map.put("operation", experiment.operationSpec().qualifiedKey());
    map.put("context", plan.contextFingerprint());
    map.put("seed", experiment.seeds().root());
    map.put("replicates", (long) experiment.seeds().replicates());
    map.put("goal", List.of(experiment.goal().metric(), experiment.goal().minimize()));
    map.put("search", search.configuration());
    if (!experiment.prune().isNone()) {
      map.put("prune", prune(experiment.prune()));
    }
    return new SearchLog(store, experiment.id(), experiment.stage(), Json.write(map));
  }

  private static Map<String, Object> prune(PruneRule rule) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("start", (long) rule.start());
    map.put("warmup", rule.warmup());
    map.put("patience", (long) rule.patience());
    map.put("delta", rule.delta());
    return map;
  }

  /** Returns the digest of what decides the suggestions. */
  String id() {
    return id;
  }

  /**
   * Checks that the store holds no suggestions of another search of the same study and stage.
   *
   * @throws MetalabException with {@code INVALID_STUDY} if it does
   */
  void check() {
    for (StoredDocument other : store.documents(KIND)) {
      Map<String, @Nullable Object> stored = Json.parseObject(other.text());
      if (other.sha256().equals(id)) {
        return;
      }
      boolean isSame =
          study.equals(stored.get("study")) && stage.equals(stored.getOrDefault(STAGE, ""));
      if (isSame && !store.documents(kind(other.sha256())).isEmpty()) {
        throw new MetalabException(
            ErrorCode.INVALID_STUDY,
            """
            The store holds the log of another search of %s: %s.
            Maybe give the study another version, or put back what the log was made with.\
            """
                .formatted(
                    stage.isEmpty() ? study : "the stage '%s' of %s".formatted(stage, study),
                    String.join(", ", differences(stored, Json.parseObject(header)))));
      }
    }
  }

  private static List<String> differences(
      Map<String, @Nullable Object> stored, Map<String, @Nullable Object> own) {
    List<String> differences = new ArrayList<>();
    own.forEach(
        (key, value) -> {
          if (value instanceof Map<?, ?> search && stored.get(key) instanceof Map<?, ?> before) {
            search.forEach((name, now) -> add(differences, name, before.get(name), now));
          } else {
            add(differences, key, stored.get(key), value);
          }
        });
    return differences;
  }

  private static void add(
      List<String> differences, Object key, @Nullable Object before, @Nullable Object now) {
    if (!Objects.equals(before, now)) {
      differences.add("its %s is %s, not %s".formatted(key, Json.write(before), Json.write(now)));
    }
  }

  /** Makes the search known. */
  void begin() {
    store.putDocument(KIND, header);
  }

  /**
   * Returns the suggestions that were made, in order; none if no run had a value yet, since what
   * failed altogether may have been mended.
   */
  List<SuggestionEntry> read() {
    Map<String, Stored> next = new HashMap<>();
    for (StoredDocument document : store.documents(kind(id))) {
      SuggestionEntry entry = parse(document);
      next.put(entry.previous(), new Stored(document.sha256(), entry));
    }
    List<SuggestionEntry> entries = new ArrayList<>();
    for (Stored at = next.get(id); at != null; at = next.get(at.sha256())) {
      entries.add(at.entry());
    }
    boolean valued =
        entries.stream()
            .flatMap(entry -> entry.told().stream())
            .anyMatch(told -> told.evidence().outcome() == Evidence.Outcome.VALUED);
    return valued ? entries : List.of();
  }

  private record Stored(String sha256, SuggestionEntry entry) {}

  private SuggestionEntry parse(StoredDocument document) {
    try {
      return SuggestionEntry.parse(document.text());
    } catch (RuntimeException e) {
      throw new MetalabException(
          ErrorCode.STORE_CORRUPT,
          "The document %s of the store is no suggestion of a search: %s"
              .formatted(document.sha256(), e.getMessage()),
          e);
    }
  }

  /** Keeps a suggestion; durable when this returns. Returns the digest that the next one names. */
  String append(SuggestionEntry entry) {
    return store.putDocument(kind(id), entry.toJson());
  }

  private static String kind(String id) {
    return KIND + "-" + id.substring(0, KIND_DIGITS);
  }
}
