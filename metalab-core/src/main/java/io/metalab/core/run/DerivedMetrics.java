package io.metalab.core.run;

import io.metalab.api.DerivedMetric;
import io.metalab.api.ErrorCode;
import io.metalab.api.Experiment;
import io.metalab.api.MetalabException;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.store.AnnotationStore;
import io.metalab.api.store.Store;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Computes an experiment's derived metrics from its finished records. */
public final class DerivedMetrics {
  private DerivedMetrics() {}

  /**
   * A derived metric that could not be computed.
   *
   * @param runId the run
   * @param group name of the metric's group
   * @param message what went wrong
   */
  public record Problem(RunId runId, String group, String message) {}

  /**
   * What was derived.
   *
   * @param values derived metrics by name
   * @param problems what could not be computed
   */
  public record Derived(Map<String, Object> values, List<Problem> problems) {
    public Derived {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
      problems = List.copyOf(problems);
    }
  }

  /**
   * What {@link #apply} did.
   *
   * @param runs number of successful runs
   * @param updated number of runs whose derived metrics changed
   * @param problems what could not be computed
   */
  public record Report(long runs, long updated, List<Problem> problems) {
    public Report {
      problems = List.copyOf(problems);
    }
  }

  /** Returns the derived metrics of a record without storing them. */
  public static Derived compute(Experiment experiment, RunRecord record) {
    Map<String, Object> values = new LinkedHashMap<>();
    List<Problem> problems = new ArrayList<>();
    experiment.derived().forEach((group, metric) -> add(record, group, metric, values, problems));
    return new Derived(values, problems);
  }

  /**
   * Stores the derived metrics of each successful run; a metric that fails is reported, the others
   * are kept.
   *
   * @param overwrite whether names that a run has already are computed anew
   * @throws MetalabException with {@code STORE_UNUSABLE} if the store takes no derived metrics
   */
  public static Report apply(Experiment experiment, Store store, boolean overwrite) {
    if (!(store instanceof AnnotationStore annotations)) {
      throw new MetalabException(
          ErrorCode.STORE_UNUSABLE,
          "The store %s takes no derived metrics. Maybe copy the study to another store."
              .formatted(store.locator()));
    }
    long runs = 0;
    long updated = 0;
    List<Problem> problems = new ArrayList<>();
    try (Stream<RunRecord> records = store.runRecords(experiment.id())) {
      for (Iterator<RunRecord> each = records.iterator(); each.hasNext(); ) {
        RunRecord record = each.next();
        if (record.status() != RunStatus.SUCCESS) {
          continue;
        }
        runs++;
        Derived derived = compute(experiment, record);
        problems.addAll(derived.problems());
        Map<String, Object> changed = new LinkedHashMap<>(derived.values());
        changed
            .entrySet()
            .removeIf(
                entry ->
                    overwrite
                        ? entry.getValue().equals(record.derived().get(entry.getKey()))
                        : record.derived().containsKey(entry.getKey()));
        if (!changed.isEmpty()) {
          annotations.putDerived(record.runId(), changed);
          updated++;
        }
      }
    }
    return new Report(runs, updated, problems);
  }

  private static void add(
      RunRecord record,
      String group,
      DerivedMetric metric,
      Map<String, Object> values,
      List<Problem> problems) {
    try {
      Map<String, Object> computed = new LinkedHashMap<>();
      metric.compute(record).forEach((name, value) -> computed.put(name, checked(name, value)));
      values.putAll(computed);
    } catch (Exception e) {
      problems.add(new Problem(record.runId(), group, e.toString()));
    }
  }

  private static Object checked(String name, Object value) {
    if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
      return ((Number) value).longValue();
    }
    if (value instanceof Double
        || value instanceof Long
        || value instanceof Boolean
        || value instanceof String) {
      return value;
    }
    throw new MetalabException(
        ErrorCode.INVALID_VALUE,
        "The derived metric %s (%s) must be a number, a boolean or a string."
            .formatted(name, value));
  }
}
