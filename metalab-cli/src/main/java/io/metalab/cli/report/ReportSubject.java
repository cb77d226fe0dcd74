package io.metalab.cli.report;

import static java.util.Objects.requireNonNull;

import io.metalab.api.Goal;
import io.metalab.api.store.Store;
import io.metalab.cli.Manifests;
import io.metalab.core.chart.ChartOptions;
import io.metalab.core.chart.CurveChart;
import io.metalab.core.chart.SweepScales;
import io.metalab.core.frame.FrameQuery;
import io.metalab.core.frame.StudyFrame;
import io.metalab.core.frame.SweptParams;
import io.metalab.core.stats.MarginalEffect;
import io.metalab.core.study.StudyManifest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a report is about.
 *
 * @param study id of the study
 * @param manifest its declaration, if the store keeps it
 * @param goal the metric that judges, or none
 * @param frame its runs as columns
 * @param swept full names of the params that are not the same in all runs
 * @param numeric full names of the metrics that are numbers
 * @param series names of the series of its successful runs
 */
record ReportSubject(
    Store store,
    String study,
    Optional<StudyManifest> manifest,
    Goal goal,
    StudyFrame frame,
    List<String> swept,
    List<String> numeric,
    List<String> series) {
  private static final int MOST_LEVELS = 200;

  ReportSubject {
    requireNonNull(store, "store");
    requireNonNull(study, "study");
    swept = List.copyOf(swept);
    numeric = List.copyOf(numeric);
    series = List.copyOf(series);
  }

  static ReportSubject of(Store store, String study) {
    Manifests manifests = Manifests.of(store);
    StudyFrame frame = StudyFrame.of(store, study);
    List<String> numeric = new ArrayList<>();
    frame.all().groupBy().aggregate().forEach(group -> numeric.addAll(group.statistics().keySet()));
    FrameQuery successes = frame.where("record.status == 'success'");
    return new ReportSubject(
        store,
        study,
        Optional.ofNullable(manifests.all().get(study)),
        manifests.goal(study),
        frame,
        SweptParams.of(frame.all()),
        numeric,
        successes.count() == 0 ? List.of() : CurveChart.names(store, successes));
  }

  FrameQuery runs() {
    return frame.all();
  }

  /** Returns whether runs have the metric of the goal. */
  boolean isJudged() {
    return numeric.contains("metrics." + goal.metric());
  }

  /** Returns how the goal's metric changes with params of few values, the greatest share first. */
  List<MarginalEffect> effects() {
    return isJudged()
        ? swept.stream()
            .map(field -> MarginalEffect.of(runs(), field, goal.metric()))
            .filter(effect -> effect.levels().size() <= MOST_LEVELS)
            .sorted(
                Comparator.comparingDouble(
                    effect -> Double.isNaN(effect.share()) ? 0 : -effect.share()))
            .toList()
        : List.of();
  }

  ChartOptions titled(String title) {
    Set<String> logarithmic =
        manifest.map(known -> SweepScales.logarithmic(known.declaration())).orElse(Set.of());
    return ChartOptions.titled(title).withLogarithmic(logarithmic);
  }
}
