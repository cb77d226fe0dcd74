package io.dymad.transforms;

import static java.util.Objects.requireNonNull;

import io.dymad.numerics.Distances;
import io.dymad.numerics.HermitianEigen;
import io.dymad.numerics.Matrix;
import java.util.Arrays;

/**
 * A diffusion map whose kernel is wide where samples are sparse.
 *
 * <p>With {@code ρ0} the root mean square distance to the nearest samples and d the intrinsic
 * dimension, the density is {@code q = Σ exp(-r² / 2ε0 ρ0 ρ0') / (N (2π ε0)^(d/2) ρ0^d)}, the width
 * {@code ρ = q^-½ / mean}, the kernel {@code K = exp(-r² / 4ε ρ ρ')}, {@code q_S = K 1 / ρ^d},
 * {@code K ← q_S^-α K q_S^-α}, {@code S² = ρ² K 1}. Coordinates are {@code ψ = S⁻¹ v} of the
 * eigenvectors of {@code S⁻¹ K S⁻¹ - ρ⁻² + I} with eigenvalues μ next to 1, which are those of
 * {@code 1 + ε L}. A new state has {@code ψ(x) = (D⁻¹ K ψ)(x) / (1 + (μ - 1) ρ(x)²)}, which the
 * samples meet exactly.
 *
 * @param samples x, one in each row
 * @param localScales ρ0, one column
 * @param widths ρ, one column
 * @param weights {@code q_S^-α}, one column
 * @param coordinates ψ, shape {@code [samples, outputSize]}
 * @param eigenvalues μ, one row
 * @param parameters of the kernels
 * @param reconstruction how states are had back
 * @see <a href="https://doi.org/10.1016/j.acha.2015.01.001">Berry and Harlim (2016), section 4</a>
 */
