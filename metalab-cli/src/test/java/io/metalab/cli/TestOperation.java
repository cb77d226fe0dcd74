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

/** Adds two numbers, and fails where the sum is what it was told to fail at. */
public final class TestOperation implements DescribedOperation {
  private static final OperationSpec SPEC =
      OperationSpec.of("test.add")
          .version("2")
          .doc("Adds two numbers.")
          .parameter(ParameterSpec.of("a", ParameterType.INTEGER).range(0, 100).doc("one summand"))
          .parameter(ParameterSpec.of("b", ParameterType.NUMBER).unit("m").defaultValue(0.5))
          .parameter(ParameterSpec.of("fail_at", ParameterType.NUMBER).defaultValue(-1))
          .metric("sum", "the sum")
          .artifact("sum.json", "the sum as a document")
          .build();

  @Override
  public OperationSpec spec() {
    return SPEC;
  }

  @Override
  public @Nullable RunRecord run(
      FrozenContext context, Params params, SeedBundle seeds, RunRuntime runtime, Capture capture) {
    double sum = params.getLong("a") + params.getDouble("b");
    capture.log("adding " + params.getLong("a"));
    if (sum == params.getDouble("fail_at")) {
      throw new IllegalStateException("the sum is " + params.getLong("a"));
    }
    capture.metric("sum", sum);
    return null;
  }
}
