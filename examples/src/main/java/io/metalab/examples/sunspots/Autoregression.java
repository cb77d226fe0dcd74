package io.metalab.examples.sunspots;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/**
 * A linear autoregressive model {@code x[t] = mean + Σ a[i] (x[t-1-i] - lagMean[i])}, fitted by
 * ridge least squares.
 *
 * <p>The coefficients minimise {@code Σ (y - a·z)² + ridge · n · Σ a²} over the n chosen rows, with
 * targets y and lags z centred on their means, so that the level is not penalised (Hoerl and
 * Kennard, 1970).
 */
public final class Autoregression {
  private final double[] coefficients;
  private final double[] lagMeans;
  private final double targetMean;

  private Autoregression(double[] coefficients, double[] lagMeans, double targetMean) {
    this.coefficients = coefficients;
    this.lagMeans = lagMeans;
    this.targetMean = targetMean;
  }

  /**
   * Fits the model.
   *
   * @param x the series
   * @param targets indices of the values to explain, each at least {@code order}; may repeat
   * @param order number of lags, at least 1
   * @param ridge weight of the penalty, at least 0
   * @throws ArithmeticException if the normal equations are singular, which a ridge above 0
   *     prevents
   */
  public static Autoregression fit(double[] x, int[] targets, int order, double ridge) {
    int n = targets.length;
    double[] lagMeans = new double[order];
    double targetMean = 0;
    for (int t : targets) {
      targetMean += x[t] / n;
      for (int i = 0; i < order; i++) {
        lagMeans[i] += x[t - 1 - i] / n;
      }
    }
    DMatrixRMaj gram = CommonOps_DDRM.identity(order);
    CommonOps_DDRM.scale(ridge * n, gram);
    DMatrixRMaj right = new DMatrixRMaj(order, 1);
    for (int t : targets) {
      double y = x[t] - targetMean;
      for (int i = 0; i < order; i++) {
        double zi = x[t - 1 - i] - lagMeans[i];
        right.add(i, 0, zi * y);
        for (int j = 0; j <= i; j++) {
          gram.add(i, j, zi * (x[t - 1 - j] - lagMeans[j]));
        }
      }
    }
    mirror(gram);
    LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.symmPosDef(order);
    DMatrixRMaj solution = new DMatrixRMaj(order, 1);
    if (!solver.setA(gram)) {
      throw new ArithmeticException(
          "The %d lags of %d rows are linearly dependent. Maybe choose a ridge above 0."
              .formatted(order, n));
    }
    solver.solve(right, solution);
    return new Autoregression(solution.getData().clone(), lagMeans, targetMean);
  }

  /**
   * Returns the forecast of {@code x[origin - 1 + steps]} from the values before {@code origin}
   * alone.
   */
  public double forecast(double[] x, int origin, int steps) {
    int order = coefficients.length;
    double[] recent = new double[order + steps];
    for (int i = 0; i < order; i++) {
      recent[i] = x[origin - order + i];
    }
    for (int step = 0; step < steps; step++) {
      double next = targetMean;
      for (int i = 0; i < order; i++) {
        next += coefficients[i] * (recent[order + step - 1 - i] - lagMeans[i]);
      }
      recent[order + step] = next;
    }
    return recent[order + steps - 1];
  }

  /** Returns the coefficients, that of the last value first; shape {@code [order]}. */
  public double[] coefficients() {
    return coefficients.clone();
  }

  /** Returns the mean of the values that each coefficient was fitted on; shape {@code [order]}. */
  public double[] lagMeans() {
    return lagMeans.clone();
  }

  /** Returns the mean of the values that were explained. */
  public double targetMean() {
    return targetMean;
  }

  /**
   * Returns a model that was fitted before.
   *
   * @param coefficients that of the last value first, shape {@code [order]}
   * @param lagMeans the means they go with, shape {@code [order]}
   * @param targetMean the mean of the values that were explained
   */
  public static Autoregression of(double[] coefficients, double[] lagMeans, double targetMean) {
    if (coefficients.length != lagMeans.length) {
      throw new IllegalArgumentException(
          "There are %d coefficients, but %d means."
              .formatted(coefficients.length, lagMeans.length));
    }
    return new Autoregression(coefficients.clone(), lagMeans.clone(), targetMean);
  }

  private static void mirror(DMatrixRMaj lower) {
    for (int i = 0; i < lower.numRows; i++) {
      for (int j = 0; j < i; j++) {
        lower.set(j, i, lower.get(i, j));
      }
    }
  }
}
