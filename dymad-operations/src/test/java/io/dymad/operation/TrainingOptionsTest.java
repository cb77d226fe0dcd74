package io.dymad.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metalab.api.Params;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainingOptionsTest {
  @Test
  void fillsInWhatModelAndPhasesLeaveOutWithoutAnyData() {
    TrainingOptions options =
        TrainingOptions.of(
            params(
                Map.of("name", "DKBF", "koopman_dimension", 3),
                List.of(Map.of("trainer", "weak", "epochs", 5), Map.of("trainer", "node"))));

    assertThat(options.model())
        .containsEntry("koopman_dimension", 3)
        .containsEntry("hidden_dimension", 64);
    assertThat(options.phases()).extracting(phase -> phase.get("trainer")).contains("weak", "node");
    assertThat(options.phases().get(0)).containsEntry("N", 13).containsEntry("epochs", 5);
  }

  @Test
  void refusesWhatNoDataCouldMakeRightWithItsPath() {
    assertThatThrownBy(() -> TrainingOptions.of(params(Map.of("name", "KFB"), List.of())))
        .hasMessageStartingWith("params.model.name (KFB) must be one of");
    assertThatThrownBy(
            () ->
                TrainingOptions.of(
                    params(Map.of("name", "KBF"), List.of(Map.of("trainer", "newton")))))
        .hasMessageStartingWith("params.phases.0.trainer (newton) must be one of node, weak");
  }

  private static Params params(Map<String, Object> model, List<Map<String, Object>> phases) {
    Map<String, Object> params = new HashMap<>();
    TrainSpec.create()
        .parameters()
        .forEach(parameter -> params.put(parameter.name(), parameter.defaultValue()));
    params.putAll(Map.of("model", model, "phases", phases, "epochs", 10));
    return Params.copyOf(params);
  }
}
