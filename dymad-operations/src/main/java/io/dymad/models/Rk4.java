package io.dymad.models;

import io.dymad.torch.Tensor;

/**
 * The classical method of Runge and Kutta of order 4, with a fixed step.
 *
 * @param substeps from one sample to the next, at least 1
 */
public record Rk4(int substeps) implements Integrator {
  public Rk4 {
    if (substeps < 1) {
      throw new IllegalArgumentException(
          "The steps from one sample to the next (%d) must be at least 1.".formatted(substeps));
    }
  }

  @Override
  public Tensor advance(Tensor latent, double step, Rates rates) {
    double h = step / substeps;
    Tensor z = latent;
    for (int i = 0; i < substeps; i++) {
      double start = (double) i / substeps;
      double middle = (i + 0.5) / substeps;
      double end = i == substeps - 1 ? 1 : (i + 1.0) / substeps;
      Tensor k1 = rates.at(start, z);
      Tensor k2 = rates.at(middle, z.plus(k1.times(h / 2)));
      Tensor k3 = rates.at(middle, z.plus(k2.times(h / 2)));
      Tensor k4 = rates.at(end, z.plus(k3.times(h)));
      Tensor sum = k1.plus(k2.plus(k3).times(2)).plus(k4);
      z = z.plus(sum.times(h / 6));
    }
    return z;
  }
}
