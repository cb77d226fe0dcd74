package io.dymad.edmd;

import io.dymad.numerics.Matrix;
import io.dymad.numerics.Qr;
import io.dymad.numerics.RankRule;
import io.dymad.numerics.Svd;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Combinations {@code ψ T} of the functions of a dictionary that are orthonormal on samples: {@code
 * 1/N Σ_k ψ_i(x_k) ψ_j(x_k) = δ_ij}. Functions that depend on others up to rounding are left out,
 * and a Koopman matrix of these features acts in the mean square of functions on the samples,
 * whatever the scale of the dictionary.
 */
public final class OrthonormalFeatures implements Dictionary {
  private final Dictionary dictionary;
  private final Matrix transform;
  private final double[] singularValues;

  private OrthonormalFeatures(Dictionary dictionary, Matrix transform, double... singularValues) {
    this.dictionary = dictionary;
    this.transform = transform;
    this.singularValues = singularValues;
  }

  /**
   * Returns the features of a dictionary on samples.
   *
   * @param samples shape {@code [samples, state]}
   * @param rule which singular values of the functions count, these scaled to equal norms first
   * @throws IllegalArgumentException if there are fewer than the rule asks for
   */
  public static OrthonormalFeatures of(Dictionary dictionary, Matrix samples, RankRule rule) {
    Matrix values = dictionary.evaluate(samples).requireFinite("The functions of the samples");
    double[] scale =
        Arrays.stream(values.columnNorms()).map(norm -> norm > 0 ? 1 / norm : 1).toArray();
    Matrix triangle = Qr.triangle(values.rows(), values.columns(), values::rowView);
    Svd<Matrix> svd =
        triangle.scaleColumns(scale).svd().truncate(rule, values.rows(), values.columns());
    if (svd.size() == 0) {
      throw new IllegalArgumentException(
          "No singular value of the %d functions of %d samples counts."
              .formatted(values.columns(), values.rows()));
    }
    double root = Math.sqrt(values.rows());
    double[] s = svd.singularValues();
    double[] factors = Arrays.stream(s).map(value -> root / value).toArray();
    return new OrthonormalFeatures(dictionary, svd.v().scaleRows(scale).scaleColumns(factors), s);
  }

  /** Returns T, shape {@code [functions of the dictionary, features]}. */
  public Matrix transform() {
    return transform;
  }

  /** Returns the largest over the smallest singular value that counts. */
  public double condition() {
    return singularValues[0] / singularValues[singularValues.length - 1];
  }

  @Override
  public int stateSize() {
    return dictionary.stateSize();
  }

  @Override
  public int size() {
    return transform.columns();
  }

  @Override
  public List<String> names() {
    return IntStream.range(0, size()).mapToObj(i -> "feature" + i).toList();
  }

  @Override
  public Matrix evaluate(Matrix states) {
    return dictionary.evaluate(states).times(transform);
  }

  @Override
  public Matrix derivative(Matrix states, Matrix directions) {
    return dictionary.derivative(states, directions).times(transform);
  }
}
