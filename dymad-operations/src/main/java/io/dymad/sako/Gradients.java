package io.dymad.sako;

import io.dymad.numerics.Complex;
import io.dymad.numerics.ComplexMatrix;
import io.dymad.numerics.ComplexVector;
import io.dymad.numerics.Matrix;
import io.dymad.transforms.Transform;

/**
 * How eigenfunctions and modes change with the measured state: their Jacobians, through every stage
 * of a {@link Transform} from states to features.
 *
 * <p>With features {@code ψ = T(x)}, an eigenfunction {@code φ = ψ g} has the gradient {@code ∇φ =
 * gᵀ dψ/dx}, and a mode v of the features moves the state by {@code v (dx/dψ)ᵀ}. No conjugate is
 * taken; see {@link io.dymad.edmd}. Along a course {@code x' = f(x)} the gradient of an
 * eigenfunction with exponent ω meets {@code ∇φ · f = ω φ}.
 *
 * @see <a href="https://arxiv.org/abs/2505.14697">Song and Huang (2025)</a>
 */
public final class Gradients {
  private Gradients() {}

  /**
   * Returns the gradients of eigenfunctions at a state.
   *
   * @param features the map from states to features
   * @param functions coefficients g, one column for each eigenfunction
   * @param states shape {@code [window, state]}, a single row if there are no delays
   * @return shape {@code [eigenfunctions, window · state]}
   * @throws IllegalArgumentException if the shapes do not fit
   */
  public static ComplexMatrix ofEigenfunctions(
      Transform features, ComplexMatrix functions, Matrix states) {
    checkFeatures("rows of the eigenfunctions", functions.rows(), features);
    Matrix modes = features.forwardModes(states);
    return ComplexMatrix.of(functions.re().adjointTimes(modes), functions.im().adjointTimes(modes));
  }

  /**
   * Returns what modes of the features are in the measured state, at one point.
   *
   * @param features the map from states to features
   * @param modes v, one row for each
   * @param feature where, one row of features
   * @return shape {@code [modes, window · state]}
   * @throws IllegalArgumentException if the shapes do not fit
   */
  public static ComplexMatrix ofModes(Transform features, ComplexMatrix modes, Matrix feature) {
    checkFeatures("columns of the modes", modes.columns(), features);
    return modes.timesReal(features.backwardModes(feature));
  }

  private static void checkFeatures(String what, int size, Transform features) {
    if (size != features.outputSize()) {
      throw new IllegalArgumentException(
          "The %s are %d, but there are %d features.".formatted(what, size, features.outputSize()));
    }
  }

  /**
   * The gradients of modulus and angle of a complex function {@code r e^(iθ)}.
   *
   * @param amplitude ∇r, one row
   * @param phase ∇θ, one row, in radians
   */
  public record Polar(Matrix amplitude, Matrix phase) {}

  /**
   * Returns the gradients of modulus and angle: {@code ∇r = Re(conj(φ) ∇φ) / r, ∇θ = Im(conj(φ) ∇φ)
   * / r²}.
   *
   * @param value φ
   * @param gradient ∇φ
   * @throws ArithmeticException if the function vanishes, where it has no angle
   */
  public static Polar polar(Complex value, ComplexVector gradient) {
    double r = value.abs();
    if (r == 0) {
      throw new ArithmeticException(
          "A function that vanishes has no angle, and no gradient of it.");
    }
    ComplexVector turned = gradient.times(value.conjugate());
    return new Polar(
        Matrix.ofRowMajor(1, gradient.size(), turned.re()).times(1 / r),
        Matrix.ofRowMajor(1, gradient.size(), turned.im()).times(1 / (r * r)));
  }
}
