package io.dymad.sako;

import static java.util.Objects.requireNonNull;

import io.dymad.core.SnapshotPairs;
import io.dymad.core.Trajectories;
import io.dymad.core.Trajectory;
import io.dymad.edmd.Dictionary;
import io.dymad.edmd.Edmd;
import io.dymad.edmd.Lifted;
import io.dymad.numerics.Assignment;
import io.dymad.numerics.Blas;
import io.dymad.numerics.ComplexVector;
import io.dymad.numerics.Matrix;
import io.dymad.numerics.RankRule;
import io.dymad.numerics.Spectra;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * How certain a spectrum is, by the bootstrap over trajectories: whole trajectories are drawn with
 * replacement, as many as there are, and each drawing is fitted. Pairs of one trajectory are not
 * independent, and drawing them one by one would give too small an error.
 *
 * <p>The trajectories that a drawing leaves out, a third on average, judge its eigenpairs: their
 * residuals are held-out ones.
 *
 * @param dictionary features
 * @param rule which directions of the features are used
 * @param resamples number of drawings, at least 2; 200 for deviations, 1000 for intervals
 * @see <a href="https://doi.org/10.1201/9780429246593">Efron and Tibshirani (1993), chapters 6 and
 *     13</a>
 */
public record SpectrumBootstrap(Dictionary dictionary, RankRule rule, int resamples) {
  public SpectrumBootstrap {
    requireNonNull(dictionary, "dictionary");
    requireNonNull(rule, "rule");
    if (resamples < 2) {
      throw new IllegalArgumentException(
          "The number of drawings (%d) must be at least 2.".formatted(resamples));
    }
  }

  /**
   * What the drawings gave.
   *
   * @param full the fit of all trajectories; everything else is in the order of its eigenvalues
   * @param residuals of its eigenpairs on the data it was fitted to
   * @param heldOutResiduals the median over the drawings of the residual on the trajectories left
   *     out; NaN if no drawing left one out
   * @param exponents those of each drawing
   */
  public record Result(
      Edmd<Matrix> full,
      List<Double> residuals,
      List<Double> heldOutResiduals,
      List<ComplexVector> exponents) {
    public Result {
      residuals = List.copyOf(residuals);
      heldOutResiduals = List.copyOf(heldOutResiduals);
      exponents = List.copyOf(exponents);
    }

    /** Returns the standard deviations of the real parts of the exponents, per unit of time. */
    public double[] growthDeviations() {
      return deviations(ComplexVector::re);
    }

    /** Returns the standard deviations of the imaginary parts, in radians per unit of time. */
    public double[] frequencyDeviations() {
      return deviations(ComplexVector::im);
    }

    private double[] deviations(Part part) {
      double[] deviations = new double[full.eigen().size()];
      Arrays.setAll(deviations, j -> deviation(values(part, j)));
      return deviations;
    }

    private static double deviation(double[] values) {
      double mean = Arrays.stream(values).average().orElseThrow();
      double sum = Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum();
      return Math.sqrt(sum / (values.length - 1));
    }

    /**
     * Returns where the middle drawings have the real part of an exponent.
     *
     * @param index of the eigenvalue
     * @param level share of the drawings, in (0, 1)
     */
    public Interval growth(int index, double level) {
      return Interval.of(values(ComplexVector::re, index), level);
    }

    /**
     * Returns where the middle drawings have the imaginary part of an exponent.
     *
     * @param index of the eigenvalue
     * @param level share of the drawings, in (0, 1)
     */
    public Interval frequency(int index, double level) {
      return Interval.of(values(ComplexVector::im, index), level);
    }

    private double[] values(Part part, int index) {
      return exponents.stream().mapToDouble(one -> part.of(one)[index]).toArray();
    }

    private interface Part {
      double[] of(ComplexVector values);
    }
  }

  /**
   * The middle of drawn numbers.
   *
   * @param low as many drawings are below
   * @param high as are above
   */
  public record Interval(double low, double high) {
    private static Interval of(double[] values, double level) {
      if (!(level > 0 && level < 1)) {
        throw new IllegalArgumentException("The level (%s) must be in (0, 1).".formatted(level));
      }
      Arrays.sort(values);
      return new Interval(quantile(values, (1 - level) / 2), quantile(values, (1 + level) / 2));
    }

