package io.dymad.operation;

import io.dymad.sako.SpectrumBootstrap;
import io.dymad.sako.UncertainSpectrum;
import io.metalab.api.Capture;
import io.metalab.api.Params;
import io.metalab.api.SeedBundle;
import java.util.Arrays;

/** The standard deviations of exponents by a bootstrap over the fitted trajectories, if wanted. */
final class SpectralDeviations {
  private final double[] growth;
  private final double[] frequency;
  private final int drawings;
  private final int degenerate;

  private SpectralDeviations(double[] growth, double[] frequency, int drawings, int degenerate) {
    this.growth = growth;
    this.frequency = frequency;
    this.drawings = drawings;
    this.degenerate = degenerate;
  }

  static SpectralDeviations of(Params params, KoopmanFit fit, SeedBundle seeds, Steps steps) {
    int drawings = params.getInt("bootstrap");
    if (drawings == 0) {
      double[] unknown = new double[fit.model().size()];
      Arrays.fill(unknown, Double.NaN);
      return new SpectralDeviations(unknown, unknown, 0, 0);
    }
    steps.next(0.2, "bootstrap");
    SpectrumBootstrap.Fit method = KoopmanFit.method(params);
    SpectrumBootstrap.Fit cancellable =
        (pairs, step) -> {
          steps.checkpoint();
          return method.of(pairs, step);
        };
    UncertainSpectrum result =
        Refusals.at(
            "params.bootstrap",
            () ->
                new SpectrumBootstrap(fit.features(), cancellable, drawings)
                    .run(fit.data().train(), seeds.stream("bootstrap")));
    return new SpectralDeviations(
        result.growthDeviations(), result.frequencyDeviations(), drawings, result.degenerate());
  }

  void capture(SpectralFilter filter, Capture capture) {
    double[] together = new double[growth.length];
    Arrays.setAll(together, j -> Math.hypot(growth[j], frequency[j]));
    capture.metric("exponent_deviation", Summaries.max(filter.ofKept(together)));
    capture.metric("n_degenerate", degenerate);
    if (degenerate > 0) {
      capture.note(
          "%d of %d drawings of trajectories left functions dependent and were drawn again: the deviations may be too small."
              .formatted(degenerate, drawings + degenerate));
    }
  }

  /** Returns the deviation of the growth rate of each pair; NaN without a bootstrap. */
  double[] growth() {
    return growth.clone();
  }

  /** Returns the deviation of the angular frequency of each pair; NaN without a bootstrap. */
  double[] frequency() {
    return frequency.clone();
  }
}
