package io.dymad.training;

import io.dymad.core.Trajectories;
import io.dymad.core.Windows;
import io.dymad.models.Bound;
import io.dymad.models.HiddenCorrectedDynamics;
import io.dymad.models.LatentModel;
import io.dymad.models.Time;
import io.dymad.torch.Tensor;

/**
 * DyMAD's {@code OneStep}: the mean of squares of what the dynamics say of a sample less what the
 * next one is, or in continuous time less a difference quotient.
 *
 * @param order of the difference quotient: 1 from the next sample, 2 from both neighbours
 */
public record OneStep(int order) implements Trainer {
  public OneStep {
    if (order != 1 && order != 2) {
      throw new IllegalArgumentException("The order (%d) must be 1 or 2.".formatted(order));
    }
  }

  @Override
  public int stages() {
    return 1;
  }

  @Override
  public Excerpts courses(Trajectories data, int stage) {
    return Excerpts.of(data, new Windows(order + 1, 1));
  }

  @Override
  public boolean isOver(int stage, int epochs, double loss) {
    return false;
  }

  @Override
  public void check(LatentModel model) {
    if (model.time() == Time.DISCRETE && order != 1) {
      throw new IllegalArgumentException(
          "The order (%d) is one of difference quotients; a model in discrete time takes 1."
              .formatted(order));
    }
    checkNothingHidden(model);
  }

  /** Refuses a model with variables that the encoder does not know. */
  static void checkNothingHidden(LatentModel model) {
    if (model.dynamics() instanceof HiddenCorrectedDynamics) {
      throw new IllegalArgumentException(
          "The hidden variables of the model are not known at samples, so that nothing can be"
              + " compared from one to the next. Use NODE.");
    }
  }

  @Override
  public Tensor loss(LatentModel model, Bound weights, Batch batch, Criteria criteria) {
    DistinctSamples samples = batch.distinct();
    Tensor latent = model.encode(weights, samples.states(), samples.inputs());
    Tensor all = model.dynamics().apply(weights, latent, samples.inputs());
    Tensor said = samples.at(order - 1, all);
    Tensor target = samples.at(order, latent);
    if (model.time() == Time.CONTINUOUS) {
      target = target.minus(samples.at(0, latent)).times(1 / (order * batch.step()));
    }
    return criteria.total(
        said.minus(target).square().mean(),
        () -> samples.courses(model.decode(weights, latent)),
        batch.states());
  }
}
