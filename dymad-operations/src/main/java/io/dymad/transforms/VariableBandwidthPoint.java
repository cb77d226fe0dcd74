package io.dymad.transforms;

import io.dymad.numerics.Matrix;
import java.util.Arrays;

/** The kernels of a {@link VariableBandwidthMap} between one state and the samples. */
final class VariableBandwidthPoint {
  private final VariableBandwidthMap map;
  private final double[] state;
  private final double[] squares;
  private final int[] nearest;
  private final double scale;
  private final double[] densityKernel;
  private final double width;
  private final double[] kernel;

  VariableBandwidthPoint(VariableBandwidthMap map, double[] state) {
    this.map = map;
    this.state = state;
    VariableBandwidthMap.Parameters p = map.parameters();
    squares = Neighbours.squaredDistances(map.samples(), state);
    nearest = Arrays.copyOfRange(Neighbours.smallest(squares, p.neighbours()), 1, p.neighbours());
    double sum = 0;
    for (int j : nearest) {
      sum += squares[j];
    }
    scale = Math.sqrt(sum / nearest.length);
    densityKernel = new double[squares.length];
    Arrays.setAll(
        densityKernel,
        j ->
            Math.exp(-squares[j] / (2 * p.densityEpsilon() * scale * map.localScales().get(j, 0))));
    double density =
        Arrays.stream(densityKernel).sum()
            / (squares.length
                * Math.pow(2 * Math.PI * p.densityEpsilon(), p.dimension() / 2.0)
                * Math.pow(scale, p.dimension()));
    width = Math.pow(density, -0.5) / p.meanWidth();
    kernel = new double[squares.length];
    Arrays.setAll(
        kernel,
        j ->
            Math.exp(-squares[j] / (4 * p.epsilon() * width * map.widths().get(j, 0)))
                * map.weights().get(j, 0));
  }

  /** Returns {@code K(x, x_j) q_S(x_j)^-α}; what depends on x alone cancels in averages. */
  double[] kernel() {
    return kernel;
  }

  /** Returns ρ. */
  double width() {
    return width;
  }

  /** Returns ∇ρ. */
  double[] widthSlopes() {
    VariableBandwidthMap.Parameters p = map.parameters();
    double[] scaleSlopes = scaleSlopes();
    double total = Arrays.stream(densityKernel).sum();
    double[] slopes = new double[state.length];
    for (int i = 0; i < slopes.length; i++) {
      double logDensity = -p.dimension() * scaleSlopes[i] / scale;
      for (int j = 0; j < squares.length; j++) {
        double kernelScale = p.densityEpsilon() * scale * map.localScales().get(j, 0);
        double logKernel =
            -(state[i] - map.samples().get(j, i)) / kernelScale
                + squares[j] * scaleSlopes[i] / (2 * kernelScale * scale);
        logDensity += densityKernel[j] / total * logKernel;
      }
      slopes[i] = -0.5 * width * logDensity;
    }
    return slopes;
  }

  private double[] scaleSlopes() {
    double[] slopes = new double[state.length];
    for (int i = 0; i < slopes.length; i++) {
      for (int j : nearest) {
        slopes[i] += (state[i] - map.samples().get(j, i)) / (nearest.length * scale);
      }
    }
    return slopes;
  }

  /** Returns {@code ∇ log K(x, x_j)}, one row for each sample. */
  Matrix logSlopes() {
    double[] widthSlopes = widthSlopes();
    double epsilon = map.parameters().epsilon();
    return Matrix.generate(
        squares.length,
        state.length,
        (j, i) -> {
          double spread = 2 * epsilon * width * map.widths().get(j, 0);
          return -(state[i] - map.samples().get(j, i)) / spread
              + squares[j] * widthSlopes[i] / (2 * spread * width);
        });
  }
}
