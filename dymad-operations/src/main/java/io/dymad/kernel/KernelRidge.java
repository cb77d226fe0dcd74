package io.dymad.kernel;

import io.dymad.numerics.Matrix;
import java.util.List;

/**
 * Kernel ridge regression of independent values: {@code f_d(x) = Σ_j k_d(x, x_j) A_jd} with {@code
 * (K_d + ridge W⁻¹) A_d = Y_d}, where all values share one kernel or each has its own.
 *
 * @see <a href="https://hastie.su.domains/ElemStatLearn/">Hastie, Tibshirani and Friedman (2009),
 *     section 5.8</a>
 */
public final class KernelRidge implements KernelRegression {
  private final List<Kernel> kernels;
  private final Matrix samples;
  private final Matrix coefficients;

  /**
   * Takes what was fitted before.
   *
   * @param kernels one, or one for each value
   * @param samples shape {@code [n, state]}
   * @param coefficients A, shape {@code [n, values]}
   */
  public KernelRidge(List<Kernel> kernels, Matrix samples, Matrix coefficients) {
    this.kernels = List.copyOf(kernels);
    this.samples = samples.requireFinite("The samples");
    this.coefficients = coefficients.requireFinite("The coefficients");
    if (samples.rows() != coefficients.rows()) {
      throw new IllegalArgumentException(
          "%d samples do not have %d values.".formatted(samples.rows(), coefficients.rows()));
    }
    checkKernels(kernels.size(), coefficients.columns());
  }

  private static void checkKernels(int kernels, int values) {
    if (kernels != 1 && kernels != values) {
      throw new IllegalArgumentException(
          "%d kernels do not belong to %d values: there is one for all or one for each."
              .formatted(kernels, values));
    }
  }

  /**
   * Fits values at samples.
   *
   * @param kernels one for all values, or one for each
   * @param samples shape {@code [n, state]}
   * @param values shape {@code [n, values]}
   * @throws ArithmeticException if the ridge is lost in rounding
   * @throws IllegalArgumentException if shapes do not fit each other
   */
  public static KernelRidge fit(List<Kernel> kernels, Matrix samples, Matrix values, Ridge ridge) {
    samples.requireFinite("The samples");
    values.requireFinite("The values");
    checkKernels(kernels.size(), values.columns());
    if (kernels.size() == 1) {
      Matrix gram = kernels.get(0).evaluate(samples, samples);
      return new KernelRidge(kernels, samples, ridge.solve(gram, values));
    }
    Matrix coefficients = Matrix.zeros(samples.rows(), 0);
    for (int d = 0; d < kernels.size(); d++) {
      Matrix gram = kernels.get(d).evaluate(samples, samples);
      coefficients = coefficients.beside(ridge.solve(gram, values.columns(d, d + 1)));
    }
    return new KernelRidge(kernels, samples, coefficients);
  }

  @Override
  public List<Kernel> kernels() {
    return kernels;
  }

  @Override
  public Matrix samples() {
    return samples;
  }

  /** Returns the coefficients, one column for each value. */
  public Matrix coefficients() {
    return coefficients;
  }

  @Override
  public int outputSize() {
    return coefficients.columns();
  }

  @Override
  public Matrix predict(Matrix states) {
    if (kernels.size() == 1) {
      return kernels.get(0).evaluate(states, samples).times(coefficients);
    }
    Matrix values = Matrix.zeros(states.rows(), 0);
    for (int d = 0; d < kernels.size(); d++) {
      Matrix kernel = kernels.get(d).evaluate(states, samples);
      values = values.beside(kernel.times(coefficients.columns(d, d + 1)));
    }
    return values;
  }

  /**
   * Returns the derivatives of the values along directions.
   *
   * @param states shape {@code [n, inputSize]}
   * @param directions the same shape
   * @return shape {@code [n, outputSize]}
   */
  public Matrix derivative(Matrix states, Matrix directions) {
    if (kernels.size() == 1) {
      return kernels.get(0).derivative(states, directions, samples).times(coefficients);
    }
    Matrix values = Matrix.zeros(states.rows(), 0);
    for (int d = 0; d < kernels.size(); d++) {
      Matrix kernel = kernels.get(d).derivative(states, directions, samples);
      values = values.beside(kernel.times(coefficients.columns(d, d + 1)));
    }
    return values;
  }
}
