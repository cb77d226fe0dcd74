package io.dymad.training;

import static java.util.Objects.requireNonNull;

import io.dymad.numerics.Matrix;

/**
 * Latent variables under a constant control: {@code z' = A z + b}, or {@code z_(k+1) = A z_k + b}.
 *
 * @param drift A, shape {@code [latent, latent]}
 * @param input b, one column
 * @param isMap whether it gives the next latent variables, not their rates
 */
public record AffineFlow(Matrix drift, Matrix input, boolean isMap) {
  public AffineFlow {
    requireNonNull(drift, "drift");
    requireNonNull(input, "input");
    if (drift.rows() != drift.columns() || input.rows() != drift.rows() || input.columns() != 1) {
      throw new IllegalArgumentException(
          "A matrix of %d rows and %d columns and an input of %d rows and %d columns make no flow."
              .formatted(drift.rows(), drift.columns(), input.rows(), input.columns()));
    }
  }

  /**
   * Returns the latent variables that stay as they are, one column: from there on, the flow is
   * linear. Zeros if nothing is added.
   *
   * @throws ArithmeticException if there are none, as A has the eigenvalue 1 of a map, or 0 of
   *     rates
   */
  public Matrix rest() {
    if (input.maxAbs() == 0) {
      return input;
    }
    Matrix change = isMap ? drift.minus(Matrix.identity(drift.rows())) : drift;
    return change.lu().solve(input.times(-1));
  }
}
