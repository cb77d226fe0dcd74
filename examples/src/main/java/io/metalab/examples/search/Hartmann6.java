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
 * The function of Hartmann in six dimensions, {@code -Σ αᵢ exp(-Σ Aᵢⱼ (xⱼ - Pᵢⱼ)²)} over the unit
 * cube.
 *
 * <p>Of its six local minima the least is -3.32237 at (0.20169, 0.150011, 0.476874, 0.275332,
 * 0.311652, 0.6573).
 */
public final class Hartmann6 implements DescribedOperation {
  /** Its least value, to six digits. */
  public static final double LEAST = -3.32237;

  /** How many parameters it has, x1 to x6. */
  public static final int DIMENSIONS = 6;

  private static final double[] ALPHA = {1, 1.2, 3, 3.2};
  private static final double[][] A = {
    {10, 3, 17, 3.5, 1.7, 8},
    {0.05, 10, 17, 0.1, 8, 14},
    {3, 3.5, 1.7, 10, 17, 8},
    {17, 8, 0.05, 10, 0.1, 14}
  };
  private static final double[][] P = {
    {0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886},
    {0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991},
    {0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.6650},
    {0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381}
  };

  private static final OperationSpec SPEC = build();

  private static OperationSpec build() {
    var spec = OperationSpec.of("hartmann6").doc("The function of Hartmann in six dimensions.");
    for (int i = 1; i <= DIMENSIONS; i++) {
      spec.parameter(ParameterSpec.of("x" + i, ParameterType.NUMBER).range(0, 1));
    }
    return spec.metric("value", "The value, -3.32237 at least.").build();
  }

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
    double value = 0;
    for (int i = 0; i < ALPHA.length; i++) {
      double exponent = 0;
      for (int j = 0; j < DIMENSIONS; j++) {
        double difference = params.getDouble("x" + (j + 1)) - P[i][j];
        exponent += A[i][j] * difference * difference;
      }
      value -= ALPHA[i] * StrictMath.exp(-exponent);
    }
    return value;
  }
}
