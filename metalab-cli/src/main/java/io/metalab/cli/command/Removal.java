package io.metalab.cli.command;

import io.metalab.api.ArtifactDescriptor;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.store.AnnotationStore;
import io.metalab.cli.RunSelection;
import io.metalab.cli.terminal.Show;
import io.metalab.cli.terminal.Terminal;
import io.metalab.core.results.AnnotationWriter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Runs that are to be removed, counted by study and status. */
final class Removal {
  private final Set<String> resumable;
  private final List<RunId> runs = new ArrayList<>();
  private final Map<String, Map<RunStatus, Long>> studies = new LinkedHashMap<>();
  private long running;
  private long artifacts;
  private long bytes;

  private Removal(Set<String> resumable) {
    this.resumable = resumable;
  }

  /**
   * Collects the runs of a selection; those that are being executed are left out.
   *
   * @param resumable the studies that can be resumed from what the store knows of them
   */
  static Removal of(RunSelection selection, Set<String> resumable) {
    Removal removal = new Removal(resumable);
    selection.forEach(removal::add);
    return removal;
  }

  private void add(RunRecord record) {
    if (record.status() == RunStatus.RUNNING) {
      running++;
      return;
    }
    runs.add(record.runId());
    studies
        .computeIfAbsent(record.experimentId(), study -> new EnumMap<>(RunStatus.class))
        .merge(record.status(), 1L, Long::sum);
    artifacts += record.artifacts().size();
    bytes += record.artifacts().stream().mapToLong(ArtifactDescriptor::sizeBytes).sum();
  }

  boolean isEmpty() {
    return runs.isEmpty();
  }

  String question() {
    return "Remove %s of %s?"
        .formatted(Show.count(runs.size(), "run"), String.join(", ", studies.keySet()));
  }

  void apply(AnnotationStore store) {
    try (AnnotationWriter writer = new AnnotationWriter(store)) {
      runs.forEach(run -> writer.submit(target -> target.remove(run)));
    }
  }

  Map<String, Object> data(boolean dryRun) {
    List<Map<String, Object>> counts = new ArrayList<>();
    studies.forEach(
        (study, statuses) -> {
          Map<String, Object> count = new LinkedHashMap<>();
          count.put("study", study);
          count.put("runs", total(statuses));
          Map<String, Object> byStatus = new LinkedHashMap<>();
          statuses.forEach((status, runs) -> byStatus.put(status.wireName(), runs));
          count.put("statuses", byStatus);
          count.put("resumable", resumable.contains(study));
          counts.add(count);
        });
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("dry_run", dryRun);
    data.put("runs", (long) runs.size());
    data.put("studies", counts);
    data.put("left_running", running);
    data.put("artifacts", artifacts);
    data.put("artifact_bytes", bytes);
    return data;
  }

  void show(boolean dryRun, Terminal terminal) {
    String verb = dryRun ? "would remove" : "removed";
    if (runs.isEmpty()) {
      terminal.out(verb + " no run");
    }
    studies.forEach(
        (study, statuses) -> {
          String counted =
              statuses.entrySet().stream()
                  .map(entry -> entry.getValue() + " " + entry.getKey().wireName())
                  .collect(Collectors.joining(", "));
          terminal.out(
              "%s %s of %s: %s"
                  .formatted(verb, Show.count(total(statuses), "run"), study, counted));
          if (resumable.contains(study)) {
            terminal.out(
                "  metalab resume %s %s what the study still plans of them again"
                    .formatted(study, dryRun ? "would execute" : "executes"));
          }
        });
    if (running > 0) {
      terminal.err(
          "left %s that %s being executed; stop the study first"
              .formatted(Show.count(running, "run"), running == 1 ? "is" : "are"));
    }
    if (artifacts > 0) {
      terminal.out(
          "  metalab gc %s up to %s in %s"
              .formatted(
                  dryRun ? "would then free" : "frees",
                  Show.bytes(bytes),
                  Show.count(artifacts, "artifact")));
    }
  }

  private static long total(Map<RunStatus, Long> statuses) {
    return statuses.values().stream().mapToLong(Long::longValue).sum();
  }
}
