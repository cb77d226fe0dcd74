package io.dymad.dmd;

import io.dymad.core.DelayEmbedding;
import io.dymad.dmd.ModalModel.Amplitudes;
import io.dymad.numerics.ComplexVector;
import io.dymad.numerics.Eigen;
import io.dymad.numerics.LeastSquares;
import io.dymad.numerics.Matrix;
import io.dymad.numerics.RankRule;
import io.dymad.numerics.Spectra;
import io.dymad.numerics.Svd;
import java.util.Arrays;

/**
 * The Hankel alternative view of Koopman: a linear model of the leading delay coordinates of one
 * signal, {@code dv/dt = A v + B w}, forced by the last one of them.
 *
 * @param delays samples of a window, at least 2
 * @param rank coordinates, at least 2; the last one is the forcing
 * @see <a href="https://doi.org/10.1038/s41467-017-00030-8">Brunton et al. (2017)</a>
 */
public record Havok(int delays, int rank) {
  public Havok {
    if (delays < 2 || rank < 2 || rank > delays) {
      throw new IllegalArgumentException(
          "The delays (%d) must be at least 2, the rank (%d) from 2 to the delays."
              .formatted(delays, rank));
    }
  }

  /**
   * What a fit gave.
   *
   * @param a shape {@code [rank - 1, rank - 1]}, per unit of time
   * @param b the forcing, one column
   * @param coordinates v and w, one sample in each row
   * @param singularValues of the windows, one column
   */
  public record Fit(Matrix a, Matrix b, Matrix coordinates, Matrix singularValues) {
    /** Returns the exponents of the linear part. */
    public ComplexVector exponents() {
      return a.eigenvalues();
    }
  }

  /**
   * Fits a signal.
   *
   * <p>Time derivatives are central differences of second order, one-sided at both ends.
   *
   * @throws IllegalArgumentException if the signal is too short or has a smaller rank
   */
  public Fit fit(double[] signal, double step) {
    Matrix windows = new DelayEmbedding(delays - 1).windows(Matrix.ofColumn(signal));
    if (windows.rows() < 3) {
      throw new IllegalArgumentException(
          "%d samples are too few for %d delays.".formatted(signal.length, delays));
    }
    Svd<Matrix> svd = windows.svd().truncate(RankRule.of(rank));
    Matrix coordinates = svd.u();
    Matrix matrix =
        LeastSquares.solve(coordinates, derivatives(coordinates, step), RankRule.full())
            .solution()
            .adjoint();
    int linear = rank - 1;
    return new Fit(
        matrix.rows(0, linear).columns(0, linear),
        matrix.rows(0, linear).columns(linear, rank),
        coordinates,
        Matrix.ofColumn(svd.singularValues()));
  }

  /**
   * Returns the linear part of a fit as a model of windows, in which the forcing is left out.
   *
   * @param signal that the fit was made of
   * @throws ArithmeticException if A is defective up to rounding
   */
  public ModalModel model(Fit fit, double[] signal, double step) {
    Matrix windows = new DelayEmbedding(delays - 1).windows(Matrix.ofColumn(signal));
    int linear = rank - 1;
    double[] s = Arrays.copyOf(fit.singularValues().column(0), linear);
    double[] inverse = Arrays.stream(s).map(value -> 1 / value).toArray();
    Matrix directions =
        windows.adjointTimes(fit.coordinates().columns(0, linear)).scaleColumns(inverse);
    Eigen eigen = fit.a().eigen().biorthogonal();
    return ModalModel.of(
        Spectra.toDiscrete(eigen.values(), step),
        directions.scaleColumns(s).timesComplex(eigen.right()),
        directions.scaleColumns(inverse).timesComplex(eigen.left().conjugate()),
        Amplitudes.FIRST,
        windows,
        step);
  }

  private static Matrix derivatives(Matrix v, double step) {
    int last = v.rows() - 1;
    return Matrix.generate(
        v.rows(),
        v.columns(),
        (k, j) -> {
          double difference;
          if (k == 0) {
            difference = -3 * v.get(0, j) + 4 * v.get(1, j) - v.get(2, j);
          } else if (k == last) {
            difference = 3 * v.get(last, j) - 4 * v.get(last - 1, j) + v.get(last - 2, j);
          } else {
            difference = v.get(k + 1, j) - v.get(k - 1, j);
          }
          return difference / (2 * step);
        });
  }
}
