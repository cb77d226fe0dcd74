package io.metalab.examples.search;

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

/**
 * The function of Branin, {@code (y - 5.1 x² / (4π²) + 5x / π - 6)² + 10 (1 - 1/(8π)) cos x + 10}.
 *
 * <p>Over x in [-5, 10] and y in [0, 15] it has its least value 0.397887 at three points: (-π,
 * 12.275), (π, 2.275) and (3π, 2.475).
 */
public final class Branin implements DescribedOperation {
  /** Its least value. */
  public static final double LEAST = 0.39788735772973816;

  private static final OperationSpec SPEC =
      OperationSpec.of("branin")
          .doc("The function of Branin, with three equal minima.")
          .parameter(ParameterSpec.of("x", ParameterType.NUMBER).range(-5, 10))
          .parameter(ParameterSpec.of("y", ParameterType.NUMBER).range(0, 15))
          .metric("value", "The value, 0.397887 at least.")
          .build();

  @Override
  public OperationSpec spec() {
    return SPEC;
  }

  @Override
  public RunRecord run(
      FrozenContext context, Params params, SeedBundle seeds, RunRuntime runtime, Capture capture) {
    capture.metric("value", value(params));
    return RunRecord.success();
  }

  /** Returns the value at a point. */
  public static double value(Params params) {
    double x = params.getDouble("x");
    double y = params.getDouble("y");
    double bend = y - 5.1 / (4 * Math.PI * Math.PI) * x * x + 5 / Math.PI * x - 6;
    return bend * bend + 10 * (1 - 1 / (8 * Math.PI)) * StrictMath.cos(x) + 10;
  }
}
