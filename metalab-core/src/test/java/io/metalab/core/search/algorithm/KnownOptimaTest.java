package io.metalab.core.search.algorithm;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.core.search.SearchAlgorithms;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Each search comes near the published minimum within its budget: by this much at the median of 20
 * seeds and the upper quartile, and it beats random search with the same budget.
 */
class KnownOptimaTest {
  @ParameterizedTest(name = "{0} on {1}: {2} suggestions, batch {3}")
  @CsvSource({
    "nelder_mead, BRANIN,     150, 1, 1e-4, 1e-3",
    "nelder_mead, BRANIN,     200, 4, 1e-3, 1e-2",
    "nelder_mead, ROSENBROCK, 250, 1, 1e-4, 1e-3",
    "nelder_mead, HARTMANN6,  600, 1, 1e-3, 0.13",
    "pattern,     BRANIN,     200, 1, 1e-4, 1e-3",
    "pattern,     BRANIN,     250, 4, 1e-5, 1e-4",
    "pattern,     ROSENBROCK, 1000, 1, 1e-3, 1e-2",
    "pattern,     ROSENBROCK, 2000, 4, 1e-3, 1e-2",
    "pattern,     HARTMANN6,  1000, 4, 1e-4, 1e-3",
    "cma_es,      BRANIN,     300, 1, 1e-4, 1e-3",
    "cma_es,      ROSENBROCK, 600, 1, 1e-3, 1e-2",
    "cma_es,      HARTMANN6,  600, 4, 1e-3, 0.13",
    "tpe,         BRANIN,     300, 1, 0.05, 0.1",
    "tpe,         ROSENBROCK, 300, 4, 0.05, 0.1",
    "tpe,         HARTMANN6,  400, 1, 0.25, 0.35"
  })
  void reachesThePublishedMinimum(
      String name, TestFunction function, int budget, int batch, double median, double upper) {
    double[] regrets =
        function.regrets(
            SearchAlgorithms.of(getClass().getClassLoader()).byName(name), budget, batch);
    double[] random = function.regrets(new RandomSearch(), budget, batch);

    // A regret below zero is a minimum published to six digits.
    assertThat(regrets[0]).isGreaterThan(-1e-5);
    assertThat((regrets[9] + regrets[10]) / 2)
        .isLessThan(median)
        .isLessThan((random[9] + random[10]) / 2);
    assertThat(regrets[15]).isLessThan(upper);
  }
}