public record VariableBandwidthMap(
    Matrix samples,
    Matrix localScales,
    Matrix widths,
    Matrix weights,
    Matrix coordinates,
    Matrix eigenvalues,
    Parameters parameters,
    Reconstruction reconstruction)
    implements ManifoldMap {
  /** Exponent of the density in the width. */
  private static final double BETA = -0.5;

  public VariableBandwidthMap {
    requireNonNull(parameters, "parameters");
    requireNonNull(reconstruction, "reconstruction");
    Checks.shape(localScales, samples.rows(), 1, "local scales");
    Checks.shape(widths, samples.rows(), 1, "widths");
    Checks.shape(weights, samples.rows(), 1, "weights");
    Checks.shape(coordinates, samples.rows(), eigenvalues.columns(), "coordinates");
  }

  /** Which operator the coordinates are eigenfunctions of. */
  public enum Generator {
    /** The Laplacian, whatever the density of the samples; DyMAD's {@code lb}. */
    LAPLACE_BELTRAMI,
    /** The diffusion whose stationary density is that of the samples; DyMAD's {@code kb}. */
    KOLMOGOROV;

    double alpha(int dimension) {
      return (this == LAPLACE_BELTRAMI ? 0.5 : 0) - dimension / 4.0;
    }
  }

  /**
   * The numbers in the kernels.
   *
   * @param neighbours samples that ρ0 is taken from, the sample itself included; DyMAD's Kb
   * @param dimension d
   * @param densityEpsilon ε0
   * @param epsilon ε
   * @param meanWidth what {@code q^-½} is divided by
   */
  public record Parameters(
      int neighbours, int dimension, double densityEpsilon, double epsilon, double meanWidth) {}

  /**
   * What a map is fitted with.
   *
   * @param coordinates how many; DyMAD's edim
   * @param neighbours samples that local scales are taken from, the sample itself included, at
   *     least 2; DyMAD's Kb
   * @param dimension of the manifold, at least 1
   * @param generator which operator is approximated
   * @param reconstruction how states are had back
   */
  public record Config(
      int coordinates,
      int neighbours,
      int dimension,
      Generator generator,
      Reconstruction reconstruction) {
    public Config {
      requireNonNull(generator, "generator");
      requireNonNull(reconstruction, "reconstruction");
      if (coordinates < 1 || neighbours < 2 || dimension < 1) {
        throw new IllegalArgumentException(
            "The coordinates (%d) and the dimension (%d) must be at least 1, the neighbours (%d) at least 2."
                .formatted(coordinates, dimension, neighbours));
      }
    }
  }

  /** Returns what fits a map. */
  public static TransformSpec spec(Config config) {
    return series -> fit(Checks.stack(series), config);
  }

  private static VariableBandwidthMap fit(Matrix samples, Config config) {
    Spectral.checkCount(config.coordinates(), samples);
    int n = samples.rows();
    int d = config.dimension();
    Matrix squares = Distances.squared(samples, samples);
    double[] scales = new double[n];
    Arrays.setAll(scales, i -> localScale(squares.column(i), config.neighbours(), i));
    Matrix scaled =
        Matrix.generate(n, n, (i, j) -> squares.get(i, j) / (2 * scales[i] * scales[j]));
    double densityEpsilon = DimensionEstimate.of(scaled).width(d);
    double[] sums = Spectral.rowSums(exponentials(scaled, densityEpsilon));
    double[] widths = new double[n];
    double volume = n * Math.pow(2 * Math.PI * densityEpsilon, d / 2.0);
    Arrays.setAll(widths, i -> Math.pow(sums[i] / (volume * Math.pow(scales[i], d)), BETA));
    double mean = Arrays.stream(widths).average().orElseThrow();
    Arrays.setAll(widths, i -> widths[i] / mean);

    Matrix relative = Matrix.generate(n, n, (i, j) -> squares.get(i, j) / (widths[i] * widths[j]));
    double width = DimensionEstimate.of(relative).width(d);
    Matrix kernel = exponentials(relative, width);
    double[] kernelSums = Spectral.rowSums(kernel);
    double[] weights = new double[n];
    double alpha = config.generator().alpha(d);
    Arrays.setAll(weights, i -> Math.pow(kernelSums[i] / Math.pow(widths[i], d), -alpha));
    Matrix normalized = kernel.scaleRows(weights).scaleColumns(weights);
    double[] mass = Spectral.rowSums(normalized);
    Arrays.setAll(mass, i -> mass[i] * widths[i] * widths[i]);
    double[] inverse = Arrays.stream(mass).map(m -> 1 / Math.sqrt(m)).toArray();
    double[] diagonal = Arrays.stream(widths).map(w -> 1 - 1 / (w * w)).toArray();
    HermitianEigen<Matrix> eigen =
        normalized
            .scaleRows(inverse)
            .scaleColumns(inverse)
            .plus(Matrix.diagonal(diagonal))
            .hermitianEigen();
    double[] mu = Arrays.copyOfRange(eigen.values(), 1, 1 + config.coordinates());
    return new VariableBandwidthMap(
        samples,
        Matrix.ofColumn(scales),
        Matrix.ofColumn(widths),
        Matrix.ofColumn(weights),
        Spectral.functions(eigen, inverse, mass, config.coordinates()),
        Matrix.ofRowMajor(1, mu.length, mu),
        new Parameters(config.neighbours(), d, densityEpsilon, width / 4, mean),
        config.reconstruction());
  }

  private static Matrix exponentials(Matrix squares, double width) {
    return Matrix.generate(
        squares.rows(), squares.columns(), (i, j) -> Math.exp(-squares.get(i, j) / width));
  }

  private static double localScale(double[] squares, int neighbours, int index) {
    if (neighbours > squares.length) {
      throw new IllegalArgumentException(
          "%d samples do not have %d neighbours.".formatted(squares.length, neighbours));
    }
    double sum = 0;
    for (int j : Arrays.copyOfRange(Neighbours.smallest(squares, neighbours), 1, neighbours)) {
      sum += squares[j];
    }
    if (!(sum > 0)) {
      throw new IllegalArgumentException(
          "Sample %d coincides with its %d neighbours.".formatted(index, neighbours - 1));
    }
    return Math.sqrt(sum / (neighbours - 1));
  }

  /** Returns {@code -ln(μ) / ε} for each coordinate, smallest first. */
  public double[] laplacianEigenvalues() {
    return Arrays.stream(eigenvalues.row(0))
        .map(mu -> -Math.log(mu) / parameters.epsilon())
        .toArray();
  }

  /** Returns the density of the samples at each, per unit of volume of the manifold. */
  public double[] densities() {
    return Arrays.stream(widths.column(0))
        .map(width -> Math.pow(width * parameters.meanWidth(), 1 / BETA))
        .toArray();
  }

  @Override
  public String type() {
    return "vbdm";
  }

  @Override
  public Matrix apply(Matrix series) {
    Checks.width(series, inputSize(), "series");
    double[][] rows = new double[series.rows()][];
    for (int i = 0; i < rows.length; i++) {
      VariableBandwidthPoint point = new VariableBandwidthPoint(this, series.row(i));
      rows[i] = Spectral.average(point.kernel(), coordinates);
      for (int k = 0; k < rows[i].length; k++) {
        rows[i][k] /= denominator(k, point.width());
      }
    }
    return Matrix.of(rows);
  }

  private double denominator(int coordinate, double width) {
    return 1 + (eigenvalues.get(0, coordinate) - 1) * width * width;
  }

  @Override
  public Matrix forwardModes(Matrix states) {
    Checks.shape(states, 1, inputSize(), "state");
    VariableBandwidthPoint point = new VariableBandwidthPoint(this, states.row(0));
    double[] average = Spectral.average(point.kernel(), coordinates);
    Matrix slopes = Spectral.averageSlopes(point.kernel(), point.logSlopes(), coordinates);
    return Matrix.generate(
        outputSize(),
        inputSize(),
        (k, i) -> {
          double below = denominator(k, point.width());
          double belowSlope =
              2 * (eigenvalues.get(0, k) - 1) * point.width() * point.widthSlopes()[i];
          return slopes.get(k, i) / below - average[k] * belowSlope / (below * below);
        });
  }

  @Override
  public TransformState state() {
    TransformState state =
        TransformState.of(type())
            .with("samples", samples)
            .with("local_scales", localScales)
            .with("widths", widths)
            .with("weights", weights)
            .with("coordinates", coordinates)
            .with("eigenvalues", eigenvalues)
            .with("neighbours", parameters.neighbours())
            .with("dimension", parameters.dimension())
            .with("density_epsilon", parameters.densityEpsilon())
            .with("epsilon", parameters.epsilon())
            .with("mean_width", parameters.meanWidth());
    return reconstruction.save(state);
  }

  static VariableBandwidthMap restore(TransformState state) {
    return new VariableBandwidthMap(
        state.array("samples"),
        state.array("local_scales"),
        state.array("widths"),
        state.array("weights"),
        state.array("coordinates"),
        state.array("eigenvalues"),
        new Parameters(
            state.integer("neighbours"),
            state.integer("dimension"),
            state.number("density_epsilon"),
            state.number("epsilon"),
            state.number("mean_width")),
        Reconstruction.restore(state));
  }
}
