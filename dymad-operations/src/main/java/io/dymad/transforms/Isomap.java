package io.dymad.transforms;

import static java.util.Objects.requireNonNull;

import io.dymad.numerics.Distances;
import io.dymad.numerics.HermitianEigen;
import io.dymad.numerics.Matrix;
import io.dymad.transforms.Reconstruction.LocalPolynomials;
import java.util.Arrays;

/**
 * Coordinates whose distances are those along the manifold: with G the shortest paths over the
 * graph of nearest neighbours, they are {@code v_k sqrt(λ_k)} of the leading eigenpairs of {@code
 * -½ J G² J}, where J removes means.
 *
 * <p>New states are mapped by {@link LocalPolynomials}, which meet the samples up to the error of
 * the fit.
 *
 * @param samples x, one in each row
 * @param coordinates z, shape {@code [samples, outputSize]}
 * @param forward how new states are mapped
 * @param reconstruction how states are had back
 * @see <a href="https://doi.org/10.1126/science.290.5500.2319">Tenenbaum, de Silva and Langford
 *     (2000)</a>
 */
public record Isomap(
    Matrix samples, Matrix coordinates, LocalPolynomials forward, Reconstruction reconstruction)
    implements ManifoldMap {
  public Isomap {
    requireNonNull(forward, "forward");
    requireNonNull(reconstruction, "reconstruction");
    Checks.shape(coordinates, samples.rows(), coordinates.columns(), "coordinates");
  }

  /**
   * What a map is fitted with.
   *
   * @param coordinates how many; DyMAD's edim
   * @param neighbours of each sample in the graph, the sample itself included, at least 2
   * @param forward how new states are mapped
   * @param reconstruction how states are had back
   */
  public record Config(
      int coordinates, int neighbours, LocalPolynomials forward, Reconstruction reconstruction) {
    public Config {
      requireNonNull(forward, "forward");
      requireNonNull(reconstruction, "reconstruction");
      if (coordinates < 1 || neighbours < 2) {
        throw new IllegalArgumentException(
            "The coordinates (%d) must be at least 1, the neighbours (%d) at least 2."
                .formatted(coordinates, neighbours));
      }
    }
  }

  /** Returns what fits a map. */
  public static TransformSpec spec(Config config) {
    return series -> fit(Checks.stack(series), config);
  }

  private static Isomap fit(Matrix samples, Config config) {
    Spectral.checkCount(config.coordinates(), samples);
    int n = samples.rows();
    Matrix squares = Distances.squared(samples, samples);
    Matrix paths =
        ShortestPaths.of(squares, new Graph.Nearest(config.neighbours()).squaredRadii(squares));
    Matrix gram = Matrix.generate(n, n, (i, j) -> -0.5 * paths.get(i, j) * paths.get(i, j));
    double[] means = Spectral.rowSums(gram);
    Arrays.setAll(means, i -> means[i] / n);
    double mean = Arrays.stream(means).average().orElseThrow();
    HermitianEigen<Matrix> eigen =
        Matrix.generate(n, n, (i, j) -> gram.get(i, j) - means[i] - means[j] + mean)
            .hermitianEigen();
    double[] values = Arrays.copyOf(eigen.values(), config.coordinates());
    if (!(values[values.length - 1] > 1e-12 * values[0])) {
      throw new IllegalArgumentException(
          "The manifold has fewer than %d directions: eigenvalues are %s. Maybe ask for fewer coordinates."
              .formatted(values.length, Arrays.toString(values)));
    }
    Matrix vectors = Spectral.signed(eigen.vectors().columns(0, values.length));
    return new Isomap(
        samples,
        vectors.scaleColumns(Arrays.stream(values).map(Math::sqrt).toArray()),
        config.forward(),
        config.reconstruction());
  }

  @Override
  public String type() {
    return "isomap";
  }

  @Override
  public Matrix apply(Matrix series) {
    Checks.width(series, inputSize(), "series");
    return forward.fit(samples, coordinates).evaluate(series);
  }

  @Override
  public Matrix forwardModes(Matrix states) {
    Checks.shape(states, 1, inputSize(), "state");
    return forward.fit(samples, coordinates).slopes(states).adjoint();
  }

  @Override
  public TransformState state() {
    TransformState state =
        TransformState.of(type())
            .with("samples", samples)
            .with("coordinates", coordinates)
            .with("forward_neighbours", forward.neighbours())
            .with("forward_degree", forward.degree())
            .with("forward_dimension", forward.dimension());
    return reconstruction.save(state);
  }

  static Isomap restore(TransformState state) {
    return new Isomap(
        state.array("samples"),
        state.array("coordinates"),
        new LocalPolynomials(
            state.integer("forward_neighbours"),
            state.integer("forward_degree"),
            state.integer("forward_dimension")),
        Reconstruction.restore(state));
  }
}
