package io.dymad.machine;

import io.dymad.edmd.Monomials;
import io.dymad.kernel.TangentField;
import io.dymad.numerics.Distances;
import io.dymad.numerics.LeastSquares;
import io.dymad.numerics.Matrix;
import io.dymad.numerics.RankRule;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * A manifold that is known by samples. Around a point it is a graph over its tangent space: with V
 * the differences of the nearest samples from the point, {@code B = V Tᵀ} their tangential
 * coordinates, a polynomial p is fitted to the normal parts {@code V - B T}; its linear terms turn
 * T towards the true tangent space.
 *
 * @param samples shape {@code [samples, state]}
 * @param dimension of the manifold, at least 1 and at most that of the states
 * @param neighbours nearest samples that a polynomial is fitted to
 * @param degree of the polynomials, at least 1
 */
public record LocalManifold(Matrix samples, int dimension, int neighbours, int degree)
    implements TangentField {
  public LocalManifold {
    samples.requireFinite("The samples");
    if (dimension < 1 || dimension > samples.columns() || degree < 1) {
      throw new IllegalArgumentException(
          "The dimension (%d) must be from 1 to that of the states (%d), the degree (%d) at least 1."
              .formatted(dimension, samples.columns(), degree));
    }
    int terms = Monomials.ofTotalDegree(dimension, 0, degree).size();
    if (neighbours < terms || neighbours > samples.rows()) {
      throw new IllegalArgumentException(
          "The neighbours (%d) must be at least the %d terms of a polynomial and at most the %d samples."
              .formatted(neighbours, terms, samples.rows()));
    }
  }

  /**
   * The manifold around a point.
   *
   * @param tangent directions before they are turned, shape {@code [dimension, state]}
   * @param edge distance of the farthest neighbour, by which coordinates are divided
   * @param coefficients of p, one row for each monomial, by increasing degree
   */
  private record Patch(Matrix tangent, double edge, Matrix coefficients) {}

  private Monomials terms() {
    return Monomials.ofTotalDegree(dimension, 0, degree);
  }

  private Patch around(Matrix point) {
    double[] squares = Distances.squared(point, samples).row(0);
    int[] nearest =
        IntStream.range(0, squares.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> squares[i]))
            .limit(neighbours)
            .mapToInt(Integer::intValue)
            .toArray();
    double edge = Math.sqrt(squares[nearest[neighbours - 1]]);
    if (!(edge > 0)) {
      throw new ArithmeticException(
          "%d samples coincide, so that they have no tangent.".formatted(neighbours));
    }
    Matrix near = samples.selectRows(nearest);
    double[] mean = new double[near.columns()];
    Arrays.setAll(mean, j -> Arrays.stream(near.column(j)).average().orElseThrow());
    Matrix centred = relative(near, mean);
    Matrix tangent = centred.svd().v().columns(0, dimension).adjoint();
    Matrix differences = relative(near, point.row(0));
    Matrix places = differences.timesAdjoint(tangent);
    Matrix normal = differences.minus(places.times(tangent));
    Matrix coefficients =
        LeastSquares.solve(terms().evaluate(places.times(1 / edge)), normal, RankRule.full())
            .solution();
    return new Patch(tangent, edge, coefficients);
  }

  private static Matrix relative(Matrix points, double[] origin) {
    return Matrix.generate(points.rows(), points.columns(), (i, j) -> points.get(i, j) - origin[j]);
  }

  /**
   * {@inheritDoc}
   *
   * @throws ArithmeticException if the nearest samples coincide
   */
  @Override
  public Matrix at(Matrix point) {
    Patch patch = around(point);
    Matrix slopes = patch.coefficients.rows(1, 1 + dimension).times(1 / patch.edge);
    return patch.tangent.plus(slopes).adjoint().qr().q().adjoint();
  }

  /**
   * Returns the point of the manifold that a change of a point leads to: its tangential part is
   * kept, its normal part is that of the manifold there, also if the point itself lies beside it.
   *
   * @param point one row
   * @param change the same shape
   */
  public Matrix move(Matrix point, Matrix change) {
    Patch patch = around(point);
    Matrix place = change.timesAdjoint(patch.tangent);
    Matrix normal = terms().evaluate(place.times(1 / patch.edge)).times(patch.coefficients);
    return point.plus(place.times(patch.tangent)).plus(normal);
  }
}
