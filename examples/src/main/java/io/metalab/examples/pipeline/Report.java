package io.metalab.examples.pipeline;

import io.metalab.api.Capture;
import io.metalab.api.DescribedOperation;
import io.metalab.api.FileValue;
import io.metalab.api.FrozenContext;
import io.metalab.api.OperationSpec;
import io.metalab.api.ParameterSpec;
import io.metalab.api.ParameterType;
import io.metalab.api.Params;
import io.metalab.api.RunRecord;
import io.metalab.api.RunRuntime;
import io.metalab.api.SeedBundle;
import io.metalab.capture.CsvTable;
import io.metalab.capture.plot.Axis;
import io.metalab.capture.plot.Dash;
import io.metalab.capture.plot.Figure;
import io.metalab.capture.plot.Figures;
import io.metalab.capture.plot.Line;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The last stage: all evaluations in one picture. */
public final class Report implements DescribedOperation {
  private static final OperationSpec SPEC =
      OperationSpec.of("sunspots.report")
          .doc("Draws the years not fitted to, and what the best model forecast for them.")
          .parameter(
              ParameterSpec.of("forecasts", ParameterType.LIST)
                  .doc("The forecasts.csv of each evaluation."))
          .parameter(
              ParameterSpec.of("rmses", ParameterType.LIST)
                  .doc("The error of each evaluation, in the same order."))
          .metric("best", "The least of the errors.")
          .metric("mean", "Their mean.")
          .artifact("forecasts.svg", "The years and the forecasts of the best model.")
          .build();

  @Override
  public OperationSpec spec() {
    return SPEC;
  }

  @Override
  public RunRecord run(
      FrozenContext context, Params params, SeedBundle seeds, RunRuntime runtime, Capture capture) {
    double[] rmses =
        params.getList("rmses").stream().mapToDouble(x -> ((Number) x).doubleValue()).toArray();
    int best = 0;
    double sum = 0;
    for (int i = 0; i < rmses.length; i++) {
      best = rmses[i] < rmses[best] ? i : best;
      sum += rmses[i];
    }
    List<?> files = params.getList("forecasts");
    Path file = Path.of(((FileValue) files.get(best)).path());
    CsvTable table = runtime.read(file, CsvTable.class);
    double[] years = table.doubles("year");
    Figure figure =
        Figure.builder("Sunspot numbers one year ahead")
            .x(Axis.linear("year"))
            .y(Axis.linear("sunspots"))
            .add(Line.of("observed", years, table.doubles("value")))
            .add(Line.of("forecast", years, table.doubles("forecast")).withDash(Dash.DASHED))
            .note(
                "Best of %d models: root mean squared error %s."
                    .formatted(rmses.length, String.format(Locale.ROOT, "%.1f", rmses[best])))
            .size(7.2, 3.6)
            .build();
    Figures.capture(capture, "forecasts.svg", figure);
    capture.metric("best", rmses[best]);
    capture.metric("mean", sum / rmses.length);
    return RunRecord.success();
  }
}
