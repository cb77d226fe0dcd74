package io.dymad.sako;

import io.dymad.numerics.Assignment;
import io.dymad.numerics.ComplexMatrix;
import io.dymad.numerics.ComplexVector;
import io.dymad.numerics.Matrix;

/**
 * Which eigenpairs of two fits belong together, by eigenvalue and eigenfunction at once.
 *
 * <p>The distance of two pairs is the sine of the angle between the lines of {@code (φ, λφ)} and
 * {@code (χ, μχ)}, the function next to its image: {@code sin² = 1 - |⟨φ,χ⟩|² |1 + conj(λ) μ|² /
 * ((1 + |λ|²) (1 + |μ|²))} for functions of norm 1. It has no weight to choose, and neither the
 * scale nor the phase of a function matters. Partners are assigned one to one, so that the
 * distances sum to the least.
 *
 * <p>A pair that both fits have is always its own partner: were it not, the two pairs matched to it
 * could be matched to each other at less cost, since {@code sin(a + b) < sin a + sin b}. Distances
 * of eigenvalues alone do not have that property. For three numbers on a line, {@code |a - b| + |b
 * - c| = |a - c|}: an eigenvalue between two others can trade places with them for nothing.
 */
final class EigenpairMatching {
  private EigenpairMatching() {}

  /**
   * Returns for each of some pairs the index of its own partner among others.
   *
   * @param values eigenvalues of one step
   * @param functions their coefficients for orthonormal features, one column each, not 0
   * @param otherValues at least as many
   * @param otherFunctions their coefficients for the same features
   */
  static int[] match(
      ComplexVector values,
      ComplexMatrix functions,
      ComplexVector otherValues,
      ComplexMatrix otherFunctions) {
    ComplexMatrix lines = lines(values, functions);
    ComplexMatrix others = lines(otherValues, otherFunctions);
    double[][] distances = new double[values.size()][];
    for (int i = 0; i < distances.length; i++) {
      ComplexMatrix line = lines.column(i).asColumn();
      // What is left of the others beside this line: 1 - cos² would lose half of the digits.
      distances[i] = others.minus(line.times(line.adjointTimes(others))).columnNorms();
    }
    return Assignment.solve(Matrix.of(distances));
  }

  /** Returns the unit vectors along {@code (φ, λφ)}, one in each column. */
  private static ComplexMatrix lines(ComplexVector values, ComplexMatrix functions) {
    int size = functions.rows();
    double[] norms = functions.columnNorms();
    double[] moduli = values.abs();
    return ComplexMatrix.generate(
        2 * size,
        functions.columns(),
        (i, j) -> {
          double scale = 1 / (norms[j] * Math.hypot(1, moduli[j]));
          return i < size
              ? functions.get(i, j).times(scale)
              : functions.get(i - size, j).times(values.get(j)).times(scale);
        });
  }
}
