package io.dymad.kernel;

import io.dymad.numerics.Matrix;
import java.util.List;

/**
 * Kernel ridge regression of a vector field along a manifold. With T_x the tangent directions at x,
 * the kernel is {@code k(x, z) T_xᵀ T_x T_zᵀ T_z}: values are tangent whatever the samples, and do
 * not depend on which basis of a tangent space is taken. {@code f(x) = T_xᵀ Σ_j k(x, x_j) T_x T_jᵀ
 * a_j}, where the a_j solve one system with the blocks {@code k(x_i, x_j) T_i T_jᵀ} and the right
 * sides {@code T_i y_i} (Huang, He, Harlim and Li, ICLR 2025).
 */
public final class TangentKernelRidge implements KernelRegression {
  private final Kernel kernel;
  private final TangentField tangents;
  private final Matrix samples;

  /** {@code T_jᵀ a_j}, one row for each sample. */
  private final Matrix vectors;

  /**
   * Takes what was fitted before.
   *
   * @param kernel the scalar kernel
   * @param tangents of the manifold
   * @param samples shape {@code [n, state]}
   * @param vectors {@code T_jᵀ a_j}, the same shape
   */
  public TangentKernelRidge(Kernel kernel, TangentField tangents, Matrix samples, Matrix vectors) {
    this.kernel = kernel;
    this.tangents = tangents;
    this.samples = samples.requireFinite("The samples");
    this.vectors = vectors.requireFinite("The vectors");
    checkShapes(samples, vectors);
  }

  private static void checkShapes(Matrix samples, Matrix vectors) {
    if (samples.rows() != vectors.rows() || samples.columns() != vectors.columns()) {
      throw new IllegalArgumentException(
          "A vector field has a vector of each sample: %s do not belong to %s."
              .formatted(vectors.shape(), samples.shape()));
    }
  }

  /**
   * Fits a vector field at samples.
   *
   * @param samples shape {@code [n, state]}
   * @param values a vector at each sample, the same shape; what is not tangent of it is left out
   * @throws ArithmeticException if the ridge is lost in rounding
   * @throws IllegalArgumentException if shapes do not fit each other
   */
  public static TangentKernelRidge fit(
      Kernel kernel, TangentField tangents, Matrix samples, Matrix values, Ridge ridge) {
    samples.requireFinite("The samples");
    values.requireFinite("The values");
    checkShapes(samples, values);
    int n = samples.rows();
    Matrix[] directions = new Matrix[n];
    for (int i = 0; i < n; i++) {
      directions[i] = tangents.at(samples.rows(i, i + 1));
    }
    Matrix all = Matrix.stack(directions);
    int dimension = directions[0].rows();
    Matrix scalar = kernel.evaluate(samples, samples);
    Matrix products = all.timesAdjoint(all);
    Matrix gram =
        Matrix.generate(
            all.rows(),
            all.rows(),
            (i, j) -> scalar.get(i / dimension, j / dimension) * products.get(i, j));
    Matrix targets =
        Matrix.generate(
            all.rows(),
            1,
            (i, j) -> {
              double sum = 0;
              for (int k = 0; k < all.columns(); k++) {
                sum += all.get(i, k) * values.get(i / dimension, k);
              }
              return sum;
            });
    double[] solution = ridge.solve(gram, targets).column(0);
    Matrix scaled = all.scaleRows(solution);
    Matrix vectors =
        Matrix.generate(
            n,
            samples.columns(),
            (i, k) -> {
              double sum = 0;
              for (int d = 0; d < dimension; d++) {
                sum += scaled.get(i * dimension + d, k);
              }
              return sum;
            });
    return new TangentKernelRidge(kernel, tangents, samples, vectors);
  }

  @Override
  public List<Kernel> kernels() {
    return List.of(kernel);
  }

  /** Returns the tangent spaces. */
  public TangentField tangents() {
    return tangents;
  }

  @Override
  public Matrix samples() {
    return samples;
  }

  /** Returns {@code T_jᵀ a_j}, one row for each sample. */
  public Matrix vectors() {
    return vectors;
  }

  @Override
  public int outputSize() {
    return samples.columns();
  }

  @Override
  public Matrix predict(Matrix states) {
    Matrix ambient = kernel.evaluate(states, samples).times(vectors);
    Matrix[] values = new Matrix[states.rows()];
    for (int i = 0; i < values.length; i++) {
      Matrix tangent = tangents.at(states.rows(i, i + 1));
      values[i] = ambient.rows(i, i + 1).timesAdjoint(tangent).times(tangent);
    }
    return values.length == 0 ? ambient : Matrix.stack(values);
  }
}
