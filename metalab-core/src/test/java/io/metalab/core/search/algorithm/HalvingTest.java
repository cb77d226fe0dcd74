package io.metalab.core.search.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metalab.api.Params;
import io.metalab.api.SeedBundle;
import io.metalab.api.search.Dimension;
import io.metalab.api.search.Evidence;
import io.metalab.api.search.SearchAlgorithm;
import io.metalab.api.search.SearchProblem;
import io.metalab.api.search.UnitSearch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HalvingTest {
  private static final int[] EPOCHS = {1, 3, 9, 27, 81};

  static final List<Dimension> DIMENSIONS =
      List.of(
          new Dimension("epochs", Dimension.Kind.BUDGET, EPOCHS.length, -1, 0),
          new Dimension("rate", Dimension.Kind.ORDERED, 0, -1, 0));

  /**
   * Loss of a rate after some epochs: it falls towards its own floor, the least one at 0.3, but
   * faster for greater rates, so that curves cross.
   */
  private static double loss(double rate, int epochs) {
    double floor = (rate - 0.3) * (rate - 0.3);
    return floor + 1 / (1 + epochs * (1 + 0.2 * rate));
  }

  private record Spent(double epochs, double best, Map<Integer, Integer> runs) {}

  /** Each budget goes on from the checkpoint of the one before, so that it costs the difference. */
  private static Spent search(SearchAlgorithm algorithm, long seed, int suggestions, int batch) {
    UnitSearch search =
        algorithm.start(
            new SearchProblem(DIMENSIONS, 1, batch, SeedBundle.of(seed), Params.empty()));
    List<double[]> points = new ArrayList<>();
    Map<Double, Integer> done = new HashMap<>();
    Map<Integer, Integer> runs = new HashMap<>();
    double spent = 0;
    double best = Double.POSITIVE_INFINITY;
    for (int k = 0; k < suggestions; k++) {
      if (k >= batch) {
        double[] told = points.get(k - batch);
        search.tell(told, Evidence.of(k - batch, loss(told[1], epochs(told))));
      }
      double[] point = search.ask().orElseThrow();
      points.add(point);
      int epochs = epochs(point);
      spent += epochs - done.getOrDefault(point[1], 0);
      done.put(point[1], epochs);
      runs.merge(epochs, 1, Integer::sum);
      best = Math.min(best, loss(point[1], epochs));
    }
    return new Spent(spent, best, runs);
  }

  private static int epochs(double[] point) {
    return EPOCHS[(int) DIMENSIONS.get(0).level(point[0])];
  }

  @Test
  void findsTheBestOfTheFullGridForAThirdOfItsCost() {
    int rates = 81;
    double grid = Double.POSITIVE_INFINITY;
    for (int i = 0; i < rates; i++) {
      grid = Math.min(grid, loss((i + 0.5) / rates, 81));
    }
    double gridCost = 81.0 * rates;

    for (long seed = 0; seed < 20; seed++) {
      Spent spent = search(new Asha(), seed, 500, 4);
      assertThat(spent.epochs()).as("seed %d", seed).isLessThan(gridCost / 3);
      assertThat(spent.best()).as("seed %d", seed).isLessThan(grid + 5e-4);
    }
  }

  @Test
  void givesTheBestThirdOfThePointsTheNextBudget() {
    Map<Integer, Integer> runs = search(new Asha(), 1, 1_000, 1).runs();

    int before = runs.getOrDefault(1, 0);
    for (int epochs : new int[] {3, 9, 27, 81}) {
      // A point that was among the best third goes on, though better ones may come later.
      int promoted = runs.getOrDefault(epochs, 0);
      assertThat(promoted).isBetween(before / 3, before / 2);
      before = promoted;
    }
  }

  @Test
  void hyperbandStartsPointsWithEachBudget() {
    Spent spent = search(new Hyperband(), 1, 400, 4);

    assertThat(spent.runs().keySet()).containsExactlyInAnyOrder(1, 3, 9, 27, 81);
    assertThat(spent.runs().get(81)).isGreaterThan(search(new Asha(), 1, 400, 4).runs().get(81));
  }

  @Test
  void barriersLetTheBestThirdOfAllPointsGoOn() {
    UnitSearch search =
        new SuccessiveHalving()
            .start(new SearchProblem(DIMENSIONS, 1, 1, SeedBundle.of(1), Params.empty()));
    List<double[]> before = new ArrayList<>();
    int count = 81;
    for (int level = 0; level < EPOCHS.length; level++) {
      int epochs = EPOCHS[level];
      List<double[]> rung = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        double[] point = search.ask().orElseThrow();
        rung.add(point);
        assertThat(epochs(point)).isEqualTo(epochs);
        search.tell(point, Evidence.of(i, loss(point[1], epochs)));
      }
      if (level > 0) {
        int last = EPOCHS[level - 1];
        before.sort(Comparator.comparingDouble(point -> loss(point[1], last)));
        assertThat(rung.stream().map(point -> point[1]))
            .containsExactlyElementsOf(before.stream().limit(count).map(p -> p[1]).toList());
      }
      before = rung;
      count /= 3;
    }
    assertThat(epochs(search.ask().orElseThrow())).as("the next points begin").isEqualTo(1);
  }

  @Test
  void whileABarrierWaitsTheNextPointsBegin() {
    UnitSearch search =
        new SuccessiveHalving()
            .start(new SearchProblem(DIMENSIONS, 1, 4, SeedBundle.of(1), Params.of("points", 9)));
    List<double[]> points = new ArrayList<>();
    List<Integer> epochs = new ArrayList<>();
    for (int k = 0; k < 17; k++) {
      if (k >= 4) {
        double[] told = points.get(k - 4);
        search.tell(told, Evidence.of(k - 4, loss(told[1], epochs(told))));
      }
      points.add(search.ask().orElseThrow());
      epochs.add(epochs(points.get(k)));
    }
    // The ninth result is told before suggestion 12, the third of the second rung before 18.
    assertThat(epochs).containsExactly(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 3, 3, 3, 1, 1);
  }

  @Test
  void ofPointsWithoutValueNoneGoesOn() {
    UnitSearch search =
        new SuccessiveHalving()
            .start(new SearchProblem(DIMENSIONS, 1, 1, SeedBundle.of(1), Params.of("points", 3)));
    for (int k = 0; k < 3; k++) {
      search.tell(search.ask().orElseThrow(), Evidence.without(k, Evidence.Outcome.FAILED));
    }

    assertThat(epochs(search.ask().orElseThrow())).isEqualTo(1);
  }

  @Test
  void needsOneBudget() {
    SearchProblem none =
        new SearchProblem(DIMENSIONS.subList(1, 2), 1, 1, SeedBundle.of(1), Params.empty());

    assertThatThrownBy(() -> new Asha().start(none))
        .hasMessageContaining("needs a parameter that says how much is spent on a run");
    assertThatThrownBy(
            () ->
                new Tpe()
                    .start(new SearchProblem(DIMENSIONS, 1, 1, SeedBundle.of(1), Params.empty())))
        .hasMessageContaining("it has no use for the budget epochs");
  }
}
