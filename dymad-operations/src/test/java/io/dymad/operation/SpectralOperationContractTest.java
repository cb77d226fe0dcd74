package io.dymad.operation;

import io.metalab.api.Operation;
import io.metalab.api.Params;
import io.metalab.testkit.OperationContract;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

class SpectralOperationContractTest extends OperationContract {
  @TempDir static Path data;

  @Override
  protected Operation operation() {
    return new SpectralOperation();
  }

  @Override
  protected List<Params> samples() {
    Params plane =
        Params.of(
            "dataset",
            TestData.koopman2d(data),
            "grid_points",
            6L,
            "frequencies",
            5L,
            "measure_points",
            40L,
            "function_points",
            4L);
    Params circle = plane.with("dataset", TestData.rotation(data)).with("dictionary", "fourier");
    Params few = plane.with("centers", 12L).with("rank_rule", "tolerance").with("tolerance", 1e-6);
    Params learned =
        Params.of(
            "checkpoint",
            Trained.checkpoint(Trained.linear(TestData.koopman2d(data), "LTI").with("delay", 1L)));
    return Stream.of(
            plane,
            plane.withAll(learned),
            plane.with("dictionary", "tensor").with("powers", List.of(3L, 2L)).with("keep", 3L),
            plane.with("dictionary", "states").with("delay", 2L).with("max_residual", 1e-6),
            plane.with("bootstrap", 4L),
            plane.with("bootstrap", 4L).with("method", "measure_preserving"),
            few.with("dictionary", "gaussians"),
            few.with("dictionary", "gaussian_kernel").with("tolerance", 1e-3),
            few.with("dictionary", "polynomial_kernel").with("degree", 2L),
            circle,
            circle.with("method", "measure_preserving").with("held_out", 0L))
        .map(params -> OperationRun.complete(new SpectralOperation(), params))
        .toList();
  }
}
