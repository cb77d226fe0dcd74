package io.dymad.edmd;

import io.dymad.numerics.ComplexMatrix;
import io.dymad.numerics.ComplexVector;
import io.dymad.numerics.Dense;
import io.dymad.numerics.Eigen;
import io.dymad.numerics.LeastSquares;
import io.dymad.numerics.RankRule;
import io.dymad.numerics.Spectra;

/**
 * A Koopman matrix and its eigenpairs, in the convention of this package.
 *
 * @param <M> the type of the features, real or complex
 * @param koopman K, shape {@code [features, features]}
 * @param eigen λ with right eigenvectors g, the coefficients of the eigenfunctions, and left
 *     eigenvectors
 * @param step time of one step
 * @param rank how many directions of the features were used
 * @param condition of the features used, scaled to equal norms
 * @see <a href="https://doi.org/10.1007/s00332-015-9258-5">Williams, Kevrekidis and Rowley
 *     (2015)</a>
 */
public record Edmd<M extends Dense<M>>(
    M koopman, Eigen eigen, double step, int rank, double condition) {
  /** Returns the matrix of a problem and its eigenpairs. */
  public static <M extends Dense<M>> Edmd<M> of(M koopman, double step) {
    return new Edmd<>(koopman, koopman.eigen(), step, koopman.rows(), 1);
  }

  /**
   * Fits {@code K = argmin ‖W^½ (Ψ0 K - Ψ1)‖} by singular values of the features, which are scaled
   * to equal norms first.
   *
   * @param rule which directions of the features are used
   */
  public static <M extends Dense<M>> Edmd<M> fit(Lifted<M> pairs, double step, RankRule rule) {
    boolean alike = pairs.isEvenlyWeighted();
    M now = alike ? pairs.now() : pairs.weightedNow();
    M next = alike ? pairs.next() : pairs.weightedNext();
    LeastSquares<M> fit = LeastSquares.solveScaled(now, next, rule);
    M koopman = fit.solution();
    return new Edmd<>(koopman, koopman.eigen(), step, fit.rank(), fit.condition());
  }

  /** Fits K with all features; see {@link #fit(Lifted, double, RankRule)}. */
  public static <M extends Dense<M>> Edmd<M> fit(Lifted<M> pairs, double step) {
    return fit(pairs, step, RankRule.full());
  }

  /** Returns discrete-time eigenvalues. */
  public ComplexVector eigenvalues() {
    return eigen.values();
  }

  /** Returns exponents {@code ln(λ) / step} on the principal branch. */
  public ComplexVector exponents() {
    return Spectra.toContinuous(eigen.values(), step);
  }

  /**
   * Returns the eigenfunctions at samples.
   *
   * @param features shape {@code [samples, features]}
   * @return shape {@code [samples, eigenvalues]}
   */
  public ComplexMatrix eigenfunctions(M features) {
    return features.timesComplex(eigen.right());
  }

  /**
   * Returns the modes of an observable {@code ψ B}: the rows {@code v_j} of {@code V⁻¹ B}.
   *
   * @param observable B, shape {@code [features, outputs]}
   * @return shape {@code [eigenvalues, outputs]}
   * @throws ArithmeticException if K is defective up to rounding
   */
  public ComplexMatrix modes(M observable) {
    return eigen.dual().adjointTimes(observable.toComplex());
  }

  /**
   * Advances features by powers of K, without eigenvectors.
   *
   * @param features shape {@code [samples, features]}
   * @param steps at least 0
   * @return shape {@code [samples, features]}
   */
  public M advance(M features, int steps) {
    if (steps < 0) {
      throw new IllegalArgumentException("The steps (%d) must be at least 0.".formatted(steps));
    }
    M advanced = features;
    for (int k = 0; k < steps; k++) {
      advanced = advanced.times(koopman);
    }
    return advanced;
  }
}
