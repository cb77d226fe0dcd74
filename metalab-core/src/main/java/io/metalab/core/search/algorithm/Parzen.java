package io.metalab.core.search.algorithm;

import io.metalab.api.search.Dimension;
import io.metalab.api.search.SearchProblem;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A density of the unit cube: kernels around points, and one that is even over the whole cube.
 *
 * <p>Numbers have normal kernels cut off at the bounds, whose width falls with the number of points
 * to the power of -1/(4 + dimensions) after Scott; categories give most of their weight to the
 * point's own value. What does not count at a point is even there.
 */
final class Parzen {
  private static final double WIDTH = 0.2;

  /** A kernel is no narrower than the cube divided among so many points. */
  private static final double MOST_DIVIDED = 100;

  private static final double MOST_DEVIATIONS = 6;

  private final SearchProblem problem;
  private final List<double[]> points;
  private final double width;

  /** One over the integral of the kernel of each point within the bounds, by its dimensions. */
  private final double[][] norms;

  Parzen(SearchProblem problem, List<double[]> points) {
    this.problem = problem;
    this.points = points;
    int count = points.size() + 1;
    double scott = StrictMath.pow(count, -1.0 / (problem.dimensions().size() + 4));
    this.width = Math.max(WIDTH * scott, 1 / Math.min(MOST_DIVIDED, count + 1.0));
    this.norms = points.stream().map(this::norms).toArray(double[][]::new);
  }

  private double[] norms(double[] point) {
    double[] norms = new double[point.length];
    for (int i = 0; i < norms.length; i++) {
      norms[i] = 1 / (width * mass(point[i]));
    }
    return norms;
  }

  double[] draw(RandomGenerator random) {
    double[] drawn = UnitPoints.random(random, problem.dimensions().size());
    int kernel = random.nextInt(points.size() + 1);
    if (kernel == points.size()) {
      return drawn;
    }
    double[] centre = points.get(kernel);
    for (int i = 0; i < drawn.length; i++) {
      if (problem.isActive(i, centre)) {
        drawn[i] = draw(i, centre[i], drawn[i], random);
      }
    }
    return drawn;
  }

  private double draw(int index, double centre, double even, RandomGenerator random) {
    Dimension dimension = problem.dimensions().get(index);
    if (dimension.kind() == Dimension.Kind.CATEGORY) {
      return random.nextDouble() < evenShare() ? even : centre;
    }
    double drawn = centre + width * random.nextGaussian();
    while (drawn < 0 || drawn > 1) {
      drawn = centre + width * random.nextGaussian();
    }
    return drawn;
  }

  /** The weight of the even part in a kernel of categories. */
  private double evenShare() {
    return 1.0 / (1 + points.size());
  }

  double logDensity(double[] at) {
    double sum = 1;
    for (int i = 0; i < points.size(); i++) {
      sum += kernel(points.get(i), norms[i], at);
    }
    return StrictMath.log(sum / (points.size() + 1));
  }

  private double kernel(double[] centre, double[] norm, double[] at) {
    double exponent = 0;
    double factor = 1;
    for (int i = 0; i < at.length; i++) {
      if (!problem.isActive(i, at) || !problem.isActive(i, centre)) {
        continue;
      }
      Dimension dimension = problem.dimensions().get(i);
      if (dimension.kind() == Dimension.Kind.CATEGORY) {
        double share = evenShare();
        boolean same = dimension.level(at[i]) == dimension.level(centre[i]);
        factor *= share + (same ? (1 - share) * dimension.levels() : 0);
      } else {
        double deviations = (at[i] - centre[i]) / width;
        exponent += deviations * deviations / 2;
        factor *= norm[i];
      }
    }
    return factor * StrictMath.exp(-exponent);
  }

  /** Returns √(2π) times the share of a normal kernel that lies within the bounds. */
  private double mass(double centre) {
    return Math.sqrt(2 * Math.PI) * (below((1 - centre) / width) - below(-centre / width));
  }

  /** Returns the normal distribution function, to 7.5e-8 (Abramowitz, Stegun: 26.2.17). */
  private static double below(double deviations) {
    double z = Math.abs(deviations);
    if (z > MOST_DEVIATIONS) {
      return deviations > 0 ? 1 : 0;
    }
    double t = 1 / (1 + 0.2316419 * z);
    double series =
        t
            * (0.319381530
                + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
    double tail = StrictMath.exp(-z * z / 2) / Math.sqrt(2 * Math.PI) * series;
    return deviations > 0 ? 1 - tail : tail;
  }
}
