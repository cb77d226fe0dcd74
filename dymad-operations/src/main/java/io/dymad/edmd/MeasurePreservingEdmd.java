package io.dymad.edmd;

import io.dymad.numerics.ComplexMatrix;
import io.dymad.numerics.ComplexVector;
import io.dymad.numerics.Dense;
import io.dymad.numerics.Qr;
import io.dymad.numerics.Schur;
import io.dymad.numerics.Spectra;
import io.dymad.numerics.Svd;
import io.dymad.numerics.Triangular;

/**
 * The Koopman matrix of a map that preserves the measure of the weights: with {@code W^½ Ψ0 = Q R},
 * {@code K = R⁻¹ U Vᴴ R}, where {@code U Vᴴ} is the unitary part of {@code Qᴴ W^½ Ψ1 R⁻¹}. All
 * eigenvalues lie on the unit circle.
 *
 * <p>It is a good description only where the samples represent an invariant measure.
 *
 * @param eigenvalues of modulus 1
 * @param eigenfunctions coefficients g, one column for each eigenvalue, orthonormal in the inner
 *     product of the weights
 * @see <a href="https://doi.org/10.1137/22M1521407">Colbrook (2023), algorithm 4.1</a>
 */
public record MeasurePreservingEdmd(ComplexVector eigenvalues, ComplexMatrix eigenfunctions) {
  /**
   * Fits the matrix.
   *
   * @throws ArithmeticException if the features are linearly dependent
   */
  public static <M extends Dense<M>> MeasurePreservingEdmd fit(Lifted<M> pairs) {
    M all = pairs.triangle();
    int features = pairs.features();
    Qr<M> qr = all.columns(0, features).qr();
    M next = all.columns(features, 2 * features);
    M compressed = qr.q().adjointTimes(Triangular.divideUpper(next, qr.r()));
    Svd<M> svd = compressed.svd();
    Schur schur = svd.u().timesAdjoint(svd.v()).schur();
    // A unitary matrix has a diagonal Schur form: the Schur vectors are eigenvectors.
    ComplexVector values = schur.t().diagonal();
    int[] order = Spectra.order(values);
    ComplexMatrix functions = Triangular.solveUpper(qr.r().toComplex(), schur.z());
    return new MeasurePreservingEdmd(values.select(order), functions.selectColumns(order));
  }
}
