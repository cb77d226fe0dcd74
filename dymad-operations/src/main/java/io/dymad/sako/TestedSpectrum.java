package io.dymad.sako;

import io.dymad.core.SnapshotPairs;
import io.dymad.core.Split;
import io.dymad.edmd.Dictionary;
import io.dymad.edmd.Edmd;
import io.dymad.edmd.Lifted;
import io.dymad.numerics.ComplexVector;
import io.dymad.numerics.Matrix;
import io.dymad.numerics.RankRule;
import java.util.Arrays;
import java.util.List;

/**
 * Eigenpairs fitted on some trajectories, with their residuals on these and on others. Residuals on
 * the training data alone are too small: the fit makes them so.
 *
 * @param fit the eigenpairs
 * @param residuals on the data fitted to, in the order of the eigenvalues
 * @param heldOutResiduals on the data held out
 */
public record TestedSpectrum(
    Edmd<Matrix> fit, List<Double> residuals, List<Double> heldOutResiduals) {
  public TestedSpectrum {
    residuals = List.copyOf(residuals);
    heldOutResiduals = List.copyOf(heldOutResiduals);
    int size = fit.eigen().size();
    if (residuals.size() != size || heldOutResiduals.size() != size) {
      throw new IllegalArgumentException(
          "%d eigenvalues need as many residuals, not %d and %d."
              .formatted(size, residuals.size(), heldOutResiduals.size()));
    }
  }

  /**
   * Fits EDMD on one side of a split and judges it on both.
   *
   * @param rule which directions of the features are used
   * @throws IllegalArgumentException if time steps differ within or between the sides
   */
  public static TestedSpectrum of(Dictionary dictionary, Split split, RankRule rule) {
    SnapshotPairs training = SnapshotPairs.of(split.train());
    SnapshotPairs others = SnapshotPairs.of(split.heldOut());
    if (Math.abs(others.step() - training.step()) > 1e-6 * training.step()) {
      throw new IllegalArgumentException(
          "The trajectories held out have the time step %s, those fitted to %s."
              .formatted(others.step(), training.step()));
    }
    Lifted<Matrix> lifted = Lifted.of(dictionary, training);
    Edmd<Matrix> fit = Edmd.fit(lifted, training.step(), rule);
    return new TestedSpectrum(fit, judge(fit, lifted), judge(fit, Lifted.of(dictionary, others)));
  }

  private static List<Double> judge(Edmd<Matrix> fit, Lifted<Matrix> pairs) {
    double[] residuals = Residuals.of(fit.eigenvalues(), fit.eigen().right(), pairs);
    return Arrays.stream(residuals).boxed().toList();
  }

  /**
   * Returns the indices of pairs whose residual on the data held out is at most a threshold,
   * smallest first, conjugate pairs together.
   */
  public int[] trusted(double threshold) {
    ComplexVector values = fit.eigenvalues();
    return Residuals.below(
        values, heldOutResiduals.stream().mapToDouble(Double::doubleValue).toArray(), threshold);
  }
}
