package io.metalab.cli;

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
import org.jspecify.annotations.Nullable;

/** What the examples of the command line train: a formula that diverges at a large step. */
public final class TrainOperation implements DescribedOperation {
  private static final OperationSpec SPEC =
      OperationSpec.of("train")
          .version("1")
          .doc("Trains a model.")
          .parameter(ParameterSpec.of("lr", ParameterType.NUMBER).range(0, 1))
          .parameter(ParameterSpec.of("width", ParameterType.INTEGER))
          .parameter(ParameterSpec.of("epochs", ParameterType.INTEGER).defaultValue(10))
          .metric("loss", "of the last epoch")
          .build();

  @Override
  public OperationSpec spec() {
    return SPEC;
  }

  @Override
  public @Nullable RunRecord run(
      FrozenContext context, Params params, SeedBundle seeds, RunRuntime runtime, Capture capture) {
    double lr = params.getDouble("lr");
    double loss = (lr - 0.1) * (lr - 0.1) + 1.0 / params.getLong("width");
    capture.log("training with lr " + lr);
    for (long epoch = 1; epoch <= params.getLong("epochs"); epoch++) {
      capture.metric("train_loss", loss + 1.0 / epoch, epoch);
    }
    if (lr > 0.9) {
      throw new ArithmeticException("loss is NaN at step 812");
    }
    capture.metric("loss", loss);
    capture.artifact("report.txt", "lr %s\nloss %s\n".formatted(lr, loss));
    return null;
  }
}
