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
 * The function of Rosenbrock, {@code 100 (y - x²)² + (1 - x)²}.
 *
 * <p>Its least value, 0 at (1, 1), lies in a bent valley that falls slowly.
 */
public final class Rosenbrock implements DescribedOperation {
  private static final OperationSpec SPEC =
      OperationSpec.of("rosenbrock")
          .doc("The function of Rosenbrock, with its minimum in a bent valley.")
          .parameter(ParameterSpec.of("x", ParameterType.NUMBER).range(-2, 2))
          .parameter(ParameterSpec.of("y", ParameterType.NUMBER).range(-1, 3))
          .metric("value", "The value, 0 at least.")
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
    return 100 * (y - x * x) * (y - x * x) + (1 - x) * (1 - x);
  }
}
