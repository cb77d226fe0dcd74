package io.metalab.core.plan;

import static java.util.Comparator.comparingInt;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.RunId;
import io.metalab.api.RunIds;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.store.Store;
import io.metalab.core.plan.StoredSample.Entry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Explains run ids: what went into them, and in what they differ from those of stored runs.
 *
 * <p>It looks at a bounded number of stored runs, so its answer about a large store is a sample of
 * it. Nothing is run and nothing is written.
 */
public final class Why {
  private static final int BATCH = 10_000;
  private static final long MOST_LOOKED_UP = 1_000_000;
  private static final long MOST_COMPARED = 10_000;

  private Why() {}

  /** Compares a plan with the stored runs of experiments of the same name. */
  public static PlanExplanation explain(StudyPlan plan, Store store) {
    String id = plan.experiment().id();
    return explain(plan, store, StoredSample.experimentsNamed(store, plan.experiment().name(), id));
  }

  /**
   * Compares a plan with the stored runs of one experiment.
   *
   * @param against {@code name:version}
   * @throws MetalabException with {@link ErrorCode#NOT_FOUND} if the store holds no runs of it
   */
  public static PlanExplanation explain(StudyPlan plan, Store store, String against) {
    PlanExplanation explanation = explain(plan, store, List.of(against));
    if (explanation.against().isEmpty()) {
      throw new MetalabException(
          ErrorCode.NOT_FOUND,
          "The store %s holds no runs of %s.".formatted(store.locator(), against));
    }
    return explanation;
  }

  /**
   * Compares a plan with one stored run.
   *
   * @throws MetalabException with {@link ErrorCode#NOT_FOUND} if the store does not hold the run
   */
  public static PlanExplanation explain(StudyPlan plan, Store store, RunId against) {
    return compared(plan, store, List.of(entry(store, record(store, against))));
  }

  /**
   * Explains the id of a stored run.
   *
   * @throws MetalabException with {@link ErrorCode#NOT_FOUND} if the store does not hold the run
   */
  public static RunExplanation explain(RunId runId, Store store) {
    Entry run = entry(store, record(store, runId));
    return nearest(runId, run.record().identity(), run.leaves(), store, Map.of());
  }

  /** Explains the id of a planned run. */
  public static RunExplanation explain(StudyPlan plan, PlannedRun run, Store store) {
    return nearest(
        run.runId(),
        run.identity(),
        IdentityLeaves.of(run.identity(), Optional.of(plan.contextText())),
        store,
        context(plan));
  }

  private static PlanExplanation explain(StudyPlan plan, Store store, List<String> experiments) {
    return compared(plan, store, StoredSample.of(store, experiments, context(plan)));
  }

  private static PlanExplanation compared(StudyPlan plan, Store store, List<Entry> stored) {
    List<Entry> reference = reference(plan, stored);
    long compared = Math.min(plan.size(), MOST_COMPARED);
    Instant finished =
        reference.stream()
            .map(entry -> entry.record().finished())
            .max(Instant::compareTo)
            .orElse(Instant.EPOCH);
    return new PlanExplanation(
        plan.experiment().id(),
        plan.size(),
        Math.min(plan.size(), MOST_LOOKED_UP),
        statuses(plan, store),
        reference.isEmpty() ? "" : reference.get(0).record().experimentId(),
        finished,
        compared,
        reference.isEmpty() ? List.of() : differences(plan, reference, compared));
  }

  private static Map<RunStatus, Long> statuses(StudyPlan plan, Store store) {
    Map<RunStatus, Long> counts = new EnumMap<>(RunStatus.class);
    long looked = Math.min(plan.size(), MOST_LOOKED_UP);
    for (long from = 0; from < looked; from += BATCH) {
      RunIds ids = plan.ids(from, Math.min(looked, from + BATCH));
      store.findRuns(ids).values().forEach(run -> counts.merge(run.status(), 1L, Long::sum));
    }
    return counts;
  }

