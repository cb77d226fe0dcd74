package io.metalab.core.results;

import io.metalab.api.ArtifactValue;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.store.Store;
import io.metalab.core.identity.FileRefs;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * From which runs the artifacts come that a run took in its params, and which runs took its own.
 *
 * @param takes the names of the artifacts that it took, by run
 * @param taken the names of its artifacts that others took, by run
 */
public record RunLinks(Map<RunId, Set<String>> takes, Map<RunId, Set<String>> taken) {
  public RunLinks {
    takes = new LinkedHashMap<>(takes);
    taken = new LinkedHashMap<>(taken);
  }

  /**
   * Finds the links of a run. Those who took its artifacts are looked for among all runs of its
   * study, which costs as much as reading them; none are looked for unless it is of a stage and has
   * artifacts.
   */
  public static RunLinks of(RunRecord record, Store store) {
    Map<RunId, Set<String>> taken = new LinkedHashMap<>();
    if (!record.stage().isEmpty() && !record.artifacts().isEmpty()) {
      try (Stream<RunRecord> records = store.runRecords(record.experimentId())) {
        records.forEach(
            other -> {
              Set<String> names = artifacts(other).get(record.runId());
              if (names != null) {
                taken.put(other.runId(), names);
              }
            });
      }
    }
    return new RunLinks(artifacts(record), taken);
  }

  private static Map<RunId, Set<String>> artifacts(RunRecord record) {
    List<ArtifactValue> artifacts = new ArrayList<>();
    FileRefs.forEach(
        record.params(),
        reference -> {
          if (reference instanceof ArtifactValue artifact && artifact.hasRunId()) {
            artifacts.add(artifact);
          }
        });
    Map<RunId, Set<String>> byRun = new LinkedHashMap<>();
    artifacts.forEach(
        artifact ->
            byRun
                .computeIfAbsent(artifact.runId(), run -> new LinkedHashSet<>())
                .add(artifact.name()));
    return byRun;
  }
}
