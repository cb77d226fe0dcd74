package io.metalab.examples.pipeline;

import static java.util.Objects.requireNonNull;

import io.metalab.api.Capture;
import io.metalab.api.DescribedOperation;
import io.metalab.api.FrozenContext;
import io.metalab.api.OperationSpec;
import io.metalab.api.ParameterSpec;
import io.metalab.api.ParameterType;
import io.metalab.api.Params;
import io.metalab.api.RunRecord;
import io.metalab.api.RunRuntime;
import io.metalab.api.SeedBundle;
import io.metalab.examples.sunspots.Autoregression;
import io.metalab.examples.sunspots.YearlySeries;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The third stage: one model on the years that it has not seen. */
public final class Evaluate implements DescribedOperation {
  private static final OperationSpec SPEC =
      OperationSpec.of("sunspots.evaluate")
          .doc("Forecasts the years behind those fitted to, each from the years before it.")
          .parameter(ParameterSpec.of("model", ParameterType.FILE).doc("A model.json."))
          .parameter(
              ParameterSpec.of("until", ParameterType.INTEGER)
                  .unit("year")
                  .doc("The last year that was fitted to."))
          .metric("test_rmse", "Root mean squared error of the forecasts.")
          .metric("order", "Number of lags of the model.")
          .metric("transform", "What the values were turned into.")
          .artifact("forecasts.csv", "Year, value and forecast.")
          .build();

  @Override
  public OperationSpec spec() {
    return SPEC;
  }

  @Override
  public RunRecord run(
      FrozenContext context, Params params, SeedBundle seeds, RunRuntime runtime, Capture capture)
      throws IOException {
    YearlySeries series = YearlySeries.read(context.values().getPath("series"));
    Map<?, ?> stored = runtime.read(params.getPath("model"), Map.class);
    String name = String.valueOf(stored.get("transform"));
    Transform transform = Transform.of(name);
    double[] coefficients = doubles(requireNonNull(stored.get("coefficients")));
    Autoregression model =
        Autoregression.of(
            coefficients,
            doubles(requireNonNull(stored.get("lag_means"))),
            number(requireNonNull(stored.get("target_mean"))));
    double[] values = transform.apply(series.values().toArray());
    double squared = 0;
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int t = params.getInt("until") + 1 - series.firstYear(); t < values.length; t++) {
      double forecast = transform.undo(model.forecast(values, t, 1));
      squared += Math.pow(forecast - series.at(t), 2);
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("year", series.firstYear() + t);
      row.put("value", series.at(t));
      row.put("forecast", forecast);
      rows.add(row);
    }
    capture.metric("test_rmse", Math.sqrt(squared / rows.size()));
    capture.metric("order", coefficients.length);
    capture.metric("transform", name);
    capture.artifact("forecasts.csv", rows);
    return RunRecord.success();
  }

  private static double[] doubles(Object list) {
    return ((List<?>) list).stream().mapToDouble(Evaluate::number).toArray();
  }

  private static double number(Object value) {
    return ((Number) value).doubleValue();
  }
}
