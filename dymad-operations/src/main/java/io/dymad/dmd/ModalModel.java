package io.dymad.dmd;

import io.dymad.core.Trajectory;
import io.dymad.numerics.Complex;
import io.dymad.numerics.ComplexMatrix;
import io.dymad.numerics.ComplexVector;
import io.dymad.numerics.Dense;
import io.dymad.numerics.LeastSquares;
import io.dymad.numerics.Matrix;
import io.dymad.numerics.RankRule;
import io.dymad.numerics.Spectra;
import io.dymad.numerics.Svd;
import java.util.Arrays;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * A model of modes and eigenfunctions that are linear in the state, which every decomposition of
 * this package finds: {@code x(k step) ≈ Σ_j b_j λ_jᵏ v_j}.
 *
 * @param eigenvalues λ, discrete-time
 * @param exponents ω, continuous-time: {@code λ = e^(ω step)}
 * @param modes v, unit columns, shape {@code [sensors, modes]}, in the order of the eigenvalues
 * @param functions coefficients g of the linear eigenfunctions {@code φ_j(x) = x g_j}, scaled so
 *     that {@code φ_j} of mode j is 1; shape {@code [sensors, modes]}, or without columns where the
 *     modes are linearly dependent
 * @param amplitudes b
 * @param step time of one step
 */
