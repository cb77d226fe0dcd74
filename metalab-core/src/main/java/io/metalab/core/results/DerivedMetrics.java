package io.metalab.core.results;

import io.metalab.api.DerivedMetric;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Computes derived metrics of successful records, named {@code group.name}.
 *
 * <p>A group that throws is left out and told of; the others are kept.
 *
 * @param groups what computes the metrics, by name of the group
 */
record DerivedMetrics(Map<String, DerivedMetric> groups) {
  static final DerivedMetrics NONE = new DerivedMetrics(Map.of());

  DerivedMetrics {
    groups = Collections.unmodifiableMap(new LinkedHashMap<>(groups));
  }

  /**
   * What was derived from one record.
   *
   * @param values numbers, booleans and strings by full name
   * @param problems what could not be computed, by group
   */
  record Derived(Map<String, Object> values, Map<String, Exception> problems) {}

  /** Returns what is derived from a record; nothing unless it is a success. */
  Derived compute(RunRecord record) {
    Map<String, Object> values = new LinkedHashMap<>();
    Map<String, Exception> problems = new LinkedHashMap<>();
    if (record.status() == RunStatus.SUCCESS) {
      groups.forEach(
          (group, metric) -> {
            try {
              values.putAll(values(group, metric, record));
            } catch (Exception e) {
              if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
              }
              problems.put(group, e);
            }
          });
    }
    return new Derived(values, problems);
  }

  /** Returns the record with what is derived from it, and a note for each problem. */
  RunRecord addTo(RunRecord record) {
    Derived computed = compute(record);
    if (computed.values().isEmpty() && computed.problems().isEmpty()) {
      return record;
    }
    Map<String, Object> derived = new LinkedHashMap<>(record.derived());
    derived.putAll(computed.values());
    List<String> notes = new ArrayList<>(record.notes());
    computed
        .problems()
        .forEach((group, e) -> notes.add("derived metrics '%s' failed: %s".formatted(group, e)));
    return record.toBuilder().derived(derived).notes(notes).build();
  }

  private static Map<String, Object> values(String group, DerivedMetric metric, RunRecord record)
      throws Exception {
    Map<String, Object> values = new LinkedHashMap<>();
    metric
        .compute(record)
        .forEach((name, value) -> values.put(group + "." + name, checked(name, value)));
    return values;
  }

  private static Object checked(String name, Object value) {
    if (value instanceof Integer number) {
      return (long) number;
    }
    if (value instanceof Long
        || value instanceof Double
        || value instanceof Boolean
        || value instanceof String) {
      return value;
    }
    throw new IllegalArgumentException(
        "The derived metric %s (%s) must be an int, a long, a double, a boolean or a string."
            .formatted(name, value));
  }
}
