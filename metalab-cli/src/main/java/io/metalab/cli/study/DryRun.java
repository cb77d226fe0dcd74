package io.metalab.cli.study;

import io.metalab.api.Experiment;
import io.metalab.cli.output.CommandResult;
import io.metalab.cli.terminal.Colour;
import io.metalab.cli.terminal.Show;
import io.metalab.cli.terminal.Terminal;
import io.metalab.core.params.SweptNames;
import io.metalab.core.plan.PlannedRun;
import io.metalab.core.run.RunCounts;
import io.metalab.core.run.StudyPreview;
import io.metalab.core.stage.Pipeline;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code --dry-run} prints. */
final class DryRun {
  private DryRun() {}

  /**
   * Returns the outcome of a dry run.
   *
   * @param code the digest of the operation's code, or empty if it is not known
   * @param store where runs are kept, as the user wrote it
   */
  static CommandResult result(Pipeline pipeline, StudyPreview preview, String code, String store) {
    return CommandResult.of(
        data(pipeline, preview, code, store),
        terminal -> show(pipeline, preview, code, store, terminal));
  }

  private static Map<String, Object> data(
      Pipeline pipeline, StudyPreview preview, String code, String store) {
    Experiment experiment = pipeline.last();
    RunCounts counts = preview.counts();
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("study", experiment.id());
    data.put("operation", experiment.operationSpec().qualifiedKey());
    data.put("code", code);
    data.put("store", store);
    data.put("sweep", sweep(pipeline));
    data.put("replicates", replicates(pipeline));
    data.put("total", counts.total());
    data.put("new", preview.fresh());
    data.put("reused", counts.reused() + preview.elsewhere());
    data.put("from_other_studies", preview.elsewhere());
    data.put("stale", counts.stale());
    data.put("retry", preview.again());
    data.put("skipped", counts.skipped());
    data.put("duplicates", counts.duplicates());
    if (pipeline.isStaged()) {
      data.put("most_later", preview.mostLater());
      data.put("stages", StageView.data(lines(preview)));
    }
    if (!preview.points().isEmpty()) {
      data.put("most_later", preview.mostLater());
      data.put("race", RaceView.data(preview.points()));
    }
    data.put("first", preview.first().stream().map(DryRun::run).toList());
    return data;
  }

  private static Map<String, @Nullable Object> run(PlannedRun run) {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("id", run.runId().hex());
    data.put("params", run.point().params().asMap());
    data.put("replicate", run.seeds().findReplicate().isPresent() ? run.seeds().replicate() : null);
    return data;
  }

  private static String sweep(Pipeline pipeline) {
    return pipeline.isStaged() ? pipeline.describe() : pipeline.last().params().describe();
  }

  private static int replicates(Pipeline pipeline) {
    return pipeline.isStaged() ? 0 : pipeline.last().seeds().replicates();
  }

  private static List<StageView.Line> lines(StudyPreview preview) {
    return preview.stages().stream()
        .map(
            stage -> {
              Map<String, Long> counts = new LinkedHashMap<>();
              counts.put("new", stage.counts().fresh());
              counts.put("reused", stage.counts().reused());
              counts.put("retry", stage.counts().again());
              counts.put("skipped", stage.counts().skipped());
              return new StageView.Line(stage.standing(), counts);
            })
        .toList();
  }

  private static void show(
      Pipeline pipeline, StudyPreview preview, String code, String store, Terminal terminal) {
    Experiment experiment = pipeline.last();
    RunCounts counts = preview.counts();
    terminal.outFolded(
        "%s  %s%s  store %s"
            .formatted(
                terminal.paint(Colour.BOLD, experiment.id()),
                pipeline.isStaged()
                    ? Show.count(pipeline.stages().size(), "stage")
                    : Show.operation(experiment.operationSpec().qualifiedKey()),
                code.isEmpty() ? "" : "  code " + Show.digest(code),
                store));
    int replicates = replicates(pipeline);
    StringBuilder line = new StringBuilder("  ").append(sweep(pipeline));
    line.append(replicates > 0 ? " x %d replicates".formatted(replicates) : "");
    line.append(
        " = %s%d runs:  %d new  %d reused"
            .formatted(
                preview.mostLater() > 0 ? "at most " : "",
                counts.total() + preview.mostLater(),
                preview.fresh(),
                counts.reused() + preview.elsewhere()));
    append(line, preview.mostLater(), "more at most");
    append(line, preview.again(), "retry (tried before)");
    append(line, preview.elsewhere(), "of the reused from other studies");
    append(line, counts.stale(), "of the reused by other code");
    append(line, counts.skipped(), "failed and left alone");
    append(line, counts.duplicates(), "duplicates");
    terminal.outFolded(line.toString());
    StageView.show(lines(preview), terminal);
    if (!preview.points().isEmpty()) {
      terminal.out("  " + RaceView.rule(experiment.until()));
      RaceView.show(preview.points(), terminal);
    }
    List<String> swept = SweptNames.of(experiment.params());
    for (PlannedRun run : preview.first()) {
      String replicate =
          run.seeds().findReplicate().isPresent() ? " rep=" + run.seeds().replicate() : "";
      terminal.outFolded(
          "  %s  %s%s"
              .formatted(
                  run.runId().shortHex(),
                  Show.values(SweptNames.in(run.point().params(), swept)),
                  replicate));
    }
    long more = preview.fresh() + preview.again() - preview.first().size();
    if (more > 0) {
      terminal.out("  %s %d more".formatted(terminal.glyphs().ellipsis(), more));
    }
  }

  private static void append(StringBuilder line, long count, String what) {
    if (count > 0) {
      line.append("  ").append(count).append(' ').append(what);
    }
  }
}
