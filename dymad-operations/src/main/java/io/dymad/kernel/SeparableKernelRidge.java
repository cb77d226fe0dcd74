package io.dymad.kernel;

import io.dymad.numerics.Matrix;
import java.util.ArrayList;
import java.util.List;

/**
 * Kernel ridge regression of values that know of each other: with the operator-valued kernel {@code
 * Σ_i k_i(x, z) L_i L_iᵀ}, {@code f(x) = Σ_j Σ_i k_i(x, x_j) L_i L_iᵀ a_j}. All coefficients are
 * the solution of one system, of as many equations as samples times values.
 *
 * @see <a href="https://arxiv.org/abs/1106.6251">Alvarez, Rosasco and Lawrence (2012), section
 *     4</a>
 */
public final class SeparableKernelRidge implements KernelRegression {
  /**
   * A scalar kernel and the values that it moves together.
   *
   * @param kernel k
   * @param factor L, shape {@code [values, any]}
   */
  public record Term(Kernel kernel, Matrix factor) {
    private Matrix coupling() {
      return factor.timesAdjoint(factor);
    }
  }

  private final List<Term> terms;
  private final Matrix samples;
  private final Matrix coefficients;

  /**
   * Takes what was fitted before.
   *
   * @param terms at least one
   * @param samples shape {@code [n, state]}
   * @param coefficients shape {@code [n, values]}
   */
  public SeparableKernelRidge(List<Term> terms, Matrix samples, Matrix coefficients) {
    this.terms = List.copyOf(terms);
    this.samples = samples.requireFinite("The samples");
    this.coefficients = coefficients.requireFinite("The coefficients");
    checkTerms(terms, coefficients.columns());
  }

  private static void checkTerms(List<Term> terms, int values) {
    if (terms.isEmpty()) {
      throw new IllegalArgumentException("There is no term.");
    }
    for (int i = 0; i < terms.size(); i++) {
      if (terms.get(i).factor().rows() != values) {
        throw new IllegalArgumentException(
            "The factor of term %d (%s) must have a row for each of the %d values."
                .formatted(i, terms.get(i).factor().shape(), values));
      }
    }
  }

  /**
   * Fits values at samples.
   *
   * @param terms at least one
   * @param samples shape {@code [n, state]}
   * @param values shape {@code [n, values]}
   * @throws ArithmeticException if the ridge is lost in rounding
   * @throws IllegalArgumentException if shapes do not fit each other
   */
  public static SeparableKernelRidge fit(
      List<Term> terms, Matrix samples, Matrix values, Ridge ridge) {
    samples.requireFinite("The samples");
    values.requireFinite("The values");
    int size = values.columns();
    checkTerms(terms, size);
    int unknowns = Math.multiplyExact(samples.rows(), size);
    List<Matrix> kernels = new ArrayList<>();
    List<Matrix> couplings = new ArrayList<>();
    for (Term term : terms) {
      kernels.add(term.kernel().evaluate(samples, samples));
      couplings.add(term.coupling());
    }
    Matrix gram =
        Matrix.generate(
            unknowns,
            unknowns,
            (i, j) -> {
              double sum = 0;
              for (int k = 0; k < kernels.size(); k++) {
                sum +=
                    kernels.get(k).get(i / size, j / size)
                        * couplings.get(k).get(i % size, j % size);
              }
              return sum;
            });
    Matrix solution = ridge.solve(gram, Matrix.ofColumn(values.toRowMajor()));
    return new SeparableKernelRidge(
        terms, samples, Matrix.ofRowMajor(samples.rows(), size, solution.column(0)));
  }

  @Override
  public List<Kernel> kernels() {
    return terms.stream().map(Term::kernel).toList();
  }

  /** Returns the terms. */
  public List<Term> terms() {
    return terms;
  }

  @Override
  public Matrix samples() {
    return samples;
  }

  /** Returns the coefficients, one row for each sample. */
  public Matrix coefficients() {
    return coefficients;
  }

  @Override
  public int outputSize() {
    return coefficients.columns();
  }

  @Override
  public Matrix predict(Matrix states) {
    Matrix values = Matrix.zeros(states.rows(), outputSize());
    for (Term term : terms) {
      Matrix moved = coefficients.times(term.coupling());
      values = values.plus(term.kernel().evaluate(states, samples).times(moved));
    }
    return values;
  }
}