public record ModalModel(
    ComplexVector eigenvalues,
    ComplexVector exponents,
    ComplexMatrix modes,
    ComplexMatrix functions,
    ComplexVector amplitudes,
    double step)
    implements SpectralModel {
  /** Elements of the blocks of snapshots that are compared at a time. */
  private static final int BLOCK = 1 << 20;

  /**
   * Returns the model of eigenvalues with modes and eigenfunctions of any scale and order.
   *
   * @param values discrete-time eigenvalues
   * @param modes one column for each eigenvalue
   * @param functions coefficients, {@code modesᵀ functions} having a diagonal of ones
   * @param series the snapshots that the amplitudes are fitted to
   */
  static <M extends Dense<M>> ModalModel of(
      ComplexVector values,
      ComplexMatrix modes,
      ComplexMatrix functions,
      Amplitudes amplitudes,
      M series,
      double step) {
    return of(values, () -> modes, functions::scaleColumns, amplitudes, series, step);
  }

  /**
   * Returns the same of parts that are made when they are needed: where there are many sensors, few
   * of them are in memory at once.
   *
   * @param modes makes one column for each eigenvalue
   * @param functions makes the coefficients, each column times a factor
   */
  static <M extends Dense<M>> ModalModel of(
      ComplexVector values,
      Supplier<ComplexMatrix> modes,
      Function<ComplexVector, ComplexMatrix> functions,
      Amplitudes amplitudes,
      M series,
      double step) {
    int[] order = Spectra.order(values);
    ComplexVector sorted = values.select(order);
    Unit unit = Unit.of(modes.get());
    ComplexMatrix columns = unit.modes().selectColumns(order);
    return new ModalModel(
        sorted,
        Spectra.toContinuous(sorted, step),
        columns,
        functions.apply(unit.lengths()).selectColumns(order),
        amplitudes.fit(columns, sorted, series),
        step);
  }

  /**
   * Modes of length 1.
   *
   * @param modes unit columns
   * @param lengths what each was divided by
   */
  private record Unit(ComplexMatrix modes, ComplexVector lengths) {
    static Unit of(ComplexMatrix raw) {
      ComplexMatrix unit = Spectra.normalize(raw);
      return new Unit(
          unit, ComplexVector.generate(raw.columns(), j -> unit.column(j).dot(raw.column(j))));
    }
  }

  /**
   * Returns the model of exponents and of their shares {@code b_j v_j} of the state at time 0.
   *
   * @param contributions one column for each exponent
   */
  static ModalModel ofContributions(
      ComplexVector exponents, ComplexMatrix contributions, double step) {
    int[] order = Spectra.order(Spectra.toDiscrete(exponents, step));
    ComplexVector sorted = exponents.select(order);
    Unit parts = Unit.of(contributions.selectColumns(order));
    ComplexMatrix unit = parts.modes();
    Svd<ComplexMatrix> svd = unit.svd().truncate(RankRule.full());
    boolean independent = svd.size() == sorted.size();
    ComplexMatrix dual =
        independent
            ? unit.adjoint().conjugate().pseudoInverse()
            : ComplexMatrix.identity(unit.rows()).columns(0, 0);
    return new ModalModel(
        Spectra.toDiscrete(sorted, step), sorted, unit, dual, parts.lengths(), step);
  }

  /**
   * Returns the model's own series: row k is {@code Σ_j b_j λ_jᵏ v_j}.
   *
   * @param from first k
   * @param to last k plus 1
   */
  public ComplexMatrix series(int from, int to) {
    return evolve(amplitudes, uniform(from, to));
  }

  /**
   * Returns the model's own series at any times.
   *
   * @param elapsed times since the first snapshot
   * @return one row for each time
   */
  public ComplexMatrix seriesAt(double... elapsed) {
    return evolve(amplitudes, elapsed);
  }

  /**
   * Returns the forecast from a snapshot: the series of the modes whose sum is nearest to it. The
   * first row is the snapshot as the modes represent it.
   *
   * @param snapshot one row
   * @param steps rows wanted
   */
  public <M extends Dense<M>> ComplexMatrix forecast(M snapshot, int steps) {
    return forecastAt(snapshot, uniform(0, steps));
  }

  /**
   * Returns the forecast from a snapshot at any times.
   *
   * @param snapshot one row
   * @param elapsed times since the snapshot
   * @return one row for each time
   */
  public <M extends Dense<M>> ComplexMatrix forecastAt(M snapshot, double... elapsed) {
    if (snapshot.rows() != 1) {
      throw new IllegalArgumentException(
          "A forecast starts from one snapshot, not %d.".formatted(snapshot.rows()));
    }
    return evolve(Amplitudes.FIRST.fit(modes, eigenvalues, snapshot), elapsed);
  }

  /** Returns the forecast from the first state, whose modes are fitted to it by least squares. */
  @Override
  public ComplexMatrix forecast(Trajectory course) {
    return forecastAt(course.x().rows(0, 1), course.elapsed());
  }

  @Override
  public ComplexMatrix eigenfunctions(Matrix states) {
    return functionsOf(states);
  }

  private <M extends Dense<M>> ComplexMatrix functionsOf(M states) {
    if (functions.columns() == size()) {
      return states.timesComplex(functions);
    }
    Complex unknown = new Complex(Double.NaN, Double.NaN);
    return ComplexMatrix.generate(states.rows(), size(), (k, j) -> unknown);
  }

  private double[] uniform(int from, int to) {
    return IntStream.range(from, to).mapToDouble(k -> k * step).toArray();
  }

  /**
   * Returns how far each eigenpair is from being one of the true dynamics, judged by snapshots:
   * {@code ‖(Y - λ X) g‖ / ‖X g‖}. Take snapshots that were not fitted.
   *
   * @return one for each mode; NaN if there are no eigenfunctions
   */
  public <M extends Dense<M>> double[] residuals(Snapshots<M> snapshots) {
    ComplexMatrix now = functionsOf(snapshots.now());
    double[] numerators =
        functionsOf(snapshots.next()).minus(now.scaleColumns(eigenvalues)).columnNorms();
    double[] denominators = now.columnNorms();
    Arrays.setAll(numerators, j -> numerators[j] / denominators[j]);
    return numerators;
  }

  /** Returns the model of some of the modes, in the order of the indices. */
  public ModalModel select(int... kept) {
    return new ModalModel(
        eigenvalues.select(kept),
        exponents.select(kept),
        modes.selectColumns(kept),
        functions.columns() == size() ? functions.selectColumns(kept) : functions,
        amplitudes.select(kept),
        step);
  }

  /** Returns the same modes with other amplitudes. */
  public ModalModel withAmplitudes(ComplexVector others) {
    return new ModalModel(eigenvalues, exponents, modes, functions, others, step);
  }

  /**
   * Returns the relative error {@code ‖series - model‖ / ‖series‖} of the model's own series.
   *
   * @param series one snapshot in each row
   * @param from the k of its first row
   */
  public <M extends Dense<M>> double error(M series, int from) {
    int block = Math.max(1, BLOCK / Math.max(1, series.columns()));
    double error = 0;
    double norm = 0;
    for (int first = 0; first < series.rows(); first += block) {
      int last = Math.min(series.rows(), first + block);
      ComplexMatrix expected = series.rows(first, last).toComplex();
      ComplexMatrix modelled = series(from + first, from + last);
      error = Math.hypot(error, modelled.minus(expected).frobeniusNorm());
      norm = Math.hypot(norm, expected.frobeniusNorm());
    }
    return error / norm;
  }

  /** How amplitudes are fitted. */
  public enum Amplitudes {
    /** To the first snapshot alone. */
    FIRST,
    /** To all snapshots of the first series, by least squares. */
    ALL;

    <M extends Dense<M>> ComplexVector fit(ComplexMatrix modes, ComplexVector values, M series) {
      if (this == FIRST) {
        ComplexMatrix first = series.rows(0, 1).toComplex().adjoint().conjugate();
        return LeastSquares.solve(modes, first, RankRule.full()).solution().column(0);
      }
      AmplitudeProblem problem = AmplitudeProblem.of(modes, values, series);
      return problem.solve();
    }
  }
}
