package io.metalab.core.search.algorithm;

import io.metalab.api.Params;
import io.metalab.api.SeedBundle;
import io.metalab.api.search.Dimension;
import io.metalab.api.search.Evidence;
import io.metalab.api.search.SearchAlgorithm;
import io.metalab.api.search.SearchProblem;
import io.metalab.api.search.UnitSearch;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Functions whose least values are published, over the unit cube.
 *
 * @see <a href="https://www.sfu.ca/~ssurjano/optimization.html">Surjanovic, Bingham: Virtual
 *     library of simulation experiments</a>
 */
enum TestFunction {
  /** Branin over [-5, 10] x [0, 15], whose three minima are equal. */
  BRANIN(2, 0.397887, TestFunction::branin),
  /** Rosenbrock over [-2, 2] x [-1, 3]. */
  ROSENBROCK(2, 0, TestFunction::rosenbrock),
  /** Hartmann in six dimensions. */
  HARTMANN6(6, -3.32237, TestFunction::hartmann6);

  private static final double[][] A = {
    {10, 3, 17, 3.5, 1.7, 8},
    {0.05, 10, 17, 0.1, 8, 14},
    {3, 3.5, 1.7, 10, 17, 8},
    {17, 8, 0.05, 10, 0.1, 14}
  };
  private static final double[][] P = {
    {0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886},
    {0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991},
    {0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.6650},
    {0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381}
  };
  private static final double[] ALPHA = {1, 1.2, 3, 3.2};

  private final int dimensions;
  private final double least;

  @SuppressWarnings("ImmutableEnumChecker") // the functions above hold no state
  private final ToDoubleFunction<double[]> function;

  TestFunction(int dimensions, double least, ToDoubleFunction<double[]> function) {
    this.dimensions = dimensions;
    this.least = least;
    this.function = function;
  }

  private static double branin(double[] u) {
    double x = -5 + 15 * u[0];
    double y = 15 * u[1];
    double t = y - 5.1 / (4 * Math.PI * Math.PI) * x * x + 5 / Math.PI * x - 6;
    return t * t + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x) + 10;
  }

  private static double rosenbrock(double[] u) {
    double x = -2 + 4 * u[0];
    double y = -1 + 4 * u[1];
    return 100 * (y - x * x) * (y - x * x) + (1 - x) * (1 - x);
  }

  private static double hartmann6(double[] u) {
    double sum = 0;
    for (int i = 0; i < ALPHA.length; i++) {
      double exponent = 0;
      for (int j = 0; j < u.length; j++) {
        exponent += A[i][j] * (u[j] - P[i][j]) * (u[j] - P[i][j]);
      }
      sum -= ALPHA[i] * Math.exp(-exponent);
    }
    return sum;
  }

  /** Returns by how much the best of a search is above the least value, for seeds 0 to 19. */
  double[] regrets(SearchAlgorithm algorithm, int suggestions, int batch) {
    double[] regrets =
        IntStream.range(0, 20)
            .mapToDouble(seed -> regret(algorithm, suggestions, batch, seed))
            .toArray();
    Arrays.sort(regrets);
    return regrets;
  }

  private double regret(SearchAlgorithm algorithm, int suggestions, int batch, long seed) {
    List<Dimension> axes =
        IntStream.range(0, dimensions)
            .mapToObj(i -> new Dimension("x" + i, Dimension.Kind.ORDERED, 0, -1, 0))
            .toList();
    UnitSearch search =
        algorithm.start(new SearchProblem(axes, 1, batch, SeedBundle.of(seed), Params.empty()));
    ArrayDeque<double[]> pending = new ArrayDeque<>();
    double best = Double.POSITIVE_INFINITY;
    for (int k = 0; k < suggestions; k++) {
      if (k >= batch) {
        double[] point = pending.remove();
        search.tell(point, Evidence.of(k - batch, function.applyAsDouble(point)));
      }
      double[] point = search.ask().orElseThrow();
      best = Math.min(best, function.applyAsDouble(point));
      pending.add(point);
    }
    return best - least;
  }
}
