package io.dymad.sampling;

import io.dymad.numerics.Matrix;
import java.util.Arrays;

/** Coupled phases; see {@link Systems#kuramoto}. */
final class Kuramoto implements OdeSystem {
  private final double[] frequencies;
  private final Matrix coupling;
  private final int[] groups;
  private final int[] sizes;

  Kuramoto(double[] frequencies, Matrix coupling, int[] groups) {
    int size = frequencies.length;
    if (size == 0 || !coupling.isSquare() || coupling.rows() != size || groups.length != size) {
      throw new IllegalArgumentException(
          "%d frequencies need a coupling (%s) and groups (%d) of as many phases."
              .formatted(size, coupling.shape(), groups.length));
    }
    this.frequencies = frequencies.clone();
    this.coupling = coupling.requireFinite("The coupling");
    this.groups = groups.clone();
    this.sizes = new int[Arrays.stream(groups).max().orElseThrow() + 1];
    for (int group : groups) {
      if (group < 0) {
        throw new IllegalArgumentException("The group %d is below 0.".formatted(group));
      }
      sizes[group]++;
    }
    for (int group = 0; group < sizes.length; group++) {
      if (sizes[group] == 0) {
        throw new IllegalArgumentException(
            "The group %d of %d holds no phase.".formatted(group, sizes.length));
      }
    }
  }

  @Override
  public int stateSize() {
    return frequencies.length;
  }

  @Override
  public int outputSize() {
    return 2 * sizes.length;
  }

  @Override
  public double[] derivative(double t, double[] x, double[] u, double[] p) {
    double[] slope = frequencies.clone();
    for (int i = 0; i < slope.length; i++) {
      for (int j = 0; j < slope.length; j++) {
        slope[i] += coupling.get(i, j) * Math.sin(x[j] - x[i]);
      }
    }
    return slope;
  }

  @Override
  public double[] output(double t, double[] x, double[] u, double[] p) {
    double[] order = new double[outputSize()];
    for (int i = 0; i < x.length; i++) {
      order[2 * groups[i]] += Math.cos(x[i]) / sizes[groups[i]];
      order[2 * groups[i] + 1] += Math.sin(x[i]) / sizes[groups[i]];
    }
    return order;
  }
}
