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
 * {@code dymad.dmd}: any member of the DMD family, judged by residuals and forecasts on data that
 * were not fitted.
 */
public final class DmdOperation implements DescribedOperation {
  private static final OperationSpec SPEC = DmdSpec.create();

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
          steps.next(0.1, "prepare");
          Preparation prepared = Preparation.of(params, data, seeds);
          DmdMethod method = DmdMethod.of(params);
          steps.next(0.2, "fit " + method.wireName());
          DmdFit fit =
              Refusals.at(
                  "params.method " + method.wireName(),
                  () ->
                      method.fit(
                          prepared.train(), params, seeds.stream("bags"), steps::checkpoint));
          steps.next(0.6, "judge");
          DmdJudgement judgement = new DmdJudgement(fit, prepared);
          steps.next(0.8, "report");
          new DmdReport(params, data, prepared, fit, judgement).capture(capture);
          steps.checkpoint();
          return RunRecord.success();
        });
  }
}
