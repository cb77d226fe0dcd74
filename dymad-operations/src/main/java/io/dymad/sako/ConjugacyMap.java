package io.dymad.sako;

import io.dymad.edmd.Dictionary;
import io.dymad.edmd.Edmd;
import io.dymad.numerics.Complex;
import io.dymad.numerics.ComplexMatrix;
import io.dymad.numerics.ComplexVector;
import io.dymad.numerics.Eigen;
import io.dymad.numerics.Matrix;

/**
 * Coordinates in which a system near an equilibrium is linear: {@code y(x) = Σ_j w_j φ_j(x)} with
 * {@code dy/dt = J y} and {@code Dy = I} at the equilibrium. J is the Jacobian there, w_j its right
 * eigenvectors, and φ_j the eigenfunction whose exponent is nearest to the eigenvalue of w_j,
 * scaled by the complex factor {@code 1 / (∇φ_j · w_j)}.
 *
 * @see <a href="https://doi.org/10.1016/j.physd.2012.08.017">Lan and Mezić (2013)</a>
 */
public final class ConjugacyMap {
  private final Dictionary dictionary;
  private final ComplexMatrix functions;
  private final Eigen jacobian;
  private final ComplexVector exponents;

  private ConjugacyMap(
      Dictionary dictionary, ComplexMatrix functions, Eigen jacobian, ComplexVector exponents) {
    this.dictionary = dictionary;
    this.functions = functions;
    this.jacobian = jacobian;
    this.exponents = exponents;
  }

  /**
   * Returns the map of a fitted Koopman matrix.
   *
   * @param equilibrium where the system rests
   * @param jacobian of the vector field there; its eigenvalues are exponents
   * @throws ArithmeticException if an eigenfunction found has no slope at the equilibrium in the
   *     direction of its eigenvector: the dictionary does not hold a principal one
   */
  public static ConjugacyMap of(
      Edmd<Matrix> model, Dictionary dictionary, double[] equilibrium, Matrix jacobian) {
    Eigen linear = jacobian.eigen();
    int size = linear.size();
    Matrix point = Matrix.ofRowMajor(1, equilibrium.length, equilibrium);
    int[] chosen = new int[size];
    ComplexVector exponents = model.exponents();
    for (int j = 0; j < size; j++) {
      chosen[j] = nearest(exponents, linear.values().get(j));
    }
    ComplexMatrix functions = model.eigen().right().selectColumns(chosen);
    ComplexVector slopes =
        ComplexVector.generate(
            size,
            j -> {
              ComplexVector w = linear.right().column(j);
              ComplexMatrix slope = directional(dictionary, point, w);
              Complex product = slope.times(functions.column(j)).get(0);
              if (product.abs() <= 1e-10 * slope.frobeniusNorm()) {
                throw new ArithmeticException(
                    "The eigenfunction nearest to the eigenvalue %.6g%+.6gi of the Jacobian has no slope at the equilibrium. Maybe add the state variables to the dictionary."
                        .formatted(linear.values().get(j).re(), linear.values().get(j).im()));
              }
              return product;
            });
    return new ConjugacyMap(
        dictionary,
        functions.scaleColumns(slopes.map(Complex.ONE::dividedBy)),
        linear,
        exponents.select(chosen));
  }

  private static ComplexMatrix directional(Dictionary dictionary, Matrix point, ComplexVector w) {
    Matrix re = dictionary.derivative(point, Matrix.ofRowMajor(1, w.size(), w.re()));
    Matrix im = dictionary.derivative(point, Matrix.ofRowMajor(1, w.size(), w.im()));
    return ComplexMatrix.of(re, im);
  }

  private static int nearest(ComplexVector values, Complex wanted) {
    int nearest = 0;
    for (int i = 1; i < values.size(); i++) {
      if (values.get(i).minus(wanted).abs() < values.get(nearest).minus(wanted).abs()) {
        nearest = i;
      }
    }
    return nearest;
  }

  /** Returns the exponents found, in the order of the eigenvalues of the Jacobian. */
  public ComplexVector exponents() {
    return exponents;
  }

  /**
   * Returns the scaled principal eigenfunctions.
   *
   * @param states shape {@code [samples, state]}
   * @return shape {@code [samples, state]}
   */
  public ComplexMatrix principal(Matrix states) {
    return dictionary.evaluate(states).timesComplex(functions);
  }

  /**
   * Returns the linearising coordinates, relative to the equilibrium.
   *
   * @param states shape {@code [samples, state]}
   * @return shape {@code [samples, state]}
   */
  public Matrix coordinates(Matrix states) {
    // Rows y = Σ_j φ_j w_jᵀ; the conjugate of the adjoint is the plain transpose.
    ComplexMatrix transposed = jacobian.right().adjoint().conjugate();
    return principal(states).times(transposed).requireReal(1e-8, "The linearising coordinate");
  }
}
