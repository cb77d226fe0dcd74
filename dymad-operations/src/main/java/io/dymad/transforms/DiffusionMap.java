package io.dymad.transforms;

import static java.util.Objects.requireNonNull;

import io.dymad.numerics.Distances;
import io.dymad.numerics.HermitianEigen;
import io.dymad.numerics.Matrix;
import java.util.Arrays;

/**
 * Coordinates on a manifold: the leading eigenfunctions, after the constant one, of a diffusion on
 * the samples.
 *
 * <p>With {@code W = exp(-d² / 4ε)}, {@code q = W 1}, {@code W ← q^-α W q^-α} and {@code D = W 1},
 * they are those of {@code D⁻¹ W}, of eigenvalues μ, of which {@code -ln(μ) / ε} are eigenvalues of
 * the Laplacian for α = 1, and are scaled so that {@code Σ ψ² D = Σ D}. A new state has {@code ψ(x)
 * = Σ_j w_j ψ_j / (μ Σ_j w_j)}, {@code w_j = W(x, x_j) q_j^-α} (Nyström), which the samples meet
 * exactly.
 *
 * <p>Memory and time grow with the square and the cube of the number of samples.
 *
 * @param samples x, one in each row
 * @param weights {@code q^-α}, one column
 * @param squaredRadii squared distances up to which samples are connected, one column
 * @param coordinates ψ, shape {@code [samples, outputSize]}
 * @param eigenvalues μ, one row
 * @param epsilon ε, in squared units of the states
 * @param graph which states a new one is connected with
 * @param reconstruction how states are had back
 * @see <a href="https://doi.org/10.1016/j.acha.2006.04.006">Coifman and Lafon (2006), section 3</a>
 */
