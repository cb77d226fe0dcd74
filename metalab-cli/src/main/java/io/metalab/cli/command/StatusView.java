package io.metalab.cli.command;

import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.store.StudyCount;
import io.metalab.cli.terminal.Colour;
import io.metalab.cli.terminal.Show;
import io.metalab.cli.terminal.Terminal;
import io.metalab.core.study.StudyManifest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How far one study is, as a document and for people. */
record StatusView(StudyManifest manifest, StudyCount count, Optional<RunRecord> best) {
  static final List<RunStatus> SHOWN =
      List.of(
          RunStatus.SUCCESS,
          RunStatus.FAILED,
          RunStatus.RUNNING,
          RunStatus.CANCELLED,
          RunStatus.LOST);

  /** Returns how many runs of the plan a resume would execute, failed ones apart. */
  static long left(StudyManifest manifest, StudyCount count) {
    long over = count.count(RunStatus.SUCCESS) + count.count(RunStatus.FAILED);
    return Math.max(0, manifest.runs() - over - count.count(RunStatus.RUNNING));
  }

  Map<String, @Nullable Object> data() {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("study", manifest.study());
    data.put("operation", manifest.operation());
    data.put("sweep", manifest.sweep());
    data.put("replicates", manifest.replicates());
    data.put("runs", manifest.runs());
    SHOWN.forEach(status -> data.put(status.wireName(), count.count(status)));
    data.put("left", left(manifest, count));
    data.put("goal", manifest.goalMetric());
    data.put("best", best.map(record -> record.metrics().get(manifest.goalMetric())).orElse(null));
    data.put("best_run", best.map(record -> record.runId().hex()).orElse(null));
    return data;
  }

  void show(Terminal terminal, String store) {
    terminal.out(
        "%s  %s  store %s"
            .formatted(terminal.paint(Colour.BOLD, manifest.study()), manifest.operation(), store));
    String replicates =
        manifest.replicates() > 0 ? " x %d replicates".formatted(manifest.replicates()) : "";
    terminal.out("  %s%s = %d runs".formatted(manifest.sweep(), replicates, manifest.runs()));
    StringBuilder line = new StringBuilder(" ");
    for (RunStatus status : SHOWN) {
      if (count.count(status) > 0) {
        line.append(' ').append(Statuses.painted(terminal, status));
        line.append(' ').append(count.count(status)).append(' ');
      }
    }
    line.append(' ').append("left ").append(left(manifest, count));
    terminal.out(line.toString());
    best.ifPresent(
        record ->
            terminal.out(
                "  best %s %s  (%s)"
                    .formatted(
                        manifest.goalMetric(),
                        Show.value(record.metrics().get(manifest.goalMetric())),
                        record.runId().shortHex())));
    if (left(manifest, count) + count.count(RunStatus.FAILED) > 0) {
      terminal.out("  next: metalab resume " + manifest.study());
    }
  }
}
