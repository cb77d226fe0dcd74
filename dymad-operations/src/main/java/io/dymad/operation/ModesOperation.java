package io.dymad.operation;

import io.dymad.numerics.Blas;
import io.dymad.transforms.TransformChain;
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
 * {@code dymad.modes}: DyMAD's {@code vortex_transform_modes} for any trajectories. States are
 * projected on singular vectors and then on a manifold; at a state that was not fitted, changes of
 * the state and of its coordinates are mapped onto each other by the modes of both directions.
 */
public final class ModesOperation implements DescribedOperation {
  private static final OperationSpec SPEC = ModesSpec.create();

  @Override
  public OperationSpec spec() {
    return SPEC;
  }

  @Override
  public RunRecord run(
      FrozenContext context, Params params, SeedBundle seeds, RunRuntime runtime, Capture capture) {
    Steps steps = new Steps(runtime);
    StateData train = DataParameters.read(params);
    StateData test = DataParameters.read(params, "test_dataset");
    return Blas.singleThreaded(
        () -> {
          steps.next(0.1, "fit");
          TransformChain chain = ManifoldParameters.fit(params, train);
          steps.next(0.5, "modes");
          TransformModes modes = TransformModes.of(params, chain, test);
          steps.next(0.7, "report");
          new ModesReport(params, train, test, chain, modes).capture(capture);
          Path file = runtime.scratch().resolve("transform.json");
          TransformFiles.write(chain, file);
          capture.file("transform.json", file);
          capture.file("transform.npz", file.resolveSibling("transform.npz"));
          steps.checkpoint();
          return RunRecord.success();
        });
  }
}
