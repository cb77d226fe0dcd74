package io.metalab.cli.command;

import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.store.StudyCount;
import io.metalab.cli.study.RaceView;
import io.metalab.cli.study.SearchView;
import io.metalab.cli.study.StageView;
import io.metalab.cli.terminal.Colour;
import io.metalab.cli.terminal.Show;
import io.metalab.cli.terminal.Terminal;
import io.metalab.core.connect.Pace;
import io.metalab.core.controller.Controller;
import io.metalab.core.race.PointOutcome;
import io.metalab.core.search.SearchProgress;
import io.metalab.core.stage.StageSurvey;
import io.metalab.core.study.StudyManifest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How far one study is, as a document and for people.
 *
 * @param obstacle why its plan cannot be had, which tells of stages, search and points; or empty
 */
record StatusView(
    StudyManifest manifest,
    StudyCount count,
    long duplicates,
    long pruned,
    long continuing,
    OptionalLong stale,
    Optional<Pace> pace,
    Optional<RunRecord> best,
    List<PointOutcome> points,
    Optional<SearchProgress> search,
    List<StageSurvey> stages,
    String obstacle,
    List<Controller> controllers,
    Map<String, Integer> queue) {
  static final List<RunStatus> SHOWN =
      List.of(
          RunStatus.SUCCESS,
          RunStatus.FAILED,
          RunStatus.RUNNING,
          RunStatus.CANCELLED,
          RunStatus.LOST);

  private static final int MOST_CONTROLLERS = 8;

  /** Returns how many runs of the plan a resume would execute, failed ones apart. */
  static long left(StudyManifest manifest, StudyCount count, long duplicates) {
    long over = count.count(RunStatus.SUCCESS) + count.count(RunStatus.FAILED);
    return Math.max(0, manifest.runs() - duplicates - over - count.count(RunStatus.RUNNING));
  }

  /** Returns how many runs are left at most; fewer if points of a race or a search stop early. */
  long left() {
    if (!stages.isEmpty()) {
      return stages.stream().mapToLong(StatusView::left).sum();
    }
    if (search.isPresent() && search.get().ended()) {
      long never = manifest.runs() * (search.get().budget() - search.get().decided());
      return Math.max(0, left(manifest, count, duplicates) - never / search.get().budget());
    }
    return points.isEmpty()
        ? left(manifest, count, duplicates)
        : points.stream()
            .filter(point -> point.standing() == PointOutcome.Standing.ACTIVE)
            .mapToLong(point -> point.planned() - point.replicates())
            .sum();
  }

  /** Returns how many runs of a stage a resume would execute at most, failed ones apart. */
  private static long left(StageSurvey stage) {
    long known =
        Stream.of(RunStatus.SUCCESS, RunStatus.FAILED, RunStatus.RUNNING)
            .mapToLong(status -> stage.counts().getOrDefault(status, 0L))
            .sum();
    return Math.max(0, stage.standing().runs() - known) + stage.standing().pending();
  }

  private List<StageView.Line> lines() {
    return stages.stream()
        .map(
            stage -> {
              Map<String, Long> counts = new LinkedHashMap<>();
              SHOWN.forEach(
                  status -> counts.put(status.wireName(), stage.counts().getOrDefault(status, 0L)));
              return new StageView.Line(stage.standing(), counts, stage.search());
            })
        .toList();
  }

  /** Returns whether runs are being executed, or somebody is there who will. */
  boolean isExecuted() {
    return count.count(RunStatus.RUNNING) > 0 || !controllers.isEmpty();
  }

  Map<String, @Nullable Object> data() {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("study", manifest.study());
    data.put("operation", manifest.operation());
    data.put("sweep", manifest.sweep());
    data.put("replicates", manifest.replicates());
    data.put("runs", manifest.runs());
    data.put("duplicates", duplicates);
    if (manifest.prunes()) {
      data.put("pruned", pruned);
    }
    SHOWN.forEach(status -> data.put(status.wireName(), count.count(status)));
    data.put("left", left());
    data.put("continuing", continuing);
    data.put("stale", stale.isPresent() ? stale.getAsLong() : null);
    data.put("runs_per_second", pace.map(Pace::runsPerSecond).orElse(null));
    data.put("remaining", pace.flatMap(Pace::remaining).orElse(null));
    data.put("goal", manifest.goalMetric());
    data.put("best", best.map(record -> record.metrics().get(manifest.goalMetric())).orElse(null));
    data.put("best_run", best.map(record -> record.runId().hex()).orElse(null));
    if (!points.isEmpty()) {
      data.put("race", RaceView.data(points));
    }
    search.ifPresent(progress -> data.put("search", SearchView.data(progress)));
    if (!stages.isEmpty()) {
      data.put("stages", StageView.data(lines()));
    }
    if (isUnknown()) {
      data.put("not_known", obstacle);
    }
    data.put("controllers", ControllerView.data(controllers));
    data.put("queue", queue);
    return data;
  }

  /** Returns whether its plan would tell more. */
  private boolean isUnknown() {
    return !obstacle.isEmpty() && (manifest.isStaged() || manifest.isSearch() || manifest.isRace());
  }

  private String unknown() {
    return manifest.isStaged() ? "stages" : manifest.isSearch() ? "search" : "points";
  }

  private boolean isAtMost() {
    return manifest.isStaged()
        || manifest.isRace()
        || (manifest.isSearch() && !search.map(SearchProgress::ended).orElse(false));
  }

  /** Returns what a resume makes of runs that stopped before their end. */
  static String continues(long runs) {
    return runs == 1
        ? "1 interrupted run continues from what it had saved"
        : "%d interrupted runs continue from what they had saved".formatted(runs);
  }

  private static String shown(Pace pace) {
    return pace.remaining().isEmpty()
        ? "pace not known yet"
        : "%s runs/s  ETA %s"
            .formatted(
                Show.number(pace.runsPerSecond(), 2), Show.clock(pace.remaining().orElseThrow()));
  }

  /**
   * Prints it.
   *
   * @param store where the runs are, as the user wrote it
   * @param storeFlag what a command that is suggested needs to find it
   */
  void show(Terminal terminal, String store, String storeFlag) {
    terminal.outFolded(
        "%s  %s  store %s"
            .formatted(
                terminal.paint(Colour.BOLD, manifest.study()),
                manifest.isStaged() ? "in stages" : Show.operation(manifest.operation()),
                store));
    String replicates =
        manifest.replicates() > 0 ? " x %d replicates".formatted(manifest.replicates()) : "";
    String repeated = duplicates > 0 ? ", " + Show.count(duplicates, "duplicate") : "";
    terminal.outFolded(
        "  %s%s = %s%d runs%s"
            .formatted(
                manifest.sweep(),
                replicates,
                isAtMost() ? "at most " : "",
                manifest.runs(),
                repeated));
    StringBuilder line = new StringBuilder(" ");
    for (RunStatus status : SHOWN) {
      if (count.count(status) > 0) {
        line.append(' ').append(Statuses.painted(terminal, status));
        line.append(' ').append(count.count(status));
        line.append(
            status == RunStatus.SUCCESS && pruned > 0 ? " (%d pruned) ".formatted(pruned) : " ");
      }
    }
    boolean done = manifest.isStaged() && left() == 0;
    line.append(isAtMost() && !done ? " left at most " : " left ").append(left());
    terminal.outFolded(line.toString());
    if (continuing > 0) {
      terminal.outFolded("  " + continues(continuing));
    }
    StageView.show(lines(), terminal);
    if (!points.isEmpty()) {
      RaceView.show(points, terminal);
    }
    search.ifPresent(progress -> SearchView.show(progress, terminal));
    if (isUnknown()) {
      terminal.outFolded("  %s not known: %s".formatted(unknown(), obstacle));
    }
    if (stale.orElse(0) > 0) {
      terminal.out(
          terminal.paint(
              Colour.YELLOW, "  stale code: %d by other code".formatted(stale.getAsLong())));
    }
    pace.ifPresent(now -> terminal.out("  " + shown(now)));
    controllers.stream()
        .limit(MOST_CONTROLLERS)
        .forEach(controller -> terminal.outFolded("  by " + ControllerView.line(controller)));
    if (controllers.size() > MOST_CONTROLLERS) {
      terminal.out("  and %d more".formatted(controllers.size() - MOST_CONTROLLERS));
    }
    queue.forEach(
        (words, tasks) ->
            terminal.outFolded(
                tasks == 0
                    ? "  slurm: " + words
                    : "  slurm: %s %s".formatted(Show.count(tasks, "task"), words)));
    best.ifPresent(
        record ->
            terminal.out(
                "  best %s %s  (%s)"
                    .formatted(
                        manifest.goalMetric(),
                        Show.value(record.metrics().get(manifest.goalMetric())),
                        record.runId().shortHex())));
    if (!isExecuted() && left() + count.count(RunStatus.FAILED) > 0) {
      terminal.outFolded("  next: metalab resume " + manifest.study() + storeFlag);
    }
  }
}
