package io.dymad.edmd;

import static java.util.Objects.requireNonNull;

import io.dymad.dmd.SpectralModel;
import io.dymad.numerics.ComplexMatrix;
import io.dymad.numerics.ComplexVector;
import io.dymad.numerics.LeastSquares;
import io.dymad.numerics.Matrix;
import io.dymad.numerics.RankRule;
import io.dymad.numerics.Spectra;

/**
 * A model whose eigenfunctions are combinations of the functions of a dictionary, {@code φ(x) =
 * ψ(x) g}: what EDMD, kernel DMD, measure-preserving EDMD and generator EDMD say about states.
 *
 * <p>Modes are those of the states: with {@code x ≈ ψ B} by least squares on the fitted states and
 * {@code V = [g_1, g_2, …]}, the rows of the least-squares solution of {@code V m = B}. A mode is 0
 * where the states do not contain its eigenfunction. For a matrix that is defective up to rounding
 * the eigenfunctions do not span the dictionary, and what they miss of the states is missing in
 * every course.
 *
 * @param dictionary ψ
 * @param eigenvalues λ, discrete-time
 * @param exponents ω, continuous-time
 * @param functions g, one column for each eigenvalue, shape {@code [functions, modes]}
 * @param modes one column for each eigenvalue, shape {@code [state, modes]}
 * @param amplitudes the eigenfunctions at the first state
 * @param step time of one step
 */
public record KoopmanModel(
    Dictionary dictionary,
    ComplexVector eigenvalues,
    ComplexVector exponents,
    ComplexMatrix functions,
    ComplexMatrix modes,
    ComplexVector amplitudes,
    double step)
    implements SpectralModel {
  public KoopmanModel {
    requireNonNull(dictionary, "dictionary");
    int size = eigenvalues.size();
    if (exponents.size() != size
        || functions.columns() != size
        || functions.rows() != dictionary.size()
        || modes.columns() != size
        || amplitudes.size() != size) {
      throw new IllegalArgumentException(
          "%d eigenvalues, coefficients of %s and modes of %s do not fit %d functions."
              .formatted(size, functions.shape(), modes.shape(), dictionary.size()));
    }
    if (!(step > 0 && step < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("The time step (%s) must be above 0.".formatted(step));
    }
  }

  /**
   * Returns the model of a Koopman matrix; {@link KernelFeatures} are a dictionary, too.
   *
   * @param states that were fitted, shape {@code [samples, state]}
   */
  public static KoopmanModel of(Dictionary dictionary, Edmd<Matrix> fit, Matrix states) {
    return of(
        dictionary, fit.eigenvalues(), fit.exponents(), fit.eigen().right(), states, fit.step());
  }

  /**
   * Returns the model of a map that preserves the measure.
   *
   * @param states that were fitted, shape {@code [samples, state]}
   * @param step time of one step
   */
  public static KoopmanModel of(
      Dictionary dictionary, MeasurePreservingEdmd fit, Matrix states, double step) {
    ComplexVector exponents = Spectra.toContinuous(fit.eigenvalues(), step);
    return of(dictionary, fit.eigenvalues(), exponents, fit.eigenfunctions(), states, step);
  }

  /**
   * Returns the model of a generator, by decreasing growth rate.
   *
   * @param states that were fitted, shape {@code [samples, state]}
   * @param step time that the discrete-time eigenvalues belong to
   */
  public static KoopmanModel of(
      Dictionary dictionary, GeneratorEdmd fit, Matrix states, double step) {
    int[] order = Spectra.order(Spectra.toDiscrete(fit.exponents(), step));
    ComplexVector exponents = fit.exponents().select(order);
    return of(
        dictionary,
        Spectra.toDiscrete(exponents, step),
        exponents,
        fit.eigen().right().selectColumns(order),
        states,
        step);
  }

  private static KoopmanModel of(
      Dictionary dictionary,
      ComplexVector values,
      ComplexVector exponents,
      ComplexMatrix functions,
      Matrix states,
      double step) {
    Matrix features = dictionary.evaluate(states);
    Matrix readout = readout(features, states);
    ComplexMatrix modes =
        LeastSquares.solve(functions, readout.toComplex(), RankRule.full()).solution();
    return new KoopmanModel(
        dictionary,
        values,
        exponents,
        functions,
        modes.adjoint().conjugate(),
        features.rows(0, 1).timesComplex(functions).row(0),
        step);
  }

  /** Returns B of the best {@code x ≈ ψ B}, shape {@code [functions, state]}. */
  static Matrix readout(Matrix features, Matrix states) {
    return LeastSquares.solve(features, states, RankRule.full()).solution();
  }

  @Override
  public ComplexMatrix eigenfunctions(Matrix states) {
    return dictionary.evaluate(states).timesComplex(functions);
  }
}
