package io.metalab.core.params;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpacingTest {
  @Test
  void linearStepsAreTheDecimalsThatPeopleExpect() {
    assertThat(ParamSources.linGrid(0, 1, 11))
        .containsExactly(0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0);
    assertThat(ParamSources.linGrid(5, -5, 3)).containsExactly(5.0, 0.0, -5.0);
    assertThat(ParamSources.linGrid(0, 1, 4)).containsExactly(0.0, 1 / 3.0, 2 / 3.0, 1.0);
  }

  @Test
  void logarithmicStepsAreTheDecimalsThatPeopleExpect() {
    assertThat(ParamSources.logGrid(1e-3, 1e-1, 3)).containsExactly(0.001, 0.01, 0.1);
    assertThat(ParamSources.logGrid(1, 1024, 11))
        .containsExactly(1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0, 512.0, 1024.0);
    assertThat(ParamSources.logGrid(1e-300, 1e300, 7))
        .containsExactly(1e-300, 1e-200, 1e-100, 1.0, 1e100, 1e200, 1e300);
    assertThat(ParamSources.logGrid(1, 2, 3).get(1)).isEqualTo(StrictMath.sqrt(2));
  }

  @Test
  void endsAreExactlyAsWritten() {
    for (int count : new int[] {2, 3, 7, 100}) {
      for (List<Double> grid :
          List.of(ParamSources.logGrid(0.1, 0.7, count), ParamSources.linGrid(0.1, 0.7, count))) {
        assertThat(grid).hasSize(count).isSorted();
        assertThat(grid.get(0)).isEqualTo(0.1);
        assertThat(grid.get(count - 1)).isEqualTo(0.7);
      }
    }
    assertThat(ParamSources.linGrid(0.3, 0.3, 1)).containsExactly(0.3);
  }

  @Test
  void refusesEndsAndCountsWithoutMeaning() {
    assertThatThrownBy(() -> ParamSources.logGrid(0, 1, 3)).hasMessageContaining("above 0");
    assertThatThrownBy(() -> ParamSources.linGrid(0, 1, 1)).hasMessageContaining("at least 2");
    assertThatThrownBy(() -> ParamSources.linGrid(0, 1, 0)).hasMessageContaining("at least 2");
    assertThatThrownBy(() -> ParamSources.linGrid(0, Double.NaN, 3)).hasMessageContaining("finite");
  }
}
