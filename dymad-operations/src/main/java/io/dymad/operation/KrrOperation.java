package io.dymad.operation;

import io.dymad.machine.MachineFiles;
import io.dymad.numerics.Blas;
import io.dymad.transforms.Transform;
import io.dymad.transforms.TransformFiles;
import io.metalab.api.Capture;
import io.metalab.api.DescribedOperation;
import io.metalab.api.FrozenContext;
import io.metalab.api.OperationSpec;
import io.metalab.api.Params;
import io.metalab.api.RunRecord;
import io.metalab.api.RunRuntime;
import io.metalab.api.SeedBundle;
import java.nio.file.Path;

/**
 * {@code dymad.krr}: kernel machines, dynamics that kernel ridge regression gives in closed form,
 * judged by forecasts of courses that were not fitted.
 */
public final class KrrOperation implements DescribedOperation {
  private static final OperationSpec SPEC = KrrSpec.create();

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
          steps.next(0.05, "fit");
          KrrFit fit = KrrFit.of(params, data, seeds);
          steps.next(0.5, "forecast");
          KrrJudgement judgement = KrrJudgement.of(params, fit, steps);
          steps.next(0.9, "report");
          new KrrReport(data, fit, judgement).capture(capture);
          Path model = runtime.scratch().resolve("model.json");
          MachineFiles.write(fit.machine(), model);
          captureBoth(capture, model);
          keep(capture, runtime, "transform", fit.states());
          if (fit.machine().controlSize() > 0) {
            keep(capture, runtime, "controls", fit.controls());
          }
          steps.checkpoint();
          return RunRecord.success();
        });
  }

  private static void keep(Capture capture, RunRuntime runtime, String name, Transform transform) {
    Path file = runtime.scratch().resolve(name + ".json");
    TransformFiles.write(transform, file);
    captureBoth(capture, file);
  }

  private static void captureBoth(Capture capture, Path json) {
    String name = json.getFileName().toString();
    String arrays = name.substring(0, name.length() - ".json".length()) + ".npz";
    capture.file(name, json);
    capture.file(arrays, json.resolveSibling(arrays));
  }
}