  /**
   * The stored runs that share experiment, operation and context with each other and as many leaves
   * of these as possible with the plan; of equals the latest.
   */
  private static List<Entry> reference(StudyPlan plan, List<Entry> stored) {
    if (stored.isEmpty() || plan.size() == 0) {
      return List.of();
    }
    Map<String, String> planned = shared(leaves(plan, plan.runAt(0)));
    Map<Map<String, String>, List<Entry>> groups = new LinkedHashMap<>();
    for (Entry entry : stored) {
      Map<String, String> key = shared(entry.leaves());
      List<Entry> group = groups.remove(key); // goes to the end, where the latest are
      group = group == null ? new ArrayList<>() : group;
      group.add(entry);
      groups.put(key, group);
    }
    List<Map<String, String>> keys = new ArrayList<>(groups.keySet());
    Collections.reverse(keys);
    Map<String, String> best =
        keys.stream().min(comparingInt(key -> distance(key, planned))).orElseThrow();
    return groups.getOrDefault(best, List.of());
  }

  private static List<Difference> differences(
      StudyPlan plan, List<Entry> reference, long compared) {
    LeafCounts counts = new LeafCounts();
    reference.forEach(entry -> counts.addStored(entry.leaves()));
    FileNotes notes = new FileNotes();
    notes.add("context", plan.context().values());
    for (long k = 0; k < compared; k++) {
      long index = plan.size() <= compared ? k : (long) ((double) k / compared * plan.size());
      PlannedRun run = plan.runAt(index);
      notes.add("params", run.point().params());
      counts.addPlanned(leaves(plan, run));
    }
    return notes.addedTo(counts.differences());
  }

  private static RunExplanation nearest(
      RunId runId,
      String identity,
      Map<String, String> leaves,
      Store store,
      Map<String, String> contexts) {
    String id = leaves.getOrDefault("experiment", "").replace("\"", "");
    String name = id.substring(0, Math.max(0, id.lastIndexOf(':')));
    Optional<Entry> nearest =
        StoredSample.of(store, StoredSample.experimentsNamed(store, name, id), contexts).stream()
            .filter(entry -> !entry.record().runId().equals(runId))
            .min(comparingInt(entry -> distance(entry.leaves(), leaves)));
    LeafCounts counts = new LeafCounts();
    nearest.ifPresent(entry -> counts.addStored(entry.leaves()));
    counts.addPlanned(leaves);
    return new RunExplanation(
        runId,
        identity,
        leaves,
        nearest.map(entry -> entry.record().runId()),
        nearest.isPresent() ? counts.differences() : List.of());
  }

  private static Map<String, String> context(StudyPlan plan) {
    return Map.of(plan.contextFingerprint(), plan.contextText());
  }

  private static Map<String, String> leaves(StudyPlan plan, PlannedRun run) {
    return IdentityLeaves.of(run.identity(), Optional.of(plan.contextText()));
  }

  private static Map<String, String> shared(Map<String, String> leaves) {
    Map<String, String> shared = new LinkedHashMap<>(leaves);
    shared.keySet().removeIf(path -> path.startsWith("params.") || path.startsWith("seed."));
    return shared;
  }

  private static int distance(Map<String, String> a, Map<String, String> b) {
    Set<String> paths = new LinkedHashSet<>(a.keySet());
    paths.addAll(b.keySet());
    return (int) paths.stream().filter(path -> !Objects.equals(a.get(path), b.get(path))).count();
  }

  private static Entry entry(Store store, RunRecord record) {
    Optional<String> context = store.findDocument(record.contextFingerprint());
    return new Entry(record, IdentityLeaves.of(record.identity(), context));
  }

  private static RunRecord record(Store store, RunId runId) {
    return store
        .findRunRecord(runId)
        .orElseThrow(
            () ->
                new MetalabException(
                    ErrorCode.NOT_FOUND,
                    "The store %s does not hold the run %s.".formatted(store.locator(), runId)));
  }
}
