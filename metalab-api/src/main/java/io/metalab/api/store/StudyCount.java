package io.metalab.api.store;

import static java.util.Objects.requireNonNull;

import io.metalab.api.RunStatus;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * How many runs of one experiment a store holds, by status.
 *
 * @param experimentId {@code name:version}
 * @param byStatus counts of effective records; a status that no run has may be absent
 */
public record StudyCount(String experimentId, Map<RunStatus, Long> byStatus) {
  public StudyCount {
    requireNonNull(experimentId, "experimentId");
    EnumMap<RunStatus, Long> copy = new EnumMap<>(RunStatus.class);
    copy.putAll(byStatus);
    byStatus = Collections.unmodifiableMap(copy);
  }

  /** Returns the number of runs with this status. */
  public long count(RunStatus status) {
    return byStatus.getOrDefault(status, 0L);
  }

  /** Returns the number of runs. */
  public long total() {
    return byStatus.values().stream().mapToLong(Long::longValue).sum();
  }
}
