package io.metalab.core.study;

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

/** An operation for tests that describes itself and does nothing. */
public final class TrainOperation implements DescribedOperation {
  @Override
  public OperationSpec spec() {
    return OperationSpec.of("dymad.train")
        .parameter(ParameterSpec.of("lr", ParameterType.NUMBER).range(0, 1))
        .parameter(ParameterSpec.of("width", ParameterType.INTEGER).defaultValue(16))
        .parameter(ParameterSpec.of("model", ParameterType.STRING).defaultValue("kbf"))
        .parameter(ParameterSpec.of("epochs", ParameterType.INTEGER).defaultValue(100))
        .parameter(ParameterSpec.of("layers", ParameterType.LIST).defaultValue(null))
        .build();
  }

  @Override
  public RunRecord run(
      FrozenContext context, Params params, SeedBundle seeds, RunRuntime runtime, Capture capture) {
    return RunRecord.success();
  }
}
