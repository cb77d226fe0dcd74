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

/** Leaves a text and an image-like file, and fails at odd numbers the first time. */
public final class ArtifactOperation implements DescribedOperation {
  private static final OperationSpec SPEC =
      OperationSpec.of("test.files")
          .version("1")
          .doc("Leaves files.")
          .parameter(ParameterSpec.of("a", ParameterType.INTEGER))
          .build();

  @Override
  public OperationSpec spec() {
    return SPEC;
  }

  @Override
  public @Nullable RunRecord run(
      FrozenContext context, Params params, SeedBundle seeds, RunRuntime runtime, Capture capture) {
    long a = params.getLong("a");
    if (a % 2 == 1 && runtime.attempt() == 1) {
      throw new IllegalStateException("not at once: " + a);
    }
    capture.metric("sum", a);
    capture.artifact("notes/lines.txt", "first\nvalue %d\nlast\n".formatted(a));
    capture.artifact("bytes.bin", new byte[] {0, 1, 2, (byte) a});
    return null;
  }
}
