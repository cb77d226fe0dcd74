package io.dymad.training;

import io.dymad.core.Trajectories;
import io.dymad.core.Windows;
import io.dymad.edmd.WeakForm;
import io.dymad.models.Bound;
import io.dymad.models.LatentModel;
import io.dymad.models.Time;
import io.dymad.torch.Tensor;

/**
 * DyMAD's {@code Weak}: the mean of squares of {@code C z - D F(z, u)} over windows and test
 * functions, with the weights of {@link WeakForm}: rates are compared without derivatives of data,
 * and nothing is integrated. For models in continuous time.
 *
 * @param points N, samples of a window; less 1 a multiple of the order
 * @param stride dN, samples between the starts of two windows, at least 1
 * @param functions ordpol, number of test functions, at least 1
 * @param order ordint, of the rule of integration, from 1 to 4
 */
public record Weak(int points, int stride, int functions, int order) implements Trainer {
  public Weak {
    WeakForm.of(1, points, functions, order);
    new Windows(points, stride);
  }

  /** Returns the values of DyMAD's profiles: 13 points, stride 2, 2 functions, order 2. */
  public static Weak defaults() {
    return new Weak(13, 2, 2, 2);
  }

  @Override
  public int stages() {
    return 1;
  }

  @Override
  public Excerpts courses(Trajectories data, int stage) {
    return Excerpts.of(data, new Windows(points, stride));
  }

  @Override
  public boolean isOver(int stage, int epochs, double loss) {
    return false;
  }

  @Override
  public void check(LatentModel model) {
    if (model.time() == Time.DISCRETE) {
      throw new IllegalArgumentException(
          "The weak form compares rates, which a model in discrete time has not. Use NODE, OneStep"
              + " or Linear.");
    }
    OneStep.checkNothingHidden(model);
  }

  @Override
  public Tensor loss(LatentModel model, Bound weights, Batch batch, Criteria criteria) {
    DistinctSamples samples = batch.distinct();
    Tensor latent = model.encode(weights, samples.states(), samples.inputs());
    Tensor rates = model.dynamics().apply(weights, latent, samples.inputs());
    WeakForm form = WeakForm.of(batch.step(), points, functions, order);
    Tensor residual = samples.sums(form.slopes(), latent).minus(samples.sums(form.values(), rates));
    return criteria.total(
        residual.square().mean(),
        () -> samples.courses(model.decode(weights, latent)),
        batch.states());
  }
}
