package io.dymad.transforms;

import io.dymad.edmd.Monomials;
import io.dymad.numerics.LeastSquares;
import io.dymad.numerics.Matrix;
import io.dymad.numerics.RankRule;
import java.util.Arrays;

/** Generalised moving least squares; see {@link Reconstruction.LocalPolynomials}. */
final class LocalPolynomialMap implements PointMap {
  private final Matrix inputs;
  private final Matrix outputs;
  private final Reconstruction.LocalPolynomials rule;
  private final Monomials terms;

  LocalPolynomialMap(Matrix inputs, Matrix outputs, Reconstruction.LocalPolynomials rule) {
    if (inputs.rows() <= rule.neighbours() || rule.dimension() > inputs.columns()) {
      throw new IllegalArgumentException(
          "%d neighbours and %d dimensions are too many for samples of %s."
              .formatted(rule.neighbours(), rule.dimension(), inputs.shape()));
    }
    this.inputs = inputs;
    this.outputs = outputs;
    this.rule = rule;
    this.terms = Monomials.ofTotalDegree(rule.dimension(), 0, rule.degree());
  }

  /**
   * Returns the coefficients of polynomials around a point, by increasing degree: those of the
   * outputs, then those of the inputs themselves.
   */
  private Matrix around(Matrix point) {
    double[] squares = Neighbours.squaredDistances(inputs, point.row(0));
    int[] nearest = Neighbours.smallest(squares, rule.neighbours() + 1);
    double edge = Math.sqrt(squares[nearest[rule.neighbours()]]);
    if (!(edge > 0)) {
      throw new ArithmeticException(
          "%d samples coincide, so that they have no tangent.".formatted(nearest.length));
    }
    int[] used = Arrays.copyOf(nearest, rule.neighbours());
    Matrix samples = inputs.selectRows(used);
    Matrix places = relative(samples, point.row(0)).times(tangent(samples)).times(1 / edge);
    double[] roots = new double[used.length];
    for (int i = 0; i < used.length; i++) {
      double share = Math.min(1, Math.sqrt(squares[used[i]]) / edge);
      // The square root of the weight (1 - r²)², above 0 so that no sample is lost.
      roots[i] = Math.max(1 - share * share, 1e-8);
    }
    Matrix basis = terms.evaluate(places).scaleRows(roots);
    Matrix values = outputs.selectRows(used).beside(samples).scaleRows(roots);
    return LeastSquares.solve(basis, values, RankRule.full()).solution();
  }

  /** Returns the leading directions of samples around their mean. */
  private Matrix tangent(Matrix samples) {
    double[] mean = new double[samples.columns()];
    for (int j = 0; j < mean.length; j++) {
      mean[j] = Arrays.stream(samples.column(j)).average().orElseThrow();
    }
    return relative(samples, mean).svd().v().columns(0, rule.dimension());
  }

  private static Matrix relative(Matrix points, double[] origin) {
    return Matrix.generate(points.rows(), points.columns(), (i, j) -> points.get(i, j) - origin[j]);
  }

  @Override
  public Matrix evaluate(Matrix points) {
    double[][] images = new double[points.rows()][];
    for (int i = 0; i < images.length; i++) {
      images[i] = around(points.rows(i, i + 1)).columns(0, outputs.columns()).row(0);
    }
    return Matrix.of(images);
  }

  @Override
  public Matrix slopes(Matrix point) {
    // Both sides are curves of the tangential coordinates b: dx/dz = (dz/db)⁺ dx/db.
    Matrix linear = around(point).rows(1, 1 + rule.dimension());
    int width = outputs.columns();
    Matrix tangent = linear.columns(width, linear.columns());
    return tangent.pseudoInverse().times(linear.columns(0, width));
  }
}