public record DiffusionMap(
    Matrix samples,
    Matrix weights,
    Matrix squaredRadii,
    Matrix coordinates,
    Matrix eigenvalues,
    double epsilon,
    Graph graph,
    Reconstruction reconstruction)
    implements ManifoldMap {
  /** Distance of the second eigenvalue from 1 below which the samples fall apart. */
  private static final double CONNECTED = 1e-12;

  public DiffusionMap {
    requireNonNull(graph, "graph");
    requireNonNull(reconstruction, "reconstruction");
    int size = samples.rows();
    Checks.shape(weights, size, 1, "weights");
    Checks.shape(squaredRadii, size, 1, "squared radii");
    Checks.shape(coordinates, size, eigenvalues.columns(), "coordinates");
  }

  /**
   * What a diffusion map is fitted with.
   *
   * @param coordinates how many; DyMAD's edim
   * @param alpha α: 1 takes the density of samples out, 0 leaves it in
   * @param bandwidth how ε is chosen
   * @param graph which samples are connected
   * @param reconstruction how states are had back
   */
  public record Config(
      int coordinates,
      double alpha,
      Bandwidth bandwidth,
      Graph graph,
      Reconstruction reconstruction) {
    public Config {
      requireNonNull(bandwidth, "bandwidth");
      requireNonNull(graph, "graph");
      requireNonNull(reconstruction, "reconstruction");
      if (coordinates < 1 || !Double.isFinite(alpha)) {
        throw new IllegalArgumentException(
            "The number of coordinates (%d) must be at least 1, alpha (%s) finite."
                .formatted(coordinates, alpha));
      }
    }

    /** Returns α = 1, an automatic width and all pairs. */
    public static Config of(int coordinates, Reconstruction reconstruction) {
      return new Config(coordinates, 1, Bandwidth.automatic(), Graph.full(), reconstruction);
    }

    /** Returns the same with another width. */
    public Config withBandwidth(Bandwidth value) {
      return new Config(coordinates, alpha, value, graph, reconstruction);
    }

    /** Returns the same with other connections. */
    public Config withGraph(Graph value) {
      return new Config(coordinates, alpha, bandwidth, value, reconstruction);
    }
  }

  /** Returns what fits a map. */
  public static TransformSpec spec(Config config) {
    return series -> fit(Checks.stack(series), config);
  }

  private static DiffusionMap fit(Matrix samples, Config config) {
    Spectral.checkCount(config.coordinates(), samples);
    Matrix squares = Distances.squared(samples, samples);
    double epsilon = config.bandwidth().epsilon(squares);
    double[] radii = config.graph().squaredRadii(squares);
    Matrix kernel =
        Matrix.generate(
            samples.rows(),
            samples.rows(),
            (i, j) ->
                squares.get(i, j) <= Math.max(radii[i], radii[j])
                    ? Math.exp(-squares.get(i, j) / (4 * epsilon))
                    : 0);
    double[] weights =
        Arrays.stream(Spectral.rowSums(kernel)).map(q -> Math.pow(q, -config.alpha())).toArray();
    Matrix normalized = kernel.scaleRows(weights).scaleColumns(weights);
    double[] degree = Spectral.rowSums(normalized);
    double[] half = Arrays.stream(degree).map(d -> 1 / Math.sqrt(d)).toArray();
    HermitianEigen<Matrix> eigen = normalized.scaleRows(half).scaleColumns(half).hermitianEigen();
    double[] mu = Arrays.copyOfRange(eigen.values(), 1, 1 + config.coordinates());
    if (1 - mu[0] < CONNECTED) {
      throw new IllegalArgumentException(
          "The samples fall apart into groups that the kernel does not connect. Maybe widen it (ε is %s) or connect more neighbours."
              .formatted(epsilon));
    }
    if (mu[mu.length - 1] <= 0) {
      throw new IllegalArgumentException(
          "Eigenvalue %d of the kernel is %s, which gives no coordinate. Maybe ask for fewer."
              .formatted(mu.length, mu[mu.length - 1]));
    }
    return new DiffusionMap(
        samples,
        Matrix.ofColumn(weights),
        Matrix.ofColumn(radii),
        Spectral.functions(eigen, half, degree, config.coordinates()),
        Matrix.ofRowMajor(1, mu.length, mu),
        epsilon,
        config.graph(),
        config.reconstruction());
  }

  /** Returns {@code -ln(μ) / ε} for each coordinate, smallest first. */
  public double[] laplacianEigenvalues() {
    return Arrays.stream(eigenvalues.row(0)).map(mu -> -Math.log(mu) / epsilon).toArray();
  }

  @Override
  public String type() {
    return "dm";
  }

  /** Returns {@code w_j} of a state, scaled by a common factor so that none overflows. */
  private double[] kernel(double[] state) {
    double[] squares = Neighbours.squaredDistances(samples, state);
    double reach = graph.squaredRadius(squares);
    double least = Arrays.stream(squares).min().orElseThrow();
    double[] kernel = new double[squares.length];
    for (int j = 0; j < kernel.length; j++) {
      boolean connected = squares[j] <= Math.max(reach, squaredRadii.get(j, 0));
      kernel[j] =
          connected ? Math.exp((least - squares[j]) / (4 * epsilon)) * weights.get(j, 0) : 0;
    }
    return kernel;
  }

  @Override
  public Matrix apply(Matrix series) {
    Checks.width(series, inputSize(), "series");
    double[][] rows = new double[series.rows()][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = Spectral.average(kernel(series.row(i)), coordinates);
      for (int k = 0; k < rows[i].length; k++) {
        rows[i][k] /= eigenvalues.get(0, k);
      }
    }
    return Matrix.of(rows);
  }

  @Override
  public Matrix forwardModes(Matrix states) {
    Checks.shape(states, 1, inputSize(), "state");
    double[] kernel = kernel(states.row(0));
    // ∇ log w_j = -(x - x_j) / 2ε.
    Matrix logSlopes =
        Matrix.generate(
            kernel.length,
            inputSize(),
            (j, i) -> (samples.get(j, i) - states.get(0, i)) / (2 * epsilon));
    double[] inverse = Arrays.stream(eigenvalues.row(0)).map(mu -> 1 / mu).toArray();
    return Spectral.averageSlopes(kernel, logSlopes, coordinates).scaleRows(inverse);
  }

  @Override
  public TransformState state() {
    TransformState state =
        TransformState.of(type())
            .with("samples", samples)
            .with("weights", weights)
            .with("squared_radii", squaredRadii)
            .with("coordinates", coordinates)
            .with("eigenvalues", eigenvalues)
            .with("epsilon", epsilon)
            .with("neighbours", graph instanceof Graph.Nearest nearest ? nearest.count() : 0);
    return reconstruction.save(state);
  }

  static DiffusionMap restore(TransformState state) {
    int neighbours = state.integer("neighbours");
    return new DiffusionMap(
        state.array("samples"),
        state.array("weights"),
        state.array("squared_radii"),
        state.array("coordinates"),
        state.array("eigenvalues"),
        state.number("epsilon"),
        neighbours == 0 ? Graph.full() : Graph.nearest(neighbours),
        Reconstruction.restore(state));
  }
}
