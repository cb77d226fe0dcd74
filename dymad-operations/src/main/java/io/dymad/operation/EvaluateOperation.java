package io.dymad.operation;

import io.dymad.numerics.Blas;
import io.metalab.api.Capture;
import io.metalab.api.DescribedOperation;
import io.metalab.api.FrozenContext;
import io.metalab.api.OperationSpec;
import io.metalab.api.Params;
import io.metalab.api.RunRecord;
import io.metalab.api.RunRuntime;
import io.metalab.api.SeedBundle;

/**
 * {@code dymad.evaluate}: what a trained model makes of whole courses, from their first samples on.
 * Those it was fitted to are recognised, and left out unless asked for.
 */
public final class EvaluateOperation implements DescribedOperation {
  private static final OperationSpec SPEC = EvaluateSpec.create();

  @Override
  public OperationSpec spec() {
    return SPEC;
  }

  @Override
  public RunRecord run(
      FrozenContext context, Params params, SeedBundle seeds, RunRuntime runtime, Capture capture) {
    Steps steps = new Steps(runtime);
    StateData data = DataParameters.read(params);
    return Blas.singleThreaded(
        () -> {
          steps.next(0.02, "start");
          Evaluation evaluation = Evaluation.of(params, data.trajectories(), steps);
          steps.next(0.85, "report");
          new EvaluationReport(params, data.names(), evaluation).capture(capture);
          steps.checkpoint();
          return RunRecord.success();
        });
  }
}
