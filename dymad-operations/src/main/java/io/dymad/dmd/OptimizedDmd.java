package io.dymad.dmd;

import io.dymad.numerics.Complex;
import io.dymad.numerics.ComplexMatrix;
import io.dymad.numerics.ComplexVector;
import io.dymad.numerics.Dense;
import io.dymad.numerics.LeastSquares;
import io.dymad.numerics.Matrix;
import io.dymad.numerics.RankRule;
import io.dymad.numerics.Svd;
import java.util.Arrays;

/**
 * Optimised dynamic mode decomposition: {@code min ‖H - e^(t αᵀ) B‖} over exponents α and all modes
 * B at once, for any times. It has no bias from sensor noise, and there may be more exponents than
 * sensors.
 *
 * @param exponents how many exponents are fitted, at least 1
 * @param constraint where they may lie
 * @param maxIterations of the Levenberg-Marquardt method
 * @see <a href="https://doi.org/10.1137/M1124176">Askham and Kutz (2018), algorithm 2</a>
 */
public record OptimizedDmd(int exponents, Constraint constraint, int maxIterations) {
  /** Where exponents may lie. */
  public enum Constraint {
    /** Anywhere. */
    FREE,
    /** On the imaginary axis: neither growth nor decay. */
    IMAGINARY
  }

  public OptimizedDmd {
    if (exponents < 1 || maxIterations < 1) {
      throw new IllegalArgumentException(
          "The exponents (%d) and iterations (%d) must be at least 1."
              .formatted(exponents, maxIterations));
    }
  }

  /** Returns the method without constraint, with 200 iterations. */
  public static OptimizedDmd of(int exponents) {
    return new OptimizedDmd(exponents, Constraint.FREE, 200);
  }

  /** Returns the same method with another constraint. */
  public OptimizedDmd with(Constraint other) {
    return new OptimizedDmd(exponents, other, maxIterations);
  }

  /**
   * What an optimisation gave.
   *
   * @param model the exponents and modes found; its step is the mean time between samples
   * @param residual {@code ‖H - e^(t αᵀ) B‖ / ‖H‖}
   * @param converged whether the method stopped before its last iteration
   */
  public record Fit(ModalModel model, double residual, boolean converged) {}

  /**
   * Fits a series, starting from {@link #initialExponents}.
   *
   * @param times increasing, one for each row of the series
   * @param series one snapshot in each row
   */
  public <M extends Dense<M>> Fit fit(double[] times, M series) {
    return fit(times, series, initialExponents(times, series));
  }

  /**
   * Fits a series.
   *
   * @param start the exponents to start from
   * @throws IllegalArgumentException if there are fewer samples than exponents, or shapes do not
   *     fit
   */
  public <M extends Dense<M>> Fit fit(double[] times, M series, ComplexVector start) {
    return fit(times, series, start, () -> {});
  }

  /**
   * Fits a series.
   *
   * @param start the exponents to start from
   * @param checkpoint called before each iteration; what it throws ends the fit
   * @throws IllegalArgumentException if there are fewer samples than exponents, or shapes do not
   *     fit
   */
  public <M extends Dense<M>> Fit fit(
      double[] times, M series, ComplexVector start, Runnable checkpoint) {
    checkTimes(times, series);
    if (start.size() != exponents) {
      throw new IllegalArgumentException(
          "There are %d exponents to start from; %d are fitted."
              .formatted(start.size(), exponents));
    }
    double span = times[times.length - 1] - times[0];
    double[] scaled = Arrays.stream(times).map(t -> t / span).toArray();
    Svd<M> svd = series.svd().truncate(RankRule.full());
    ComplexMatrix reduced = svd.u().scaleColumns(svd.singularValues()).toComplex();
    VariableProjection problem = new VariableProjection(scaled, reduced);
    ComplexVector begin =
        constraint == Constraint.IMAGINARY ? start.map(a -> new Complex(0, a.im())) : start;
    VariableProjection.Minimum minimum =
        problem.minimise(
            begin.times(Complex.of(span)),
            constraint == Constraint.FREE,
            maxIterations,
            checkpoint);
    ComplexVector alpha = minimum.exponents().times(Complex.of(1 / span));
    return complete(alpha, times, series.toComplex(), minimum.converged());
  }

  private static Fit complete(
      ComplexVector alpha, double[] times, ComplexMatrix series, boolean converged) {
    ComplexMatrix basis =
        ComplexMatrix.generate(
            times.length, alpha.size(), (k, j) -> alpha.get(j).times(times[k]).exp());
    LeastSquares<ComplexMatrix> fit = LeastSquares.solve(basis, series, RankRule.full());
    double step = (times[times.length - 1] - times[0]) / (times.length - 1);
    return new Fit(
        ModalModel.ofContributions(alpha, fit.solution().adjoint().conjugate(), step),
        fit.residual() / series.frobeniusNorm(),
        converged);
  }

  /**
   * Returns exponents from the trapezoidal rule: those of the matrix that takes means of
   * neighbouring snapshots to their difference quotients.
   *
   * @throws IllegalArgumentException if the snapshots have a smaller rank than exponents are wanted
   */
  public <M extends Dense<M>> ComplexVector initialExponents(double[] times, M series) {
    checkTimes(times, series);
    M reduced = series.times(series.svd().truncate(RankRule.of(exponents)).v());
    int last = series.rows() - 1;
    double[] rates = new double[last];
    for (int k = 0; k < last; k++) {
      rates[k] = 1 / (times[k + 1] - times[k]);
    }
    M later = reduced.rows(1, last + 1);
    M earlier = reduced.rows(0, last);
    M slopes = later.minus(earlier).scaleRows(rates);
    M means = later.plus(earlier).times(0.5);
    return LeastSquares.solve(means, slopes, RankRule.of(exponents)).solution().eigenvalues();
  }

  private void checkTimes(double[] times, Dense<?> series) {
    if (times.length != series.rows()) {
      throw new IllegalArgumentException(
          "There are %d times for %d snapshots.".formatted(times.length, series.rows()));
    }
    for (int k = 1; k < times.length; k++) {
      if (!(times[k] > times[k - 1])) {
        throw new IllegalArgumentException(
            "The times must increase, but number %d (%s) is not above the one before (%s)."
                .formatted(k, times[k], times[k - 1]));
      }
    }
    if (times.length <= exponents) {
      throw new IllegalArgumentException(
          "%d snapshots are too few for %d exponents; there must be more."
              .formatted(times.length, exponents));
    }
    Matrix.ofColumn(times).requireFinite("The times");
  }
}
