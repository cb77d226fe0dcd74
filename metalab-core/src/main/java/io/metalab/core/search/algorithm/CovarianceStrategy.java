package io.metalab.core.search.algorithm;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;

/**
 * The distribution of CMA-ES and how results change it, in the notation of Hansen's tutorial: mean
 * m, step size sigma, covariance C = B D² Bᵀ, evolution paths p_c and p_sigma.
 */
final class CovarianceStrategy {
  /**
   * A point with its result.
   *
   * @param point the point
   * @param value the result, infinite if there is none
   */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  record Offspring(double[] point, double value) {}

  private final int n;
  private final double[] weights;
  private final double effective;
  private final double cSigma;
  private final double dSigma;
  private final double cC;
  private final double c1;
  private final double cMu;
  private final double chi;
  private final double[] mean;
  private final double[] pathC;
  private final double[] pathSigma;
  private final double[][] covariance;
  private double[][] basis;
  private final double[] scales;
  private double sigma;
  private int generation;

  CovarianceStrategy(double[] start, double sigma, int population) {
    this.n = start.length;
    this.sigma = sigma;
    this.mean = start.clone();
    int parents = population / 2;
    this.weights = weights(parents);
    double squares = 0;
    for (double weight : weights) {
      squares += weight * weight;
    }
    this.effective = 1 / squares;
    this.cSigma = (effective + 2) / (n + effective + 5);
    this.dSigma = 1 + 2 * Math.max(0, Math.sqrt((effective - 1) / (n + 1)) - 1) + cSigma;
    this.cC = (4 + effective / n) / (n + 4 + 2 * effective / n);
    this.c1 = 2 / ((n + 1.3) * (n + 1.3) + effective);
    this.cMu =
        Math.min(1 - c1, 2 * (effective - 2 + 1 / effective) / ((n + 2.0) * (n + 2.0) + effective));
    this.chi = Math.sqrt(n) * (1 - 1.0 / (4 * n) + 1.0 / (21.0 * n * n));
    this.pathC = new double[n];
    this.pathSigma = new double[n];
    this.covariance = identity(n);
    this.basis = identity(n);
    this.scales = new double[n];
    Arrays.fill(scales, 1);
  }

  private static double[] weights(int parents) {
    double[] weights = new double[parents];
    double sum = 0;
    for (int i = 0; i < parents; i++) {
      weights[i] = StrictMath.log(parents + 0.5) - StrictMath.log(i + 1);
      sum += weights[i];
    }
    for (int i = 0; i < parents; i++) {
      weights[i] /= sum;
    }
    return weights;
  }

  private static double[][] identity(int n) {
    double[][] matrix = new double[n][n];
    for (int i = 0; i < n; i++) {
      matrix[i][i] = 1;
    }
    return matrix;
  }

  /** Returns m + sigma B D z. */
  double[] draw(double[] normals) {
    double[] point = mean.clone();
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        point[i] += sigma * basis[i][j] * scales[j] * normals[j];
      }
    }
    return point;
  }

  /** Takes a generation, the best first. */
  void update(List<Offspring> sorted) {
    generation++;
    double[] step = new double[n];
    for (int k = 0; k < weights.length; k++) {
      for (int i = 0; i < n; i++) {
        step[i] += weights[k] * (sorted.get(k).point()[i] - mean[i]) / sigma;
      }
    }
    updatePaths(step);
    updateCovariance(sorted);
    for (int i = 0; i < n; i++) {
      mean[i] += sigma * step[i];
    }
    sigma *= StrictMath.exp(Math.min(1, cSigma / dSigma * (norm(pathSigma) / chi - 1)));
    decompose();
  }

  private void updatePaths(double[] step) {
    double[] whitened = whitened(step);
    double gain = Math.sqrt(cSigma * (2 - cSigma) * effective);
    for (int i = 0; i < n; i++) {
      pathSigma[i] = (1 - cSigma) * pathSigma[i] + gain * whitened[i];
    }
    double gainC = isStalled() ? 0 : Math.sqrt(cC * (2 - cC) * effective);
    for (int i = 0; i < n; i++) {
      pathC[i] = (1 - cC) * pathC[i] + gainC * step[i];
    }
  }

  /** Whether the path is so long that the covariance had better not follow it. */
  private boolean isStalled() {
    double bias = 1 - StrictMath.pow(1 - cSigma, 2.0 * generation);
    return norm(pathSigma) / Math.sqrt(bias) >= (1.4 + 2.0 / (n + 1)) * chi;
  }

  /** Returns C^(-1/2) v. */
  private double[] whitened(double[] vector) {
    double[] result = new double[n];
    for (int j = 0; j < n; j++) {
      double along = 0;
      for (int i = 0; i < n; i++) {
        along += basis[i][j] * vector[i];
      }
      for (int i = 0; i < n; i++) {
        result[i] += basis[i][j] * along / scales[j];
      }
    }
    return result;
  }

  private void updateCovariance(List<Offspring> sorted) {
    double kept = 1 - c1 - cMu + (isStalled() ? c1 * cC * (2 - cC) : 0);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double value = kept * covariance[i][j] + c1 * pathC[i] * pathC[j];
        for (int k = 0; k < weights.length; k++) {
          double[] point = sorted.get(k).point();
          value += cMu * weights[k] * (point[i] - mean[i]) / sigma * ((point[j] - mean[j]) / sigma);
        }
        covariance[i][j] = value;
        covariance[j][i] = value;
      }
    }
  }

  private void decompose() {
    EigenDecomposition eigen = new EigenDecomposition(new Array2DRowRealMatrix(covariance));
    basis = eigen.getV().getData();
    for (int i = 0; i < n; i++) {
      scales[i] = Math.sqrt(Math.max(1e-20, eigen.getRealEigenvalue(i)));
    }
  }

  private static double norm(double[] vector) {
    double squares = 0;
    for (double value : vector) {
      squares += value * value;
    }
    return Math.sqrt(squares);
  }

  /** Returns whether the distribution is narrower than this in every direction. */
  boolean isNarrow(double tolerance) {
    double widest = 0;
    for (double scale : scales) {
      widest = Math.max(widest, sigma * scale);
    }
    return widest <= tolerance;
  }
}
