package io.dymad.dmd;

import io.dymad.dmd.ModalModel.Amplitudes;
import io.dymad.numerics.Complex;
import io.dymad.numerics.ComplexMatrix;
import io.dymad.numerics.ComplexVector;
import io.dymad.numerics.Dense;
import io.dymad.numerics.Eigen;
import io.dymad.numerics.RankRule;
import io.dymad.numerics.Svd;

/**
 * Dynamic mode decomposition: with {@code X = P S Qᴴ} truncated, the eigenpairs of {@code S⁻¹ Pᴴ Y
 * Q}.
 *
 * <p>Sensor noise pulls the eigenvalues inwards; {@link TotalLeastSquaresDmd}, {@link
 * ForwardBackwardDmd} and {@link OptimizedDmd} do not have that bias.
 *
 * @param rule which singular values of the snapshots are used
 * @param modes where modes are taken from
 * @param amplitudes how amplitudes are fitted
 * @param regularisation added to the squared singular values, at least 0 (Tikhonov)
 * @see <a href="https://doi.org/10.3934/jcd.2014.1.391">Tu et al. (2014), algorithm 2</a>
 */
public record Dmd(RankRule rule, Modes modes, Amplitudes amplitudes, double regularisation) {
  /** Where modes are taken from. */
  public enum Modes {
    /**
     * From the successors, divided by λ: exact eigenvectors of {@code Y X⁺}. For λ at rounding
     * level the projected mode stands in.
     */
    EXACT,
    /** From the span of the snapshots. */
    PROJECTED
  }

  public Dmd {
    if (!(regularisation >= 0 && regularisation < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "The regularisation (%s) must be at least 0.".formatted(regularisation));
    }
  }

  /**
   * Returns the method with exact modes, amplitudes of the first snapshot and no regularisation.
   */
  public static Dmd of(RankRule rule) {
    return new Dmd(rule, Modes.EXACT, Amplitudes.FIRST, 0);
  }

  /** Returns the same method with other modes. */
  public Dmd with(Modes source) {
    return new Dmd(rule, source, amplitudes, regularisation);
  }

  /** Returns the same method with other amplitudes. */
  public Dmd with(Amplitudes fit) {
    return new Dmd(rule, modes, fit, regularisation);
  }

  /**
   * Fits a model.
   *
   * @throws IllegalArgumentException if the snapshots cannot have the rank asked for
   * @throws ArithmeticException if the reduced matrix is defective up to rounding
   */
  public <M extends Dense<M>> ModalModel fit(Snapshots<M> snapshots) {
    return fit(snapshots, () -> {});
  }

  /**
   * Fits a model.
   *
   * @param checkpoint called between the decomposition of the snapshots, that of the reduced matrix
   *     and the modes; what it throws ends the fit
   * @throws IllegalArgumentException if the snapshots cannot have the rank asked for
   * @throws ArithmeticException if the reduced matrix is defective up to rounding
   */
  public <M extends Dense<M>> ModalModel fit(Snapshots<M> snapshots, Runnable checkpoint) {
    checkpoint.run();
    Svd<M> svd = Svd.truncated(snapshots.now(), rule);
    checkpoint.run();
    return fit(snapshots, svd, checkpoint);
  }

  /** Fits a model with a decomposition of the snapshots that is already there. */
  <M extends Dense<M>> ModalModel fit(Snapshots<M> snapshots, Svd<M> svd) {
    return fit(snapshots, svd, () -> {});
  }

  private <M extends Dense<M>> ModalModel fit(
      Snapshots<M> snapshots, Svd<M> svd, Runnable checkpoint) {
    double[] s = svd.singularValues();
    double[] inverse = new double[s.length];
    for (int i = 0; i < s.length; i++) {
      inverse[i] = s[i] / (s[i] * s[i] + regularisation);
    }
    M image = svd.u().adjointTimes(snapshots.next()).scaleRows(inverse);
    M reduced = image.times(svd.v());
    checkpoint.run();
    return fromReduced(snapshots, svd.v(), reduced, image);
  }

  /**
   * Returns the model of a reduced Koopman matrix.
   *
   * @param basis Q, orthonormal columns
   * @param reduced {@code Qᴴ K Q}
   * @param image {@code Qᴴ K}: what exact modes are made of
   */
  <M extends Dense<M>> ModalModel fromReduced(Snapshots<M> snapshots, M basis, M reduced, M image) {
    Eigen eigen = reduced.eigen().biorthogonal();
    ComplexVector values = eigen.values();
    double negligible = RankRule.EPSILON * reduced.frobeniusNorm();
    boolean[] exact = new boolean[values.size()];
    for (int j = 0; j < exact.length; j++) {
      exact[j] = modes == Modes.EXACT && values.get(j).abs() > negligible;
    }
    return ModalModel.of(
        values,
        () -> modes(eigen, exact, basis, image),
        lengths -> basis.timesComplex(eigen.right().scaleColumns(lengths)),
        amplitudes,
        snapshots.first(),
        snapshots.step());
  }

  private static <M extends Dense<M>> ComplexMatrix modes(
      Eigen eigen, boolean[] exact, M basis, M image) {
    // Columns that are not wanted from one source are 0 there.
    ComplexVector fromImage =
        ComplexVector.generate(
            exact.length,
            j ->
                exact[j] ? Complex.ONE.dividedBy(eigen.values().get(j).conjugate()) : Complex.ZERO);
    ComplexVector fromBasis =
        ComplexVector.generate(exact.length, j -> exact[j] ? Complex.ZERO : Complex.ONE);
    ComplexMatrix conjugates = image.adjoint().timesComplex(eigen.left().scaleColumns(fromImage));
    if (fromBasis.norm() > 0) {
      conjugates = conjugates.plus(basis.timesComplex(eigen.left().scaleColumns(fromBasis)));
    }
    return conjugates.conjugate();
  }
}
