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
 * Adds derived metrics to the records of successes, under {@code group.name}.
 *
 * <p>A group that throws is skipped with a note in the record; the others are kept.
 */
record DerivedMetrics(Map<String, DerivedMetric> groups) {
  static final DerivedMetrics NONE = new DerivedMetrics(Map.of());

  DerivedMetrics {
    groups = Collections.unmodifiableMap(new LinkedHashMap<>(groups));
  }

  RunRecord addTo(RunRecord record) {
    if (groups.isEmpty() || record.status() != RunStatus.SUCCESS) {
      return record;
    }
    Map<String, Object> derived = new LinkedHashMap<>(record.derived());
    List<String> notes = new ArrayList<>(record.notes());
    groups.forEach(
        (group, metric) -> {
          try {
            derived.putAll(values(group, metric, record));
          } catch (Exception e) {
            if (e instanceof InterruptedException) {
              Thread.currentThread().interrupt();
            }
            notes.add("derived metrics '%s' failed: %s".formatted(group, e));
          }
        });
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
