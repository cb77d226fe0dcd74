package io.metalab.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metalab.api.MetalabException;
import io.metalab.api.Pruning;
import io.metalab.api.RunId;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PrunerTest {
  private static Pruner pruner(
      boolean minimize, Map<Long, Double> bars, int patience, double delta) {
    return new Pruner(
        new RunId("a".repeat(64)),
        new Pruning(minimize, new TreeMap<>(bars), patience, delta, false));
  }

  /** Returns the step, from 1, after whose report the run is to stop; 0 if there is none. */
  private static int stop(Pruner pruner, double... values) {
    for (int step = 1; step <= values.length; step++) {
      pruner.report(step, values[step - 1]);
      if (pruner.shouldStop()) {
        return step;
      }
    }
    return 0;
  }

  @Test
  void stopsWhereTheBestValueSoFarIsWorseThanTheMedian() {
    Map<Long, Double> bars = Map.of(1L, 4.0, 3L, 2.0);

    assertThat(stop(pruner(true, bars, 0, 0), 4.5, 1, 1)).isEqualTo(1);
    assertThat(stop(pruner(true, bars, 0, 0), 4, 9, 3)).isEqualTo(3);
    // What it was once as good as counts, and so does being equal.
    assertThat(stop(pruner(true, bars, 0, 0), 2, 9, 9)).isZero();
    assertThat(stop(pruner(false, bars, 0, 0), 3.5)).isEqualTo(1);
    assertThat(stop(pruner(false, bars, 0, 0), 4, 1, 1)).isZero();
  }

  @Test
  void stopsOnceSoManyReportsHaveNotImproved() {
    assertThat(stop(pruner(true, Map.of(), 3, 0), 5, 4, 4, 4, 4, 4)).isEqualTo(5);
    assertThat(stop(pruner(true, Map.of(), 3, 0), 5, 4, 4, 4, 3, 3, 3, 3)).isEqualTo(8);
    assertThat(stop(pruner(false, Map.of(), 2, 0), 1, 2, 3, 4, 4, 4)).isEqualTo(6);
  }

  @Test
  void takesNoStepForAnImprovementThatIsSmallerThanDelta() {
    assertThat(stop(pruner(true, Map.of(), 2, 0.5), 5, 4.75, 4.5, 4.25)).isEqualTo(3);
    assertThat(stop(pruner(true, Map.of(), 2, 0.5), 5, 4.4, 3.8, 3.2)).isZero();
  }

  @Test
  void takesWhatIsNotFiniteForTheWorst() {
    double nan = Double.NaN;
    assertThat(stop(pruner(true, Map.of(2L, 1e300), 0, 0), nan, nan)).isEqualTo(2);
    assertThat(stop(pruner(true, Map.of(), 2, 0), nan, Double.POSITIVE_INFINITY)).isEqualTo(2);
    assertThat(stop(pruner(true, Map.of(), 2, 0), nan, 7, nan, 6, nan)).isZero();
  }

  @Test
  void goesOnForeverWithoutARule() {
    Pruner pruner = new Pruner(new RunId("a".repeat(64)), Pruning.NONE);

    assertThat(stop(pruner, 1, 2, 3, 4, 5, 6, 7, 8, 9)).isZero();
    assertThat(pruner.told()).isEmpty();
  }

  @Test
  void hasToldNothingUntilItIsAsked() {
    Pruner pruner = pruner(true, Map.of(1L, 1.0), 0, 0);
    pruner.report(1, 2);

    assertThat(pruner.told()).isEmpty();
    assertThat(pruner.shouldStop()).isTrue();
    pruner.report(2, 0);
    assertThat(pruner.shouldStop()).isTrue();
    assertThat(pruner.told()).contains(new Pruner.Stop("median", 1, 2, 2, 1));
  }

  @Test
  void refusesAStepThatIsNotAfterTheLast() {
    Pruner pruner = pruner(true, Map.of(), 1, 0);
    pruner.report(3, 1);

    assertThatThrownBy(() -> pruner.report(3, 1))
        .isInstanceOf(MetalabException.class)
        .hasMessageContaining("The step (3) that run aaaaaaaa")
        .hasMessageContaining("must be greater than the one before, 3.");
    assertThatThrownBy(() -> pruner.report(Long.MAX_VALUE, 1))
        .hasMessageContaining("must be greater than the one before");
  }
}
