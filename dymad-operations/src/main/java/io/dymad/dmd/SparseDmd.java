package io.dymad.dmd;

import io.dymad.numerics.Cholesky;
import io.dymad.numerics.Complex;
import io.dymad.numerics.ComplexMatrix;
import io.dymad.numerics.ComplexVector;
import io.dymad.numerics.Dense;
import java.util.stream.IntStream;

/**
 * Sparsity-promoting dynamic mode decomposition: the amplitudes that minimise {@code J(b) + γ Σ
 * |b_j|} choose few modes; then the amplitudes of those alone are fitted again.
 *
 * <p>J is the squared error of the whole series, the modes have unit length: both matter for what a
 * penalty means.
 *
 * @param penalty γ, at least 0
 * @see <a href="https://doi.org/10.1063/1.4863670">Jovanović, Schmid and Nichols (2014), section
 *     II.C</a>
 */
public record SparseDmd(double penalty) {
  private static final double RHO = 1;
  private static final int MAX_ITERATIONS = 100_000;
  private static final double TOLERANCE = 1e-10;

  public SparseDmd {
    if (!(penalty >= 0 && penalty < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("The penalty (%s) must be at least 0.".formatted(penalty));
    }
  }

  /**
   * What a choice gave, in the order of the model's modes.
   *
   * @param penalised amplitudes that minimise the penalised problem; 0 for modes left out
   * @param polished amplitudes of the modes kept, fitted again
   * @param loss {@code sqrt(J / ‖series‖²)} of these, relative
   * @param converged whether the iteration met its tolerance
   */
  public record Choice(
      ComplexVector penalised, ComplexVector polished, double loss, boolean converged) {
    /** Returns the modes that were kept. */
    public int[] kept() {
      return IntStream.range(0, penalised.size()).filter(j -> penalised.get(j).abs() > 0).toArray();
    }
  }

  /**
   * Chooses modes of a model, by the alternating direction method of multipliers.
   *
   * @param series the snapshots to represent, in rows, from the start of the model's series
   */
  public <M extends Dense<M>> Choice choose(ModalModel model, M series) {
    AmplitudeProblem problem = AmplitudeProblem.of(model.modes(), model.eigenvalues(), series);
    int size = model.size();
    Cholesky<ComplexMatrix> factored =
        problem.p().plus(ComplexMatrix.identity(size).times(RHO / 2)).cholesky();
    ComplexVector z = problem.q().map(value -> Complex.ZERO);
    ComplexVector dual = z;
    boolean converged = false;
    for (int i = 0; i < MAX_ITERATIONS && !converged; i++) {
      ComplexVector right = combine(problem.q(), RHO / 2, z, -0.5, dual);
      ComplexVector x = factored.solve(right.asColumn()).column(0);
      ComplexVector shrunk = combine(x, 1 / RHO, dual, 0, dual).map(this::shrink);
      ComplexVector gap = combine(x, -1, shrunk, 0, shrunk);
      double moved = RHO * combine(shrunk, -1, z, 0, z).norm();
      dual = combine(dual, RHO, gap, 0, gap);
      z = shrunk;
      double scale = Math.sqrt(size) + Math.max(x.norm(), z.norm());
      converged = gap.norm() < TOLERANCE * scale && moved < TOLERANCE * (scale + dual.norm());
    }
    return choice(problem, z, converged);
  }

  private static Choice choice(AmplitudeProblem problem, ComplexVector z, boolean converged) {
    int[] kept = IntStream.range(0, z.size()).filter(j -> z.get(j).abs() > 0).toArray();
    ComplexVector polished = problem.solve(kept);
    double loss = Math.max(0, problem.loss(polished));
    return new Choice(z, polished, Math.sqrt(loss / problem.energy()), converged);
  }

  /** Pulls a number towards 0 by {@code γ/ρ}: {@code (1 - k/|v|) v}, or 0 within. */
  private Complex shrink(Complex value) {
    double modulus = value.abs();
    double threshold = penalty / RHO;
    return modulus > threshold ? value.times(1 - threshold / modulus) : Complex.ZERO;
  }

  /** Returns {@code a + s b + t c}. */
  private static ComplexVector combine(
      ComplexVector a, double s, ComplexVector b, double t, ComplexVector c) {
    return ComplexVector.generate(
        a.size(), j -> a.get(j).plus(b.get(j).times(s)).plus(c.get(j).times(t)));
  }
}
