package io.metalab.core.search.algorithm;

import io.metalab.api.SeedBundle;
import io.metalab.core.params.UnitSequence;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** Points of the unit cube that searches start from. */
final class UnitPoints {
  private UnitPoints() {}

  /** Returns a point drawn evenly. */
  static double[] random(RandomGenerator random, int dimensions) {
    double[] point = new double[dimensions];
    Arrays.setAll(point, i -> random.nextDouble());
    return point;
  }

  /** Returns a Sobol sequence, shifted by the seeds, that covers the cube evenly. */
  static UnitSequence sobol(SeedBundle seeds, int dimensions) {
    String seed = HexFormat.of().toHexDigits(seeds.seed("sobol"));
    return new UnitSequence(UnitSequence.Kind.SOBOL, dimensions, Integer.MAX_VALUE, seed);
  }

  /** Brings a coordinate back to [0, 1]. */
  static double clip(double coordinate) {
    return Math.max(0, Math.min(1, coordinate));
  }
}
