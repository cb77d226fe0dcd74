package io.dymad.operation;

import io.metalab.api.Operation;
import io.metalab.api.Params;
import io.metalab.testkit.OperationContract;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

class TrainOperationContractTest extends OperationContract {
  @TempDir static Path data;

  @Override
  protected Operation operation() {
    return new TrainOperation();
  }

  @Override
  protected List<Params> samples() {
    Params curves =
        Params.of(
            "dataset",
            TestData.koopman2d(data),
            "model",
            Map.of("name", "KBF", "koopman_dimension", 3, "hidden_dimension", 4),
            "epochs",
            3);
    Params controlled =
        Params.of(
            "dataset",
            TestData.controlled(data, 24),
            "scale",
            "std",
            "model",
            Map.of("name", "DLTI", "encoder_layers", 0, "decoder_layers", 0),
            "epochs",
            2);
    return Stream.of(
            curves
                .with("phases", List.of(Map.of("trainer", "weak", "batch_size", 5)))
                .with("save_seconds", 0),
            curves
                .with("integrator", "dopri5")
                .with("precision", "float32")
                .with("phases", List.of(Map.of("sweep_lengths", List.of(5)))),
            controlled.with("phases", List.of(Map.of("trainer", "linear"))),
            controlled.with("delay", 1),
            Params.of(
                "dataset",
                TestData.oscillations(data, 3, 12),
                "model",
                Map.of("name", "DSDM", "delay", 2, "hidden_dimension", 4),
                "epochs",
                2))
        .map(params -> OperationRun.complete(new TrainOperation(), params))
        .toList();
  }
}
