package io.dymad.training;

import static java.util.Objects.requireNonNull;

import io.dymad.torch.Tensor;
import java.util.function.Supplier;

/**
 * What a loss is made of: DyMAD's criteria {@code dynamics} and {@code recon}.
 *
 * @param dynamics of rollouts, which {@link Weak} and {@link OneStep} replace by their own mean of
 *     squares
 * @param dynamicsWeight at least 0
 * @param recon of states that were encoded and decoded
 * @param reconWeight at least 0; 0 leaves it out
 */
public record Criteria(Loss dynamics, double dynamicsWeight, Loss recon, double reconWeight) {
  public Criteria {
    requireNonNull(dynamics, "dynamics");
    requireNonNull(recon, "recon");
    if (!(dynamicsWeight >= 0) || !(reconWeight >= 0)) {
      throw new IllegalArgumentException(
          "The weights of criteria (%s and %s) must be at least 0."
              .formatted(dynamicsWeight, reconWeight));
    }
  }

  /** Returns mean squares of both with the weight 1. */
  public static Criteria defaults() {
    return new Criteria(new Loss.MeanSquare(), 1, new Loss.MeanSquare(), 1);
  }

  /** Returns the sum where the weight of states encoded and decoded is 0. */
  Tensor total(Tensor dynamicsLoss) {
    return weighted(dynamicsLoss, dynamicsWeight);
  }

  /**
   * Returns the weighted sum.
   *
   * @param decoded gives courses of states that were encoded and decoded
   * @param states what they were
   */
  Tensor total(Tensor dynamicsLoss, Supplier<Tensor> decoded, Tensor states) {
    Tensor weighted = total(dynamicsLoss);
    return reconWeight == 0
        ? weighted
        : weighted.plus(weighted(recon.of(decoded.get(), states), reconWeight));
  }

  /** Most weights are 1, and each product is some calls of the engine in every step. */
  private static Tensor weighted(Tensor loss, double weight) {
    return weight == 1 ? loss : loss.times(weight);
  }
}
