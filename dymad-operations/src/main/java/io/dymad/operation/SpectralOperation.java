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
 * {@code dymad.spectral}: the SAKO analysis of a Koopman matrix that is fitted to a dictionary of
 * functions, or of that of a trained model. Every eigenpair comes with its residual, on what was
 * fitted and on what was not.
 */
public final class SpectralOperation implements DescribedOperation {
  private static final OperationSpec SPEC = SpectralSpec.create();

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
          KoopmanFit fit = fit(params, data, seeds, steps);
          steps.next(0.2, "filter");
          SpectralFilter filter = SpectralFilter.of(params, fit);
          SpectralDeviations deviations = SpectralDeviations.of(params, fit, seeds, steps);
          SpectralViews views =
              new SpectralViews(params, data.names(), fit, filter, deviations, steps);
          new SpectralReport(params, fit, filter, deviations).capture(capture);
          views.capture(capture);
          steps.checkpoint();
          return RunRecord.success();
        });
  }

  private static KoopmanFit fit(Params params, StateData data, SeedBundle seeds, Steps steps) {
    steps.next(0.05, "prepare");
    if (params.get(CheckpointParameters.NAME) != null) {
      return LearnedKoopman.of(SPEC, params, data.trajectories());
    }
    if (params.get(FixedControl.NAME) != null) {
      throw Refusals.of(
          "params." + FixedControl.NAME,
          "A fixed control goes with the checkpoint of a model that has controls.");
    }
    Preparation prepared = Preparation.of(params, data, seeds);
    steps.next(0.1, "fit");
    return KoopmanFit.of(params, prepared, seeds);
  }
}
