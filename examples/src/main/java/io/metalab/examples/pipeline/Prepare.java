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
import io.metalab.examples.sunspots.YearlySeries;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The first stage: the years to fit on, as they are or as square roots. */
public final class Prepare implements DescribedOperation {
  private static final OperationSpec SPEC =
      OperationSpec.of("sunspots.prepare")
          .doc("Cuts the years to fit on out of a yearly series and transforms them.")
          .parameter(
              ParameterSpec.of("transform", ParameterType.STRING)
                  .choices("none", "sqrt")
                  .doc("What the values are turned into."))
          .parameter(
              ParameterSpec.of("until", ParameterType.INTEGER)
                  .unit("year")
                  .doc("The last year to fit on."))
          .metric("years", "Number of years to fit on.")
          .artifact("training.csv", "Year, value, and the name of the transform in each row.")
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
    String name = params.getString("transform");
    Transform transform = Transform.of(name);
    int until = params.getInt("until");
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int i = 0; i < series.years() && series.firstYear() + i <= until; i++) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("year", series.firstYear() + i);
      row.put("value", transform.apply(series.at(i)));
      row.put("transform", name);
      rows.add(row);
    }
    capture.artifact("training.csv", rows);
    capture.metric("years", rows.size());
    return RunRecord.success();
  }
}
