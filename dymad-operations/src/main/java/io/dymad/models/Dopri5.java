package io.dymad.models;

import io.dymad.torch.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * The method of Dormand and Prince of order 5, with steps as long as the estimate of its error
 * allows, which end at the samples. Gradients go through the steps that were taken, not through the
 * choice of their length.
 *
 * @param relativeTolerance of the error of one step, relative to the latent variable, above 0
 * @param absoluteTolerance added to that, above 0
 * @see <a href="https://doi.org/10.1016/0771-050X(80)90013-3">Dormand and Prince (1980)</a>
 */
public record Dopri5(double relativeTolerance, double absoluteTolerance) implements Integrator {
  private static final double[] NODES = {0, 1 / 5.0, 3 / 10.0, 4 / 5.0, 8 / 9.0, 1, 1};

  private static final double[][] STAGES = {
    {},
    {1 / 5.0},
    {3 / 40.0, 9 / 40.0},
    {44 / 45.0, -56 / 15.0, 32 / 9.0},
    {19372 / 6561.0, -25360 / 2187.0, 64448 / 6561.0, -212 / 729.0},
    {9017 / 3168.0, -355 / 33.0, 46732 / 5247.0, 49 / 176.0, -5103 / 18656.0},
    {35 / 384.0, 0, 500 / 1113.0, 125 / 192.0, -2187 / 6784.0, 11 / 84.0}
  };

  /** The weights of order 5 less those of order 4. */
  private static final double[] ERROR = {
    71 / 57600.0, 0, -71 / 16695.0, 71 / 1920.0, -17253 / 339200.0, 22 / 525.0, -1 / 40.0
  };

  private static final double SAFETY = 0.9;
  private static final double SHRINK_MOST = 0.2;
  private static final double GROW_MOST = 5;

  /** The shortest step, as a share of the time between two samples. */
  private static final double SHORTEST = 1e-6;

  public Dopri5 {
    if (!(relativeTolerance > 0) || !(absoluteTolerance > 0)) {
      throw new IllegalArgumentException(
          "The tolerances (%s and %s) must be above 0."
              .formatted(relativeTolerance, absoluteTolerance));
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws ArithmeticException if the rates change so fast that no step is short enough, or are
   *     not finite
   */
  @Override
  public Tensor advance(Tensor latent, double step, Rates rates) {
    Tensor z = latent;
    double share = 0;
    double wanted = 1;
    while (share < 1) {
      double length = Math.min(wanted, 1 - share);
      boolean last = share + length >= 1;
      List<Tensor> slopes = slopes(z, share, length, step, rates);
      Tensor next = combine(z, slopes, STAGES[6], length * step);
      double error = error(z, next, slopes, length * step);
      if (error <= 1) {
        z = next;
        share = last ? 1 : share + length;
      } else if (!(length > SHORTEST)) {
        throw new ArithmeticException(
            "The rates change too fast: no step of the integration is short enough.");
      }
      wanted = length * factor(error);
    }
    return z;
  }

  private static double factor(double error) {
    double factor = SAFETY * StrictMath.pow(Math.max(error, 1e-10), -0.2);
    return Double.isNaN(error) ? SHRINK_MOST : Math.max(SHRINK_MOST, Math.min(GROW_MOST, factor));
  }

  private static List<Tensor> slopes(
      Tensor z, double share, double length, double step, Rates rates) {
    List<Tensor> slopes = new ArrayList<>();
    for (int i = 0; i < NODES.length; i++) {
      Tensor stage = combine(z, slopes, STAGES[i], length * step);
      slopes.add(rates.at(Math.min(1, share + NODES[i] * length), stage));
    }
    return slopes;
  }

  private static Tensor combine(Tensor z, List<Tensor> slopes, double[] weights, double h) {
    Tensor sum = z;
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] != 0) {
        sum = sum.plus(slopes.get(i).times(h * weights[i]));
      }
    }
    return sum;
  }

  /** Returns the root mean square of the errors in units of what is tolerated. */
  private double error(Tensor from, Tensor to, List<Tensor> slopes, double h) {
    double[] before = from.detached().toArray();
    double[] after = to.detached().toArray();
    double[] wrong = combine(from.times(0), slopes, ERROR, h).detached().toArray();
    double sum = 0;
    for (int i = 0; i < wrong.length; i++) {
      double size = Math.max(Math.abs(before[i]), Math.abs(after[i]));
      double ratio = wrong[i] / (absoluteTolerance + relativeTolerance * size);
      sum += ratio * ratio;
    }
    return Math.sqrt(sum / wrong.length);
  }
}
