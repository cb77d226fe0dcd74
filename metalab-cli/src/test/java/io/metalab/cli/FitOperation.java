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

/**
 * Stands for a fit: its misfit is 0.0128 / width, times 0.8, 0.9, 1.0, 1.1 and 1.2 for the
 * replicates; the first two replicates of the widest at the highest rate diverge.
 */
public final class FitOperation implements DescribedOperation {
  private static final OperationSpec SPEC =
      OperationSpec.of("test.fit")
          .doc("Fits a series.")
          .parameter(ParameterSpec.of("rate", ParameterType.NUMBER))
          .parameter(ParameterSpec.of("width", ParameterType.INTEGER))
          .metric("misfit", "how far the fit is off")
          .build();

  /** Says that a fit does not converge. */
  static final class DivergedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DivergedException(String message) {
      super(message);
    }
  }

  @Override
  public OperationSpec spec() {
    return SPEC;
  }

  @Override
  public @Nullable RunRecord run(
      FrozenContext context, Params params, SeedBundle seeds, RunRuntime runtime, Capture capture) {
    long width = params.getLong("width");
    int replicate = seeds.replicate();
    if (params.getDouble("rate") > 0.05 && width == 64 && replicate < 2) {
      throw new DivergedException("misfit is NaN at step " + (812 + replicate));
    }
    capture.metric("misfit", 0.0128 / width * (8 + replicate) / 10);
    return null;
  }
}
