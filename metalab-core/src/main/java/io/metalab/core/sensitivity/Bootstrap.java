package io.metalab.core.sensitivity;

import io.metalab.api.SeedBundle;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.apache.commons.statistics.descriptive.Quantile;

/** Percentile intervals over seeded resampling of rows. */
final class Bootstrap {
  /** Computes indices from some rows, of which one may stand several times. */
  interface Estimator {
    double[] of(int[] rows);
  }

  private Bootstrap() {}

  /** Returns the indices of all rows with their intervals. */
  static Estimate[] estimates(Estimator estimator, int rows, Resampling resampling) {
    double[] values = estimator.of(IntStream.range(0, rows).toArray());
    double[][] resampled = new double[values.length][resampling.samples()];
    RandomGenerator random =
        new SeedBundle(resampling.seed(), SeedBundle.NO_REPLICATE, List.of("sensitivity"))
            .stream("bootstrap");
    int[] drawn = new int[rows];
    for (int s = 0; s < resampling.samples(); s++) {
      Arrays.setAll(drawn, i -> random.nextInt(rows));
      double[] indices = estimator.of(drawn);
      for (int k = 0; k < indices.length; k++) {
        resampled[k][s] = indices[k];
      }
    }
    double tail = (1 - resampling.confidence()) / 2;
    Estimate[] estimates = new Estimate[values.length];
    for (int k = 0; k < values.length; k++) {
      double[] ends = Quantile.withDefaults().evaluate(resampled[k], tail, 1 - tail);
      estimates[k] = new Estimate(values[k], ends[0], ends[1]);
    }
    return estimates;
  }
}
