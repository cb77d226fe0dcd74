package io.dymad.dmd;

import io.dymad.numerics.Complex;
import io.dymad.numerics.ComplexMatrix;
import io.dymad.numerics.ComplexVector;
import io.dymad.numerics.Matrix;
import io.dymad.numerics.RankRule;
import io.dymad.numerics.Svd;
import java.util.Arrays;

/**
 * The nonlinear least squares problem {@code min_α ‖P⊥(α) H‖}, where P⊥ projects on what {@code Φ =
 * e^(t αᵀ)} does not span, by the Levenberg-Marquardt method with the full Jacobian.
 *
 * <p>The derivative by α_j and by its conjugate are matrices of rank one, {@code -w_j B_j} and
 * {@code -p_j (d_jᴴ R)} with {@code d_j = t Φ_j}, {@code w_j = P⊥ d_j} and p_j a column of {@code
 * (Φ⁺)ᴴ}. As w is orthogonal to p, the normal matrix is made of small inner products, and no
 * Jacobian is ever formed.
 *
 * @see <a href="https://doi.org/10.1137/M1124176">Askham and Kutz (2018), section 3</a>
 */
final class VariableProjection {
  private static final double START_DAMPING = 1e-2;
  private static final double LEAST_DAMPING = 1e-14;
  private static final int MAX_TRIALS = 40;
  private static final double STEP_TOLERANCE = 1e-14;
  private static final double GAIN_TOLERANCE = 1e-15;

  private final double[] times;
  private final ComplexMatrix data;

  VariableProjection(double[] times, ComplexMatrix data) {
    this.times = times.clone();
    this.data = data;
  }

  /** Where a minimisation ended. */
  record Minimum(ComplexVector exponents, boolean converged) {}

  /** Everything at one set of exponents. */
  private record Point(
      ComplexVector exponents, ComplexMatrix phi, Svd<ComplexMatrix> svd, ComplexMatrix residual) {
    double loss() {
      double norm = residual.frobeniusNorm();
      return norm * norm;
    }
  }

  private Point at(ComplexVector exponents) {
    ComplexMatrix phi =
        ComplexMatrix.generate(
            times.length, exponents.size(), (k, j) -> exponents.get(j).times(times[k]).exp());
    Svd<ComplexMatrix> svd = phi.svd().truncate(RankRule.full());
    return new Point(exponents, phi, svd, outside(svd, data));
  }

  private static ComplexMatrix outside(Svd<ComplexMatrix> svd, ComplexMatrix columns) {
    return columns.minus(svd.u().times(svd.u().adjointTimes(columns)));
  }

  /**
   * Minimises from a start.
   *
   * @param free whether real parts vary, too
   * @param checkpoint called before each iteration; what it throws ends the work
   */
  Minimum minimise(ComplexVector start, boolean free, int maxIterations, Runnable checkpoint) {
    Point point = at(start);
    double damping = START_DAMPING;
    for (int iteration = 0; iteration < maxIterations; iteration++) {
      checkpoint.run();
      Normal normal = normal(point, free);
      boolean improved = false;
      for (int trial = 0; trial < MAX_TRIALS && !improved; trial++) {
        ComplexVector step = normal.step(damping);
        ComplexVector moved = sum(point.exponents, step);
        if (isUsable(moved)) {
          Point next = at(moved);
          double gain = (point.loss() - next.loss()) / Math.max(point.loss(), Double.MIN_NORMAL);
          if (gain > 0) {
            point = next;
            damping = Math.max(damping / 5, LEAST_DAMPING);
            improved = true;
            if (gain < GAIN_TOLERANCE || step.norm() < STEP_TOLERANCE * moved.norm()) {
              return new Minimum(point.exponents, true);
            }
          }
        }
        damping = improved ? damping : damping * 4;
      }
      if (!improved) {
        return new Minimum(point.exponents, true);
      }
    }
    return new Minimum(point.exponents, false);
  }

  /** Returns whether no exponential overflows. */
  private boolean isUsable(ComplexVector exponents) {
    double last = times[times.length - 1];
    return exponents.stream()
        .allMatch(
            a ->
                a.isFinite()
                    && Double.isFinite(Math.exp(a.re() * last))
                    && Double.isFinite(Math.exp(a.re() * times[0])));
  }

  private static ComplexVector sum(ComplexVector a, ComplexVector b) {
    return ComplexVector.generate(a.size(), j -> a.get(j).plus(b.get(j)));
  }

  /** The normal equations of the real unknowns: real parts, if free, then imaginary parts. */
  private record Normal(Matrix matrix, Matrix gradient, int size, boolean free) {
    ComplexVector step(double damping) {
      int unknowns = gradient.rows();
      Matrix damped =
          Matrix.generate(
              unknowns,
              unknowns,
              (i, j) ->
                  i == j
                      ? matrix.get(i, i) + damping * Math.max(matrix.get(i, i), Double.MIN_NORMAL)
                      : matrix.get(i, j));
      double[] x = damped.pseudoInverse().times(gradient.times(-1)).column(0);
      return ComplexVector.generate(
          size, j -> free ? new Complex(x[j], x[size + j]) : new Complex(0, x[j]));
    }
  }

  private Normal normal(Point point, boolean free) {
    int size = point.exponents.size();
    Svd<ComplexMatrix> svd = point.svd;
    ComplexMatrix d = point.phi.scaleRows(times);
    ComplexMatrix w = outside(svd, d);
    double[] inverse = Arrays.stream(svd.singularValues()).map(s -> 1 / s).toArray();
    ComplexMatrix p = svd.u().scaleColumns(inverse).timesAdjoint(svd.v());
    ComplexMatrix b = p.adjointTimes(data);
    ComplexMatrix h = d.adjointTimes(point.residual);
    ComplexMatrix first = hadamard(w.adjointTimes(w), b.conjugate().timesAdjoint(b.conjugate()));
    ComplexMatrix second = hadamard(p.adjointTimes(p), h.conjugate().timesAdjoint(h.conjugate()));
    Matrix diagonal = first.plus(second).re();
    Matrix mixed = first.minus(second).im().times(-1);
    ComplexMatrix slopes = w.adjointTimes(point.residual);
    double[] re = new double[size];
    double[] im = new double[size];
    for (int j = 0; j < size; j++) {
      Complex slope = b.row(j).dot(slopes.row(j)).negated();
      re[j] = slope.re();
      im[j] = slope.im();
    }
    if (!free) {
      return new Normal(diagonal, Matrix.ofColumn(im), size, false);
    }
    Matrix matrix = diagonal.beside(mixed).above(mixed.adjoint().beside(diagonal));
    return new Normal(matrix, Matrix.ofColumn(re).above(Matrix.ofColumn(im)), size, true);
  }

  private static ComplexMatrix hadamard(ComplexMatrix a, ComplexMatrix b) {
    return ComplexMatrix.generate(a.rows(), a.columns(), (i, j) -> a.get(i, j).times(b.get(i, j)));
  }
}
