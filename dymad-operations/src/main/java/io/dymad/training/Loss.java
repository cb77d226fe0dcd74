package io.dymad.training;

import static java.util.Objects.requireNonNull;

import io.dymad.torch.Tensor;
import java.util.List;

/** How far predictions are from the truth, as a tensor of one element. */
public sealed interface Loss {
  /**
   * Returns the loss.
   *
   * @param predicted shape {@code [courses, samples, states]}
   * @param truth of the same shape
   */
  Tensor of(Tensor predicted, Tensor truth);

  /**
   * Several losses of the same predictions, such as a mean of squares and {@link ValidTime}.
   *
   * @param terms at least one
   */
  record Sum(List<Term> terms) implements Loss {
    /**
     * A loss and what it is multiplied by.
     *
     * @param loss the loss
     * @param weight at least 0
     */
    public record Term(Loss loss, double weight) {
      public Term {
        requireNonNull(loss, "loss");
        if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
          throw new IllegalArgumentException(
              "The weight of a loss (%s) must be at least 0.".formatted(weight));
        }
      }
    }

    public Sum {
      terms = List.copyOf(terms);
      if (terms.isEmpty()) {
        throw new IllegalArgumentException("A sum of losses has terms.");
      }
    }

    @Override
    public Tensor of(Tensor predicted, Tensor truth) {
      Tensor sum = weighted(terms.get(0), predicted, truth);
      for (Term term : terms.subList(1, terms.size())) {
        sum = sum.plus(weighted(term, predicted, truth));
      }
      return sum;
    }

    private static Tensor weighted(Term term, Tensor predicted, Tensor truth) {
      return term.loss().of(predicted, truth).times(term.weight());
    }
  }

  /** The mean of squared errors: DyMAD's {@code mse}. */
  record MeanSquare() implements Loss {
    @Override
    public Tensor of(Tensor predicted, Tensor truth) {
      return predicted.minus(truth).square().mean();
    }
  }

  /** The mean of the moduli of errors: DyMAD's {@code mae}. */
  record MeanAbsolute() implements Loss {
    @Override
    public Tensor of(Tensor predicted, Tensor truth) {
      return predicted.minus(truth).abs().mean();
    }
  }

  /**
   * The mean of squared errors with weights {@code e^(-decay k)} of sample k, which sum to 1:
   * DyMAD's {@code wmse}. Without decay it is {@link MeanSquare}.
   *
   * @param decay per sample, at least 0
   */
  record WeightedMeanSquare(double decay) implements Loss {
    public WeightedMeanSquare {
      if (!(decay >= 0)) {
        throw new IllegalArgumentException("The decay (%s) must be at least 0.".formatted(decay));
      }
    }

    @Override
    public Tensor of(Tensor predicted, Tensor truth) {
      Tensor bySample = predicted.minus(truth).square().mean(-1).mean(0);
      Tensor weights =
          bySample.detached().times(0).plus(1).runningSum(0).plus(-1).times(-decay).exp();
      return bySample.times(weights).sum().over(weights.sum());
    }
  }

  /**
   * The mean of {@code 1 / (1 + n)} over courses, where n counts, smoothly, the samples until the
   * error first reaches a limit: DyMAD's {@code vpt}. The error of a sample is the root of the mean
   * over states of squared errors in units of each state's standard deviation in the truth. A
   * sample counts {@code σ((limit - error) / (limit / 10))} times what the one before it counted.
   *
   * @param limit above 0
   */
  record ValidTime(double limit) implements Loss {
    private static final double SHARPNESS = 10;

    /** Keeps roots and quotients finite where there is no error or a state is constant. */
    private static final double TINY = 1e-12;

    public ValidTime {
      if (!(limit > 0)) {
        throw new IllegalArgumentException("The limit (%s) must be above 0.".formatted(limit));
      }
    }

    @Override
    public Tensor of(Tensor predicted, Tensor truth) {
      Tensor flat = truth.reshaped(-1, truth.extent(-1)).detached();
      Tensor variance = flat.minus(flat.mean(0)).square().mean(0).plus(TINY);
      Tensor error = predicted.minus(truth).square().over(variance).mean(-1).plus(TINY).sqrt();
      Tensor excess = error.plus(-limit).times(SHARPNESS / limit);
      Tensor counted = excess.softplus().times(-1).runningSum(1).exp();
      Tensor one = error.detached().times(0).plus(1).mean(1);
      return one.over(counted.sum(1).plus(1)).mean();
    }
  }
}
