package io.metalab.core.sensitivity;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.store.Store;
import io.metalab.core.plan.StudyPlan;
import io.metalab.core.registry.DidYouMean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The metric at each point of a plan: the mean of its successful replicates, or NaN where there is
 * no finite value.
 */
final class PointValues {
  private static final int MOST_NAMED = 20;

  private final double[] values;
  private final List<MissingPoint> missing = new ArrayList<>();
  private long missingPoints;
  private long partialPoints;

  private PointValues(int points) {
    this.values = new double[points];
  }

  /**
   * Reads the values from a store.
   *
   * @throws MetalabException with {@link ErrorCode#NOT_FOUND} if no run has the metric
   */
  static PointValues read(StudyPlan plan, Store store, String metric) {
    Map<RunId, Double> stored = new HashMap<>();
    Map<RunId, String> reasons = new HashMap<>();
    Set<String> names = new TreeSet<>();
    try (Stream<RunRecord> records = store.runRecords(plan.experiment().id())) {
      records.forEach(
          record -> {
            names.addAll(record.metrics().keySet());
            if (record.status() != RunStatus.SUCCESS) {
              reasons.put(record.runId(), record.status().wireName());
            } else if (!(record.metrics().get(metric) instanceof Number value)) {
              reasons.put(record.runId(), "no metric " + metric);
            } else if (!Double.isFinite(value.doubleValue())) {
              reasons.put(record.runId(), metric + " is not finite");
            } else {
              stored.put(record.runId(), value.doubleValue());
            }
          });
    }
    if (stored.isEmpty()) {
      throw new MetalabException(
          ErrorCode.NOT_FOUND,
          "No successful run of %s has a finite number as metric '%s'.%s"
              .formatted(plan.experiment().id(), metric, DidYouMean.hint(metric, names)));
    }
    return of(plan, stored, reasons);
  }

  private static PointValues of(
      StudyPlan plan, Map<RunId, Double> stored, Map<RunId, String> reasons) {
    int replicates = plan.experiment().seeds().runsPerPoint();
    List<RunId> ids = plan.ids(0, plan.size());
    PointValues all = new PointValues(Math.toIntExact(plan.size() / replicates));
    for (int point = 0; point < all.values.length; point++) {
      double sum = 0;
      int count = 0;
      for (RunId id : ids.subList(point * replicates, (point + 1) * replicates)) {
        Double value = stored.get(id);
        sum += value == null ? 0 : value;
        count += value == null ? 0 : 1;
      }
      all.values[point] = count == 0 ? Double.NaN : sum / count;
      if (count == 0) {
        RunId first = ids.get(point * replicates);
        all.addMissing(plan, point, first, reasons.getOrDefault(first, "not run"));
      } else if (count < replicates) {
        all.partialPoints++;
      }
    }
    return all;
  }

  private void addMissing(StudyPlan plan, int point, RunId run, String reason) {
    missingPoints++;
    if (missing.size() < MOST_NAMED) {
      missing.add(new MissingPoint(plan.experiment().params().caseAt(point).caseId(), run, reason));
    }
  }

  /** Returns the value at a point, NaN if it is missing. */
  double at(int point) {
    return values[point];
  }

  long missingPoints() {
    return missingPoints;
  }

  /** Returns the first missing points. */
  List<MissingPoint> missing() {
    return missing;
  }

  long partialPoints() {
    return partialPoints;
  }

  /** Returns the values of the groups of so many successive points that are complete. */
  List<double[]> completeGroups(int groupSize) {
    List<double[]> groups = new ArrayList<>();
    for (int from = 0; from < values.length; from += groupSize) {
      double[] group = Arrays.copyOfRange(values, from, from + groupSize);
      boolean complete = true;
      for (double value : group) {
        complete &= !Double.isNaN(value);
      }
      if (complete) {
        groups.add(group);
      }
    }
    return groups;
  }
}
