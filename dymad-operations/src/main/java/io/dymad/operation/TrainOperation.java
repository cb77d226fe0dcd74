package io.dymad.operation;

import io.dymad.numerics.Blas;
import io.dymad.training.DivergenceException;
import io.metalab.api.Capture;
import io.metalab.api.DescribedOperation;
import io.metalab.api.FrozenContext;
import io.metalab.api.OperationSpec;
import io.metalab.api.Params;
import io.metalab.api.RunError;
import io.metalab.api.RunRecord;
import io.metalab.api.RunRuntime;
import io.metalab.api.SeedBundle;

/**
 * {@code dymad.train}: a model that is learned by gradients, phase by phase. Its epochs are a
 * budget: a longer run goes on from where a shorter one ended, to the same numbers. One that was
 * interrupted continues from what it had saved, to the same numbers.
 */
public final class TrainOperation implements DescribedOperation {
  private static final OperationSpec SPEC = TrainSpec.create();

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
          TrainingPlan plan = TrainingPlan.of(params, data, seeds);
          steps.next(0.02, "start");
          KeptPhases kept = new KeptPhases(plan, runtime.scratch().resolve("kept"));
          SavedTraining saved = new SavedTraining(plan, kept, runtime, capture, params);
          TrainingSession session =
              new TrainingSession(plan, kept, saved, seeds, runtime, capture, steps);
          try {
            session.run();
          } catch (DivergenceException e) {
            new TrainReport(plan, session.state(), kept)
                .captureHistory(capture, params, (double) e.step());
            return RunRecord.failed(RunError.of("Divergence", String.valueOf(e.getMessage())));
          }
          steps.next(0.92, "report");
          TrainReport report = new TrainReport(plan, session.state(), kept);
          report.captureHistory(capture, params, Double.NaN);
          report.captureEnd(capture, runtime.scratch().resolve(TrainingFiles.DIRECTORY));
          steps.checkpoint();
          return RunRecord.success();
        });
  }
}
