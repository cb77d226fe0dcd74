package io.dymad.edmd;

import io.dymad.numerics.ComplexVector;
import io.dymad.numerics.Eigen;
import io.dymad.numerics.LeastSquares;
import io.dymad.numerics.Matrix;
import io.dymad.numerics.RankRule;

/**
 * The matrix of the Koopman generator, fitted to time derivatives: {@code L = argmin ‖Ψ L - dΨ/dt‖}
 * with {@code dψ/dt = ∇ψ · dx/dt}. Its eigenvalues are exponents; no logarithm and no time step is
 * involved.
 *
 * @param generator L, in the convention of this package
 * @param eigen exponents with right eigenvectors, the coefficients of the eigenfunctions
 * @param condition of the features
 * @see <a href="https://doi.org/10.1016/j.physd.2020.132416">Klus et al. (2020), section 3.1</a>
 */
public record GeneratorEdmd(Matrix generator, Eigen eigen, double condition) {
  /**
   * Fits the generator.
   *
   * @param states shape {@code [samples, state]}
   * @param derivatives their time derivatives, the same shape
   */
  public static GeneratorEdmd fit(Dictionary dictionary, Matrix states, Matrix derivatives) {
    LeastSquares<Matrix> fit =
        LeastSquares.solve(
            dictionary.evaluate(states),
            dictionary.derivative(states, derivatives),
            RankRule.full());
    return new GeneratorEdmd(fit.solution(), fit.solution().eigen(), fit.condition());
  }

  /** Returns the exponents. */
  public ComplexVector exponents() {
    return eigen.values();
  }
}
