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
 * Stands for a training whose error falls towards {@code 0.1 + lg(rate / 0.01)²}, from 20, the more
 * quickly the greater the rate: the distance left after so many epochs is {@code 1 / (1 + epochs ·
 * √rate)} of that at the start.
 *
 * <p>It reports its error after each epoch, and returns early if it is told to.
 */
public final class LearningCurve implements DescribedOperation {
  private static final double START = 20;

  private static final OperationSpec SPEC =
      OperationSpec.of("learning_curve")
          .doc("A training whose error falls to a value that depends on its rate.")
          .parameter(ParameterSpec.of("rate", ParameterType.NUMBER).range(1e-6, 1))
          .parameter(ParameterSpec.of("epochs", ParameterType.INTEGER).min(1).defaultValue(50))
          .metric("loss", "The error after the last epoch.")
          .metric("trained", "After how many epochs it ended.")
          .build();

  @Override
  public OperationSpec spec() {
    return SPEC;
  }

  @Override
  public RunRecord run(
      FrozenContext context, Params params, SeedBundle seeds, RunRuntime runtime, Capture capture) {
    long epoch = 0;
    double error = START;
    while (epoch < params.getLong("epochs") && !runtime.shouldStop()) {
      epoch++;
      error = error(params.getDouble("rate"), epoch);
      runtime.report(epoch, error);
    }
    capture.metric("loss", error);
    capture.metric("trained", epoch);
    return RunRecord.success();
  }

  /** Returns the error after so many epochs. */
  static double error(double rate, long epochs) {
    double orders = StrictMath.log10(rate / 0.01);
    double end = 0.1 + orders * orders;
    return end + (START - end) / (1 + epochs * Math.sqrt(rate));
  }
}
