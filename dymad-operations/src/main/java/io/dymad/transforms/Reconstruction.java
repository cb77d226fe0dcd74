package io.dymad.transforms;

import io.dymad.numerics.LeastSquares;
import io.dymad.numerics.Matrix;
import io.dymad.numerics.RankRule;

/** How points are had back from coordinates that are known for samples alone. */
public sealed interface Reconstruction {
  /** Fits the map to samples. */
  PointMap fit(Matrix inputs, Matrix outputs);

  /** Adds what this is to a state. */
  TransformState save(TransformState state);

  /** Returns what {@link #save} added. */
  static Reconstruction restore(TransformState state) {
    return state.text("inverse").equals("pinv")
        ? new Linear()
        : new LocalPolynomials(
            state.integer("inverse_neighbours"),
            state.integer("inverse_degree"),
            state.integer("inverse_dimension"));
  }

  /**
   * Polynomials in tangential coordinates, fitted to the nearest samples of each point by weights
   * that vanish at the edge of the neighbourhood (generalised moving least squares); DyMAD's {@code
   * gmls}.
   *
   * @param neighbours samples used, at least as many as the polynomial has terms; DyMAD's Knn
   * @param degree of the polynomial, at least 1; DyMAD's Kphi
   * @param dimension of the manifold, at least 1; DyMAD's order
   * @see <a href="https://doi.org/10.1137/20M1346730">Gross et al. (2020), section 3</a>
   */
  record LocalPolynomials(int neighbours, int degree, int dimension) implements Reconstruction {
    public LocalPolynomials {
      if (degree < 1 || dimension < 1) {
        throw new IllegalArgumentException(
            "The degree (%d) and the dimension (%d) must be at least 1."
                .formatted(degree, dimension));
      }
      int terms = terms(degree, dimension);
      if (neighbours < terms) {
        throw new IllegalArgumentException(
            "A polynomial of degree %d in %d dimensions has %d terms; %d neighbours are too few."
                .formatted(degree, dimension, terms, neighbours));
      }
    }

    /** The binomial coefficient {@code (degree + dimension) over dimension}. */
    private static int terms(int degree, int dimension) {
      long terms = 1;
      for (int i = 1; i <= dimension; i++) {
        terms = terms * (degree + i) / i;
      }
      return Math.toIntExact(terms);
    }

    @Override
    public PointMap fit(Matrix inputs, Matrix outputs) {
      return new LocalPolynomialMap(inputs, outputs, this);
    }

    @Override
    public TransformState save(TransformState state) {
      return state
          .with("inverse", "gmls")
          .with("inverse_neighbours", neighbours)
          .with("inverse_degree", degree)
          .with("inverse_dimension", dimension);
    }
  }

  /** One affine map for all, by least squares; DyMAD's {@code pinv}. Coarse for curved sets. */
  record Linear() implements Reconstruction {
    @Override
    public PointMap fit(Matrix inputs, Matrix outputs) {
      Matrix coefficients =
          LeastSquares.solve(withOne(inputs), outputs, RankRule.full()).solution();
      return new PointMap() {
        @Override
        public Matrix evaluate(Matrix points) {
          return withOne(points).times(coefficients);
        }

        @Override
        public Matrix slopes(Matrix point) {
          return coefficients.rows(1, coefficients.rows());
        }
      };
    }

    private static Matrix withOne(Matrix points) {
      return Matrix.generate(points.rows(), 1, (i, j) -> 1).beside(points);
    }

    @Override
    public TransformState save(TransformState state) {
      return state.with("inverse", "pinv");
    }
  }
}
