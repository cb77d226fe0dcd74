package io.dymad.sako;

import static java.util.Objects.requireNonNull;

import io.dymad.core.SnapshotPairs;
import io.dymad.core.Trajectories;
import io.dymad.core.Trajectory;
import io.dymad.edmd.Edmd;
import io.dymad.edmd.Lifted;
import io.dymad.edmd.OrthonormalFeatures;
import io.dymad.numerics.Blas;
import io.dymad.numerics.Complex;
import io.dymad.numerics.ComplexVector;
import io.dymad.numerics.EigenpairMatching;
import io.dymad.numerics.Matrix;
import io.dymad.numerics.Spectra;
import io.dymad.numerics.Svd;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * How certain a spectrum is, by the bootstrap over trajectories: whole trajectories are drawn with
 * replacement, as many as there are, and each drawing is fitted. Pairs of one trajectory are not
 * independent, and drawing them one by one would give too small an error.
 *
 * <p>All drawings are fitted with the same features, those that are orthonormal on all
 * trajectories, so that their eigenfunctions can be compared. Each eigenpair of a drawing is
 * matched, one to one, with that of the whole that is nearest in eigenvalue and eigenfunction.
 *
 * <p>Where few distinct trajectories are drawn, the features may depend on each other. Such a
 * drawing says nothing about the spectrum: it is drawn again and counted.
 *
 * <p>The trajectories that a drawing leaves out, a third on average, judge its eigenpairs: their
 * residuals are held-out ones. Deviations are too small by a factor of about {@code sqrt(1 - 1/n)}
 * for n trajectories, as those of all bootstraps are.
 *
 * @param features orthonormal on the trajectories that are drawn from
 * @param fit how a drawing is fitted
 * @param resamples number of drawings, at least 2; 200 for deviations, 1000 for intervals
 * @see <a href="https://doi.org/10.1214/aos/1176344552">Efron (1979)</a>
 * @see <a href="https://doi.org/10.1201/9780429246593">Efron and Tibshirani (1993), chapters 6 and
 *     13</a>
 */
public record SpectrumBootstrap(OrthonormalFeatures features, Fit fit, int resamples) {
  /** Largest over smallest singular value of the features beyond which half of the digits go. */
  private static final double LARGEST_CONDITION = 1e8;

  public SpectrumBootstrap {
    requireNonNull(features, "features");
    requireNonNull(fit, "fit");
    if (resamples < 2) {
      throw new IllegalArgumentException(
          "The number of drawings (%d) must be at least 2.".formatted(resamples));
    }
  }

  /** Fits a Koopman matrix to pairs of different weights; called on many threads at once. */
  @FunctionalInterface
  public interface Fit {
    /**
     * Returns the matrix and its eigenpairs.
     *
     * @param pairs of linearly independent features; the weights are whole numbers for a drawing
     * @param step time of one step
     */
    Edmd<Matrix> of(Lifted<Matrix> pairs, double step);
  }

  /** One drawing. */
  private record Drawing(ComplexVector exponents, List<Double> residuals) {}

  /**
   * Fits all drawings, on all cores. The result depends on the random numbers, not on the number of
   * cores.
   *
   * @throws IllegalArgumentException if there are fewer than two trajectories with a pair, time
   *     steps differ, the features depend on each other on all trajectories, or do so on more
   *     drawings than are asked for
   */
  public UncertainSpectrum run(Trajectories all, RandomGenerator random) {
    SnapshotPairs pairs = SnapshotPairs.of(all);
    Lifted<Matrix> lifted = Lifted.of(features, pairs);
    int[] owners = owners(all);
    int count = owners[owners.length - 1] + 1;
    if (count < 2) {
      throw new IllegalArgumentException(
          "A bootstrap over trajectories needs two of them that have a pair.");
    }
    if (isDegenerate(lifted)) {
      throw new IllegalArgumentException(
          "The %d features depend on each other on the trajectories to draw from."
              .formatted(features.size()));
    }
    Edmd<Matrix> full = fit.of(lifted, pairs.step());
    List<Drawing> drawings = new ArrayList<>();
    int degenerate = 0;
    while (drawings.size() < resamples) {
      List<int[]> draws = new ArrayList<>();
      for (int i = drawings.size(); i < resamples; i++) {
        draws.add(draw(count, random));
      }
      List<Drawing> usable =
          Blas.singleThreaded(
              () ->
                  draws.parallelStream()
                      .flatMap(draw -> find(lifted, owners, draw, full).stream())
                      .toList());
      drawings.addAll(usable);
      degenerate += draws.size() - usable.size();
      if (degenerate > resamples) {
        throw new IllegalArgumentException(
            "The %d features depend on each other on %d of %d drawings from %d trajectories. Maybe use fewer functions, or more trajectories."
                .formatted(features.size(), degenerate, degenerate + drawings.size(), count));
      }
    }
    double[] residuals = Residuals.of(full.eigenvalues(), full.eigen().right(), lifted);
    return new UncertainSpectrum(
        full,
        Arrays.stream(residuals).boxed().toList(),
        IntStream.range(0, residuals.length).mapToObj(j -> median(drawings, j)).toList(),
        drawings.stream().map(Drawing::exponents).toList(),
        degenerate);
  }

  private static boolean isDegenerate(Lifted<Matrix> lifted) {
    Svd<Matrix> svd = lifted.weightedNow().svd();
    return svd.size() < lifted.features() || !(svd.condition() <= LARGEST_CONDITION);
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

  /** Returns what a drawing gives; nothing if it is degenerate. */
  private Optional<Drawing> find(
      Lifted<Matrix> lifted, int[] owners, int[] times, Edmd<Matrix> full) {
    double[] drawn = new double[owners.length];
    double[] left = new double[owners.length];
    for (int i = 0; i < owners.length; i++) {
      drawn[i] = times[owners[i]];
      left[i] = drawn[i] == 0 ? 1 : 0;
    }
    Lifted<Matrix> weighted = lifted.withWeights(drawn);
    if (isDegenerate(weighted)) {
      return Optional.empty();
    }
    Edmd<Matrix> part = fit.of(weighted, full.step());
    int[] match =
        EigenpairMatching.ofValues(full.eigenvalues(), full.eigen().right())
            .match(EigenpairMatching.ofValues(part.eigenvalues(), part.eigen().right()));
    ComplexVector values = part.eigenvalues().select(match);
    double[] residuals = new double[match.length];
    Arrays.fill(residuals, Double.NaN);
    if (Arrays.stream(left).anyMatch(weight -> weight > 0)) {
      residuals =
          Residuals.of(values, part.eigen().right().selectColumns(match), lifted.withWeights(left));
    }
    return Optional.of(
        new Drawing(
            exponentsNear(full.exponents(), values, full.step()),
            Arrays.stream(residuals).boxed().toList()));
  }

  /** Returns exponents on the branches of the logarithm that are nearest to others. */
  private static ComplexVector exponentsNear(
      ComplexVector wanted, ComplexVector values, double step) {
    ComplexVector principal = Spectra.toContinuous(values, step);
    double turn = 2 * Math.PI / step;
    return ComplexVector.generate(
        values.size(),
        j -> {
          Complex exponent = principal.get(j);
          double turns = Math.rint((wanted.get(j).im() - exponent.im()) / turn);
          return exponent.plus(new Complex(0, turns * turn));
        });
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
