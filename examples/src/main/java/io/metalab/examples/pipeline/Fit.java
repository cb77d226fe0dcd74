package io.metalab.examples.pipeline;

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
import io.metalab.capture.CsvTable;
import io.metalab.examples.sunspots.Autoregression;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The second stage: one model of one dataset. */
public final class Fit implements DescribedOperation {
  private static final OperationSpec SPEC =
      OperationSpec.of("sunspots.fit")
          .doc("Fits an autoregressive model to a dataset of sunspots.prepare.")
          .parameter(ParameterSpec.of("dataset", ParameterType.FILE).doc("The training.csv."))
          .parameter(
              ParameterSpec.of("order", ParameterType.INTEGER).range(1, 40).doc("Number of lags."))
          .parameter(
              ParameterSpec.of("ridge", ParameterType.NUMBER)
                  .min(0)
                  .doc("Weight of the squared coefficients, in squared units of the dataset."))
          .metric("rmse", "Root mean squared error one year ahead, on the years fitted to.")
          .artifact("model.json", "Coefficients, means, and the transform of the dataset.")
          .build();

  @Override
  public OperationSpec spec() {
    return SPEC;
  }

  @Override
  public RunRecord run(
      FrozenContext context, Params params, SeedBundle seeds, RunRuntime runtime, Capture capture) {
    CsvTable dataset = runtime.read(params.getPath("dataset"), CsvTable.class);
    double[] values = dataset.doubles("value");
    Transform transform = Transform.of(dataset.column("transform").get(0));
    int order = params.getInt("order");
    int[] targets = IntStream.range(order, values.length).toArray();
    Autoregression model = Autoregression.fit(values, targets, order, params.getDouble("ridge"));
    double squared = 0;
    for (int target : targets) {
      double error =
          transform.undo(model.forecast(values, target, 1)) - transform.undo(values[target]);
      squared += error * error;
    }
    capture.metric("rmse", Math.sqrt(squared / targets.length));
    Map<String, Object> stored = new LinkedHashMap<>();
    stored.put("transform", dataset.column("transform").get(0));
    stored.put("coefficients", list(model.coefficients()));
    stored.put("lag_means", list(model.lagMeans()));
    stored.put("target_mean", model.targetMean());
    capture.artifact("model.json", stored);
    return RunRecord.success();
  }

  private static List<Double> list(double[] values) {
    return Arrays.stream(values).boxed().toList();
  }
}
