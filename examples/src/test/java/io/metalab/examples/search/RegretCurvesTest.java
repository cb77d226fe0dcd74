package io.metalab.examples.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RegretCurvesTest {
  @Test
  void everySearchEndsBelowRandomSearch() {
    double random = last("random");

    for (String search : List.of("tpe", "cma_es", "pattern", "nelder_mead")) {
      assertThat(last(search)).as(search).isBetween(-1e-5, random);
    }
  }

  private static double last(String search) {
    double[] median =
        RegretCurves.median(
            search, RegretCurves.braninSpace(), 120, params -> Branin.value(params) - Branin.LEAST);
    assertThat(median).isSortedAccordingTo((one, other) -> Double.compare(other, one));
    return median[119];
  }
}
