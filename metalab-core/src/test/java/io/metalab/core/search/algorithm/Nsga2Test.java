package io.metalab.core.search.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metalab.api.Params;
import io.metalab.api.SeedBundle;
import io.metalab.api.search.Dimension;
import io.metalab.api.search.Evidence;
import io.metalab.api.search.SearchProblem;
import io.metalab.api.search.UnitSearch;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class Nsga2Test {
  /** Zitzler, Deb and Thiele's first function, whose front is f2 = 1 - √f1 where g is 1. */
  private static double[] zdt1(double[] x) {
    double g = 1;
    for (int i = 1; i < x.length; i++) {
      g += 9 * x[i] / (x.length - 1);
    }
    return new double[] {x[0], g * (1 - Math.sqrt(x[0] / g))};
  }

  private static SearchProblem problem(int goals) {
    return new SearchProblem(
        IntStream.range(0, 5)
            .mapToObj(i -> new Dimension("x" + i, Dimension.Kind.ORDERED, 0, -1, 0))
            .toList(),
        goals,
        4,
        SeedBundle.of(1),
        Params.empty());
  }

  @Test
  void findsTheFrontOfTwoGoalsAllAlongItsLength() {
    UnitSearch search = new Nsga2().start(problem(2));
    List<double[]> points = new ArrayList<>();
    for (int k = 0; k < 4_000; k++) {
      if (k >= 4) {
        search.tell(points.get(k - 4), Evidence.of(k - 4, zdt1(points.get(k - 4))));
      }
      points.add(search.ask().orElseThrow());
    }

    List<double[]> late =
        points.subList(2_000, 4_000).stream()
            .map(Nsga2Test::zdt1)
            .filter(values -> values[1] - (1 - Math.sqrt(values[0])) < 0.02)
            .toList();
    // Each tenth of the front has been met.
    assertThat(late.stream().map(values -> (int) (10 * values[0])).distinct().filter(d -> d < 10))
        .hasSize(10);
  }

  @Test
  void othersRefuseSeveralGoals() {
    assertThatThrownBy(() -> new Tpe().start(problem(2)))
        .hasMessageContaining("The search tpe optimizes one goal, not 2. Maybe use nsga2.");
  }
}
