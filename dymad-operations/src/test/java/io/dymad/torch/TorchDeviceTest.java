package io.dymad.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TorchDeviceTest {
  @Test
  void aGpuThatIsMissingIsRefusedWithTheWayOut() {
    assertThatExceptionOfType(MetalabException.class)
        .isThrownBy(() -> TorchDevice.GPU.isGpu(0))
        .withMessageContainingAll("(gpu)", "PyTorch 2.", "auto or cpu", "docs/gpu.md")
        .extracting(MetalabException::code)
        .isEqualTo(ErrorCode.UNSATISFIABLE);
  }

  @Test
  void autoTakesAGpuIfThereIsOneAndCpuNever() {
    assertThat(TorchDevice.AUTO.isGpu(0)).isFalse();
    assertThat(TorchDevice.AUTO.isGpu(2)).isTrue();
    assertThat(TorchDevice.GPU.isGpu(1)).isTrue();
    assertThat(TorchDevice.CPU.isGpu(1)).isFalse();
  }

  /** On the processor, or on a GPU where the tests find one. */
  @Test
  void autoComputesTheSame() {
    try (Scope scope = Scope.open(Precision.FLOAT64, TorchDevice.AUTO)) {
      Tensor variable = scope.variable(new double[] {1, -2, 3});
      Tensor loss = variable.square().times(variable).sum();
      assertThat(loss.value()).isEqualTo(20);
      assertThat(scope.gradient(loss, variable)).containsExactly(3, 12, 27);
    }
  }

  @Test
  void anInstalledPyTorchIsForCudaIfItHasTheLibrary(@TempDir Path directory) throws IOException {
    String paths = directory.resolve("none") + File.pathSeparator + directory;
    assertThat(TorchEngine.flavor(paths)).isEqualTo("cpu");
    Files.createFile(directory.resolve(System.mapLibraryName("torch_cuda")));
    assertThat(TorchEngine.flavor(paths)).isEqualTo("cu128");
  }
}
