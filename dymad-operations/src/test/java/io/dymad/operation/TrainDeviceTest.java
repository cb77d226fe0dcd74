package io.dymad.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.dymad.torch.TorchDevice;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.Params;
import io.metalab.testkit.RecordingCapture;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainDeviceTest {
  @TempDir Path directory;

  private Params on(String device) {
    return Params.of(
        "dataset",
        TestData.controlled(directory, 40),
        "model",
        Map.of("name", "DLTI", "encoder_layers", 0, "decoder_layers", 0),
        "phases",
        List.of(Map.of("trainer", "node")),
        "epochs",
        1L,
        "device",
        device);
  }

  @Test
  void refusesAGpuThatIsNotThereByItsPath() {
    assumeFalse(TorchDevice.AUTO.isGpu(), "there is a GPU here");
    assertThatThrownBy(() -> OperationRun.run(new TrainOperation(), on("gpu")))
        .isInstanceOfSatisfying(
            MetalabException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSATISFIABLE))
        .hasMessageContainingAll("params.device: A GPU (gpu)", "auto or cpu", "docs/gpu.md");
  }

  @Test
  void theDefaultIsTheProcessorWhereThereIsNoGpu() throws Exception {
    assumeFalse(TorchDevice.AUTO.isGpu(), "there is a GPU here");
    RecordingCapture auto = OperationRun.run(new TrainOperation(), on("auto"));
    RecordingCapture processor = OperationRun.run(new TrainOperation(), on("cpu"));
    assertThat(auto.metrics()).isEqualTo(processor.metrics());
    assertThat(auto.artifacts()).containsKey("config.json");
  }
}
