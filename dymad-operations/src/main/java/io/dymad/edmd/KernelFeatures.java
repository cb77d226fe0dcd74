package io.dymad.edmd;

import io.dymad.kernel.Kernel;
import io.dymad.numerics.HermitianEigen;
import io.dymad.numerics.Matrix;
import io.dymad.numerics.RankRule;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The leading features that a kernel has on samples: with {@code k(X, X) = Q S² Qᵀ} truncated,
 * {@code ψ(x) = k(x, X) Q S⁻¹}. EDMD with these features is kernel DMD, with {@code K = S⁻¹ Qᵀ k(Y,
 * X) Q S⁻¹}, and everything that judges EDMD judges it, too.
 *
 * @see <a href="https://doi.org/10.3934/jcd.2015005">Williams, Rowley and Kevrekidis (2015)</a>
 */
public final class KernelFeatures implements Dictionary {
  private final Kernel kernel;
  private final Matrix samples;
  private final Matrix weights;
  private final double[] singularValues;

  private KernelFeatures(Kernel kernel, Matrix samples, Matrix weights, double[] singularValues) {
    this.kernel = kernel;
    this.samples = samples;
    this.weights = weights;
    this.singularValues = singularValues;
  }

  /**
   * Returns the features of a kernel on samples.
   *
   * @param rule which of the singular values S are used
   * @throws IllegalArgumentException if there are fewer than the rule asks for: eigenvalues of the
   *     Gram matrix below rounding say nothing
   */
  public static KernelFeatures of(Kernel kernel, Matrix samples, RankRule rule) {
    samples.requireFinite("The samples");
    HermitianEigen<Matrix> eigen = kernel.evaluate(samples, samples).hermitianEigen();
    double[] values = eigen.values();
    double rounding = RankRule.EPSILON * values.length * Math.max(values[0], 0);
    double[] all =
        Arrays.stream(values).filter(value -> value > rounding).map(Math::sqrt).toArray();
    int rank = rule.rank(all, all.length, all.length);
    double[] used = Arrays.copyOf(all, rank);
    double[] inverse = Arrays.stream(used).map(s -> 1 / s).toArray();
    return new KernelFeatures(
        kernel, samples, eigen.vectors().columns(0, rank).scaleColumns(inverse), used);
  }

  /** Returns S, largest first: the roots of the leading eigenvalues of the Gram matrix. */
  public double[] singularValues() {
    return singularValues.clone();
  }

  @Override
  public int stateSize() {
    return samples.columns();
  }

  @Override
  public List<String> names() {
    return IntStream.range(0, singularValues.length).mapToObj(i -> "kernel" + i).toList();
  }

  @Override
  public Matrix evaluate(Matrix states) {
    if (states.equals(samples)) {
      // k(X, X) Q S⁻¹ is Q S, without the rounding that a division by small S magnifies.
      double[] squares = Arrays.stream(singularValues).map(s -> s * s).toArray();
      return weights.scaleColumns(squares);
    }
    return kernel.evaluate(states, samples).times(weights);
  }

  @Override
  public Matrix derivative(Matrix states, Matrix directions) {
    return kernel.derivative(states, directions, samples).times(weights);
  }
}