    private static double quantile(double[] sorted, double share) {
      double place = share * (sorted.length - 1);
      int below = (int) Math.min(Math.floor(place), sorted.length - 2.0);
      return sorted[below] + (place - below) * (sorted[below + 1] - sorted[below]);
    }
  }

  /** One drawing. */
  private record Drawing(ComplexVector exponents, List<Double> residuals) {}

  /**
   * Fits all drawings, on all cores. The result depends on the random numbers, not on the number of
   * cores.
   *
   * @throws IllegalArgumentException if there are fewer than two trajectories with a pair, or time
   *     steps differ
   */
  public Result run(Trajectories all, RandomGenerator random) {
    SnapshotPairs pairs = SnapshotPairs.of(all);
    Lifted<Matrix> lifted = Lifted.of(dictionary, pairs);
    int[] owners = owners(all);
    int count = owners[owners.length - 1] + 1;
    if (count < 2) {
      throw new IllegalArgumentException(
          "A bootstrap over trajectories needs two of them that have a pair.");
    }
    Edmd<Matrix> full = Edmd.fit(lifted, pairs.step(), rule);
    List<int[]> draws = new ArrayList<>();
    for (int i = 0; i < resamples; i++) {
      draws.add(draw(count, random));
    }
    List<Drawing> drawings =
        Blas.singleThreaded(
            () -> draws.parallelStream().map(draw -> fit(lifted, owners, draw, full)).toList());
    double[] residuals = Residuals.of(full.eigenvalues(), full.eigen().right(), lifted);
    return new Result(
        full,
        Arrays.stream(residuals).boxed().toList(),
        IntStream.range(0, residuals.length).mapToObj(j -> median(drawings, j)).toList(),
        drawings.stream().map(Drawing::exponents).toList());
  }

  /** Returns, for each pair, the number of its trajectory among those that have pairs. */
  private static int[] owners(Trajectories all) {
    List<Integer> owners = new ArrayList<>();
    int next = 0;
    for (Trajectory item : all.items()) {
      for (int k = 1; k < item.steps(); k++) {
        owners.add(next);
      }
      next += item.steps() > 1 ? 1 : 0;
    }
    return owners.stream().mapToInt(Integer::intValue).toArray();
  }

  private static int[] draw(int count, RandomGenerator random) {
    int[] times = new int[count];
    for (int i = 0; i < count; i++) {
      times[random.nextInt(count)]++;
    }
    return times;
  }

  private Drawing fit(Lifted<Matrix> lifted, int[] owners, int[] times, Edmd<Matrix> full) {
    double[] drawn = new double[owners.length];
    double[] left = new double[owners.length];
    for (int i = 0; i < owners.length; i++) {
      drawn[i] = times[owners[i]];
      left[i] = drawn[i] == 0 ? 1 : 0;
    }
    Edmd<Matrix> fit = Edmd.fit(lifted.withWeights(drawn), full.step(), rule);
    int[] match = Assignment.match(full.eigenvalues(), fit.eigenvalues());
    ComplexVector values = fit.eigenvalues().select(match);
    double[] residuals = new double[match.length];
    Arrays.fill(residuals, Double.NaN);
    if (Arrays.stream(left).anyMatch(weight -> weight > 0)) {
      residuals =
          Residuals.of(values, fit.eigen().right().selectColumns(match), lifted.withWeights(left));
    }
    return new Drawing(
        Spectra.toContinuous(values, full.step()), Arrays.stream(residuals).boxed().toList());
  }

  private static double median(List<Drawing> drawings, int index) {
    double[] sorted =
        drawings.stream()
            .mapToDouble(drawing -> drawing.residuals.get(index))
            .filter(residual -> !Double.isNaN(residual))
            .sorted()
            .toArray();
    int n = sorted.length;
    return n == 0 ? Double.NaN : (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
  }
}
