package io.metalab.core.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GpusTest {
  @TempDir Path devices;

  @Test
  void countsTheDeviceFilesOfGpusAlone() throws IOException {
    assertThat(Gpus.count(Map.of(), devices)).isZero();
    for (String name : List.of("nvidia0", "nvidia1", "nvidia10", "nvidiactl", "nvidia0x", "tty1")) {
      Files.createFile(devices.resolve(name));
    }
    assertThat(Gpus.count(Map.of(), devices)).isEqualTo(3);
    assertThat(Gpus.count(Map.of(), devices.resolve("none"))).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "'', 0",
    "-1, 0",
    "NoDevFiles, 0",
    "0, 1",
    "'3, 5', 2",
    "'0,1,-1,2', 2",
    "'GPU-8932f937-d72c,MIG-GPU-1/2', 2"
  })
  void theVariableOfTheDriverSaysWhichMayBeUsed(String visible, int count) throws IOException {
    Files.createFile(devices.resolve("nvidia0"));
    assertThat(Gpus.count(Map.of("CUDA_VISIBLE_DEVICES", visible), devices)).isEqualTo(count);
  }
}
