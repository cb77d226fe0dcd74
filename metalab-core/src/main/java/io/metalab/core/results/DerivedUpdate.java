package io.metalab.core.results;

import io.metalab.api.ErrorCode;
import io.metalab.api.Experiment;
import io.metalab.api.MetalabException;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.store.AnnotationStore;
import io.metalab.api.store.Store;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What became of an experiment's derived metrics in a store.
 *
 * @param updated number of runs whose derived metrics changed
 * @param problems what could not be computed, one for each group, in the order of the declaration
 */
public record DerivedUpdate(long updated, List<Problem> problems) {
  /** Nothing was derived. */
  public static final DerivedUpdate NONE = new DerivedUpdate(0, List.of());

  public DerivedUpdate {
    problems = List.copyOf(problems);
  }

  /**
   * A group of derived metrics that could not be computed.
   *
   * @param group its name
   * @param runs number of runs that lack it
   * @param example the first of them
   * @param message what went wrong there
   */
  public record Problem(String group, long runs, RunId example, String message) {}

  /**
   * Computes the derived metrics of each successful run that a store holds of an experiment, or of
   * the stage that it is, and stores what is new or has changed; no run is executed.
   *
   * <p>Metrics are computed one after the other, on this thread. One that throws is told of, and
   * what was stored of it before stays.
   *
   * @throws MetalabException with {@link ErrorCode#STORE_UNUSABLE} if the store takes no derived
   *     metrics, or what the store throws
   */
  public static DerivedUpdate apply(Experiment experiment, Store store) {
    if (experiment.derived().isEmpty()) {
      return NONE;
    }
    if (!(store instanceof AnnotationStore annotations)) {
      throw new MetalabException(
          ErrorCode.STORE_UNUSABLE,
          "The store %s takes no derived metrics. Maybe copy the study to another store."
              .formatted(store.locator()));
    }
    DerivedMetrics metrics = new DerivedMetrics(experiment.derived());
    Map<String, Problem> problems = new LinkedHashMap<>();
    long updated = 0;
    try (AnnotationWriter writer = new AnnotationWriter(annotations);
        Stream<RunRecord> records = store.runRecords(experiment.id())) {
      Stream<RunRecord> ofStage =
          records.filter(
              record -> experiment.stage().isEmpty() || record.stage().equals(experiment.stage()));
      for (RunRecord record : (Iterable<RunRecord>) ofStage::iterator) {
        DerivedMetrics.Derived derived = metrics.compute(record);
        derived.problems().forEach((group, e) -> count(problems, group, record, e));
        Map<String, Object> changed = new LinkedHashMap<>(derived.values());
        changed.entrySet().removeIf(entry -> isStored(record, entry));
        if (!changed.isEmpty()) {
          writer.submit(target -> target.putDerived(record.runId(), changed));
          updated++;
        }
      }
    }
    return new DerivedUpdate(updated, ordered(experiment, problems));
  }

  private static boolean isStored(RunRecord record, Map.Entry<String, Object> value) {
    return value.getValue().equals(record.derived().get(value.getKey()));
  }

  private static void count(
      Map<String, Problem> problems, String group, RunRecord record, Exception e) {
    Problem first = new Problem(group, 1, record.runId(), e.toString());
    problems.merge(
        group,
        first,
        (known, more) -> new Problem(group, known.runs() + 1, known.example(), known.message()));
  }

  private static List<Problem> ordered(Experiment experiment, Map<String, Problem> problems) {
    return experiment.derived().keySet().stream()
        .map(problems::get)
        .filter(Objects::nonNull)
        .toList();
  }
}
