package io.metalab.examples.sunspots;

import io.metalab.api.Capture;
import io.metalab.api.ContextPreparation;
import io.metalab.api.DescribedOperation;
import io.metalab.api.ErrorCode;
import io.metalab.api.FrozenContext;
import io.metalab.api.MetalabException;
import io.metalab.api.OperationSpec;
import io.metalab.api.ParameterSpec;
import io.metalab.api.ParameterType;
import io.metalab.api.Params;
import io.metalab.api.RunRecord;
import io.metalab.api.RunRuntime;
import io.metalab.api.SeedBundle;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Forecasts a yearly series from a sliding window, with rolling origin.
 *
 * <p>For each of the last {@code origins} years that can be forecast, the model sees the {@code
 * window} years that end {@code h} years before. A run with a replicate fits to rows drawn with
 * replacement from the window (the pairs bootstrap of Efron, 1979); one without fits to each row
 * once.
 */
public final class ArForecast implements DescribedOperation, ContextPreparation {
  private static final OperationSpec SPEC =
      OperationSpec.of("ar_forecast")
          .doc("Forecasts a yearly series by an autoregressive model with rolling origin.")
          .parameter(
              ParameterSpec.of("p", ParameterType.INTEGER)
                  .range(1, 40)
                  .doc("Order: number of lags."))
          .parameter(
              ParameterSpec.of("window", ParameterType.INTEGER)
                  .unit("years")
                  .range(10, 10_000)
                  .doc("Length of the sliding window the model is fitted on."))
          .parameter(
              ParameterSpec.of("ridge", ParameterType.NUMBER)
                  .min(0)
                  .defaultValue(0)
                  .doc("Weight of the squared coefficients, in squared units of the series."))
          .parameter(
              ParameterSpec.of("h", ParameterType.INTEGER)
                  .unit("years")
                  .range(1, 100)
                  .defaultValue(1)
                  .doc("How far ahead the forecast lies."))
          .parameter(
              ParameterSpec.of("origins", ParameterType.INTEGER)
                  .range(1, 10_000)
                  .defaultValue(100)
                  .doc("Number of forecasts, the last years of the series."))
          .metric("rmse", "Root mean squared error of the forecasts.")
          .metric("mae", "Mean absolute error of the forecasts.")
          .metric("skill", "1 - rmse / rmse of repeating the last value known; above 0 is better.")
          .metric("error", "Series over years: forecast minus value.")
          .artifact("forecasts.csv", "Year, value and forecast.")
          .build();

  @Override
  public OperationSpec spec() {
    return SPEC;
  }

  @Override
  public FrozenContext prepare(FrozenContext context) throws IOException {
    return context.withLoaded("yearly", YearlySeries.read(context.values().getPath("series")));
  }

  @Override
  public RunRecord run(
      FrozenContext context, Params params, SeedBundle seeds, RunRuntime runtime, Capture capture) {
    YearlySeries series = context.loaded("yearly", YearlySeries.class);
    double[] x = series.values().toArray();
    int order = params.getInt("p");
    int window = params.getInt("window");
    int horizon = params.getInt("h");
    int origins = params.getInt("origins");
    checkLength(x.length, order, window, horizon, origins);

    RandomGenerator random = seeds.stream("bootstrap");
    boolean bootstrap = seeds.findReplicate().isPresent();
    double squared = 0;
    double absolute = 0;
    double persistence = 0;
    List<Map<String, Object>> forecasts = new ArrayList<>();
    for (int target = x.length - origins; target < x.length; target++) {
      runtime.cancellation().throwIfCancelled();
      int origin = target - horizon + 1;
      int[] rows = rows(origin - window + order, origin, bootstrap, random);
      double forecast =
          Autoregression.fit(x, rows, order, params.getDouble("ridge"))
              .forecast(x, origin, horizon);
      double error = forecast - x[target];
      squared += error * error;
      absolute += Math.abs(error);
      persistence += Math.pow(x[origin - 1] - x[target], 2);
      int year = series.firstYear() + target;
      capture.metric("error", error, year);
      forecasts.add(row(year, x[target], forecast));
    }
    capture.metric("rmse", Math.sqrt(squared / origins));
    capture.metric("mae", absolute / origins);
    capture.metric("skill", 1 - Math.sqrt(squared / persistence));
    capture.artifact("forecasts.csv", forecasts);
    return RunRecord.success();
  }

  private static int[] rows(int from, int to, boolean bootstrap, RandomGenerator random) {
    int[] rows = new int[to - from];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = bootstrap ? random.nextInt(from, to) : from + i;
    }
    return rows;
  }

  private static Map<String, Object> row(int year, double value, double forecast) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("year", year);
    row.put("value", value);
    row.put("forecast", forecast);
    return row;
  }

  private static void checkLength(int years, int order, int window, int horizon, int origins) {
    if (window <= 2 * order) {
      throw new MetalabException(
          ErrorCode.INVALID_PARAMS,
          "The window (%d years) must be longer than twice the order p (%d)."
              .formatted(window, order));
    }
    int needed = origins + horizon - 1 + window;
    if (years < needed) {
      throw new MetalabException(
          ErrorCode.INVALID_PARAMS,
          "The series has %d years, but origins (%d), h (%d) and window (%d) need %d."
              .formatted(years, origins, horizon, window, needed));
    }
  }
}
