package io.dymad.operation;

import static io.dymad.operation.OperationRun.number;
import static io.dymad.operation.OperationRun.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metalab.api.Params;
import io.metalab.testkit.RecordingCapture;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModesOperationTest {
  @TempDir Path directory;

  private final ModesOperation operation = new ModesOperation();

  private Params wave() {
    return Params.of(
        "dataset",
        TestData.wave(directory, 120, 0),
        "test_dataset",
        TestData.wave(directory, 60, 0.31),
        "nx",
        12L,
        "ny",
        3L,
        "coordinates",
        2L);
  }

  @Test
  void changesOnAClosedCurveAreMappedBothWays() throws Exception {
    RecordingCapture capture = run(operation, wave());
    // The wave has four directions: two harmonics, sine and cosine of each.
    assertThat(number(capture, "svd_rank")).isEqualTo(4);
    assertThat(number(capture, "n_coordinates")).isEqualTo(2);
    assertThat(number(capture, "rel_dx_error")).isLessThan(0.01);
    assertThat(number(capture, "rel_dz_error")).isLessThan(0.01);
    assertThat(number(capture, "reconstruction_error")).isLessThan(0.01);
  }

  @Test
  void aProjectionAloneMapsThemExactly() throws Exception {
    RecordingCapture capture = run(operation, wave().with("manifold", "none"));
    assertThat(number(capture, "rel_dx_error")).isLessThan(1e-12);
    assertThat(number(capture, "rel_dz_error")).isLessThan(1e-12);
    assertThat(number(capture, "reconstruction_error")).isLessThan(1e-12);
  }

  @Test
  void namesTheSampleAndTheGridThatThereAreNot() {
    assertThatThrownBy(() -> run(operation, wave().with("index", 59L)))
        .hasMessage(
            "params.index: The first test trajectory has 60 samples, so that sample 59 has none"
                + " after it.");
    assertThatThrownBy(() -> run(operation, wave().with("nx", 5L)))
        .hasMessage(
            "params.nx: A map of nx (5) times ny (3) points does not have the 36 of the states.");
    assertThatThrownBy(() -> run(operation, wave().with("rank_rule", "fixed").with("rank", 40L)))
        .hasMessageStartingWith("params.rank: The rank (40) is above that of the ");
    assertThatThrownBy(() -> run(operation, wave().with("neighbours", 3L)))
        .hasMessageContaining("params.neighbours: A polynomial of degree 3 in 1 dimensions");
  }
}
