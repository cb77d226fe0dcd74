package io.metalab.api.store;

import static java.util.Objects.requireNonNull;

import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * How many runs of one experiment a store holds, by status.
 *
 * @param experimentId {@code name:version}
 * @param byStatus counts of effective records; a status that no run has may be absent
 * @param successesByCode how many of the successes were executed by which code, by its digest;
 *     empty for unknown code
 */
public record StudyCount(
    String experimentId, Map<RunStatus, Long> byStatus, Map<String, Long> successesByCode) {
  public StudyCount {
    requireNonNull(experimentId, "experimentId");
    EnumMap<RunStatus, Long> copy = new EnumMap<>(RunStatus.class);
    copy.putAll(byStatus);
    byStatus = Collections.unmodifiableMap(copy);
    successesByCode = Collections.unmodifiableMap(new TreeMap<>(successesByCode));
  }

  /** Returns the count of an experiment that has no runs. */
  public static StudyCount none(String experimentId) {
    return new StudyCount(experimentId, Map.of(), Map.of());
  }

  /** Returns the counts of the experiments of effective records, in the order of their ids. */
  public static List<StudyCount> of(Stream<RunRecord> records) {
    Map<String, Map<RunStatus, Long>> statuses = new TreeMap<>();
    Map<String, Map<String, Long>> codes = new TreeMap<>();
    records.forEachOrdered(
        record -> {
          statuses
              .computeIfAbsent(record.experimentId(), id -> new EnumMap<>(RunStatus.class))
              .merge(record.status(), 1L, Long::sum);
          Map<String, Long> byCode =
              codes.computeIfAbsent(record.experimentId(), id -> new TreeMap<>());
          if (record.status() == RunStatus.SUCCESS) {
            byCode.merge(record.provenance().codeDigest(), 1L, Long::sum);
          }
        });
    return statuses.entrySet().stream()
        .map(
            entry ->
                new StudyCount(
                    entry.getKey(), entry.getValue(), codes.getOrDefault(entry.getKey(), Map.of())))
        .toList();
  }

  /** Returns the number of runs with this status. */
  public long count(RunStatus status) {
    return byStatus.getOrDefault(status, 0L);
  }

  /** Returns the number of successes that other code than this executed, as far as is known. */
  public long stale(String codeDigest) {
    return stale(Set.of(codeDigest));
  }

  /** Returns the number of successes that none of these codes executed, as far as is known. */
  public long stale(Set<String> codeDigests) {
    return successesByCode.entrySet().stream()
        .filter(entry -> !entry.getKey().isEmpty() && !codeDigests.contains(entry.getKey()))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** Returns the number of runs. */
  public long total() {
    return byStatus.values().stream().mapToLong(Long::longValue).sum();
  }
}
