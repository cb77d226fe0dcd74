package io.dymad.operation;

import io.metalab.api.Capture;
import io.metalab.capture.CsvTable;
import io.metalab.capture.plot.Axis;
import io.metalab.capture.plot.Figure;
import io.metalab.capture.plot.Points;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the phases {@code analysis} of a training found, as metrics, tables and a picture. */
final class AnalysisReport {
  private static final String ERROR = "_rmse_mean";

  private final KeptPhases kept;

  AnalysisReport(KeptPhases kept) {
    this.kept = kept;
  }

  /** Captures an analysis as a point of the series of its name. */
  static void captureSeries(KeptPhases kept, Analysis analysis, Capture capture) {
    capture.metric(kept.name(analysis) + ERROR, analysis.heldOut().mean(), analysis.epochs());
  }

  /** Captures all of them, and of each name the last as metrics. */
  void capture(Capture capture) {
    latest()
        .forEach(
            (name, analysis) -> {
              capture.metric(name + ERROR, analysis.heldOut().mean());
              capture.metric(name + "_rmse_train", analysis.fitted().mean());
              if (analysis.exponents().size() > 0) {
                capture.metric(name + "_abscissa", analysis.abscissa());
              }
            });
    capture.artifact("analyses.csv", errors());
    if (kept.analyses().get(0).exponents().size() > 0) {
      capture.artifact("analyses_exponents.csv", exponents());
      Plots.capture(capture, "analyses_exponents", figure());
    }
  }

  /** Returns the last analysis of each name, in the order of their first ones. */
  private Map<String, Analysis> latest() {
    Map<String, Analysis> latest = new LinkedHashMap<>();
    kept.analyses().forEach(analysis -> latest.put(kept.name(analysis), analysis));
    return latest;
  }

  private CsvTable errors() {
    List<List<Object>> rows = new ArrayList<>();
    for (Analysis analysis : kept.analyses()) {
      rows.add(row(analysis, TestedPiece.TRAIN, analysis.fitted()));
      rows.add(row(analysis, TestedPiece.HELD_OUT, analysis.heldOut()));
    }
    return CsvTable.of(
        List.of(
            "name",
            "phase",
            "epoch",
            "part",
            "rmse_mean",
            "rmse_max",
            "forecast_error",
            "n_diverged"),
        rows);
  }

  private List<Object> row(Analysis analysis, String part, Analysis.Errors errors) {
    return List.of(
        kept.name(analysis),
        analysis.phase(),
        analysis.epochs(),
        part,
        errors.mean(),
        errors.largest(),
        errors.relative(),
        errors.diverged());
  }

  private CsvTable exponents() {
    List<List<Object>> rows = new ArrayList<>();
    for (Analysis analysis : kept.analyses()) {
      for (int i = 0; i < analysis.exponents().size(); i++) {
        rows.add(
            List.of(
                kept.name(analysis),
                analysis.epochs(),
                i,
                analysis.exponents().re()[i],
                analysis.exponents().im()[i]));
      }
    }
    return CsvTable.of(List.of("name", "epoch", "pair", "growth", "angular_frequency"), rows);
  }

  private Figure figure() {
    Figure.Builder figure =
        Figure.builder("Exponents on the way")
            .x(Axis.linear("growth rate, 1/time"))
            .y(Axis.linear("angular frequency, rad/time"))
            .size(Plots.SQUARE_INCHES, Plots.SQUARE_INCHES);
    latest()
        .forEach(
            (name, analysis) ->
                figure.add(
                    Points.of(
                        "%s, epoch %d".formatted(name, analysis.epochs()),
                        analysis.exponents().re(),
                        analysis.exponents().im())));
    return figure.build();
  }
}
