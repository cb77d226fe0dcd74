package io.metalab.store.archive;

import io.metalab.api.RunStatus;
import io.metalab.api.store.StoredRun;
import io.metalab.api.store.StudyCount;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Counts runs by what the index tells of them. */
final class ArchiveCounts {
  private final Map<RunStatus, Long> statuses = new EnumMap<>(RunStatus.class);
  private final Map<String, Long> codes = new TreeMap<>();

  static List<StudyCount> of(Stream<ArchiveRuns.Place> places) {
    Map<String, ArchiveCounts> counts = new TreeMap<>();
    places.forEachOrdered(
        place ->
            place
                .stored()
                .ifPresent(
                    run ->
                        counts
                            .computeIfAbsent(place.experimentId(), id -> new ArchiveCounts())
                            .add(run)));
    return counts.entrySet().stream()
        .map(
            entry ->
                new StudyCount(entry.getKey(), entry.getValue().statuses, entry.getValue().codes))
        .toList();
  }

  private void add(StoredRun run) {
    statuses.merge(run.status(), 1L, Long::sum);
    if (run.status() == RunStatus.SUCCESS) {
      codes.merge(run.codeDigest(), 1L, Long::sum);
    }
  }
}
