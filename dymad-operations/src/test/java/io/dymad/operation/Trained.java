package io.dymad.operation;

import static java.util.Objects.requireNonNull;

import io.metalab.api.CancellationToken;
import io.metalab.api.ContextSpec;
import io.metalab.api.DirValue;
import io.metalab.api.FrozenContext;
import io.metalab.api.Params;
import io.metalab.api.SeedBundle;
import io.metalab.testkit.RecordingCapture;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** Checkpoints of short trainings. */
final class Trained {
  private Trained() {}

  /** Returns the checkpoint that a training leaves. */
  static DirValue checkpoint(Params given) {
    AtomicReference<Path> directory = new AtomicReference<>();
    RecordingCapture capture =
        new RecordingCapture() {
          @Override
          public void file(String name, Path path) {
            super.file(name, path);
            directory.set(path);
          }
        };
    TrainOperation operation = new TrainOperation();
    operation.run(
        FrozenContext.of(ContextSpec.empty()),
        OperationRun.complete(operation, given),
        SeedBundle.of(6, 0),
        new OperationRun.Recording(CancellationToken.NONE),
        capture);
    return DirValue.of(requireNonNull(directory.get(), "directory").toString());
  }

  /** Returns params of a model without encoder that least squares fit at once. */
  static Params linear(Object dataset, String variant) {
    return Params.of(
        "dataset",
        dataset,
        "model",
        Map.of("name", variant, "encoder_layers", 0L, "decoder_layers", 0L),
        "phases",
        List.of(
            Map.of("trainer", "linear", "method", variant.startsWith("D") ? "full" : "full_log")),
        "epochs",
        1L);
  }
}
