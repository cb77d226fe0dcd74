package io.dymad.training;

import static java.util.Objects.requireNonNull;

import io.dymad.core.Trajectories;
import io.dymad.core.Trajectory;
import io.dymad.core.Windows;
import io.dymad.models.Bound;
import io.dymad.models.LatentModel;
import io.dymad.models.Rollout;
import io.dymad.torch.Tensor;
import java.util.List;

/**
 * DyMAD's {@code NODE}: rollouts from the first sample of windows against the data, also for models
 * in discrete time. Gradients go through the integrator.
 *
 * @param rollout how courses are predicted
 * @param sweep the lengths of windows, one after the other
 * @param chop where windows start
 */
public record Node(Rollout rollout, Sweep sweep, Chop chop) implements Trainer {
  public Node {
    requireNonNull(rollout, "rollout");
    requireNonNull(sweep, "sweep");
    requireNonNull(chop, "chop");
  }

  /** Returns rollouts of whole trajectories. */
  public static Node of(Rollout rollout) {
    return new Node(rollout, Sweep.none(), Chop.initial());
  }

  /**
   * A curriculum: windows become longer.
   *
   * @param lengths of windows in samples, at least 2 each; none for whole trajectories
   * @param epochs after which the next length follows, at least 1; 0 for never
   * @param tolerances a loss below which the next length follows, one for each length; none for
   *     never. Below the last one the phase ends
   * @param full whether a length keeps all its epochs whatever its loss
   */
  public record Sweep(List<Integer> lengths, int epochs, List<Double> tolerances, boolean full) {
    public Sweep {
      lengths = List.copyOf(lengths);
      tolerances = List.copyOf(tolerances);
      if (lengths.stream().anyMatch(length -> length < 2)) {
        throw new IllegalArgumentException(
            "The lengths of a sweep (%s) must be at least 2 samples.".formatted(lengths));
      }
      if (!tolerances.isEmpty() && tolerances.size() != Math.max(1, lengths.size())) {
        throw new IllegalArgumentException(
            "A sweep of %d lengths has as many tolerances, not %d."
                .formatted(lengths.size(), tolerances.size()));
      }
      if (epochs < 0 || (lengths.size() > 1 && epochs == 0 && tolerances.isEmpty())) {
        throw new IllegalArgumentException(
            "A sweep (%s) needs epochs (%d) or tolerances after which the next length follows."
                .formatted(lengths, epochs));
      }
    }

    /** Returns whole trajectories throughout. */
    public static Sweep none() {
      return new Sweep(List.of(), 0, List.of(), false);
    }

    private boolean isOver(int stage, int spent, double loss) {
      boolean last = stage >= lengths.size() - 1;
      boolean spentAll = epochs > 0 && spent >= epochs;
      boolean met = !tolerances.isEmpty() && loss < tolerances.get(stage);
      return (!last && spentAll) || (met && (!full || epochs == 0 || spentAll));
    }
  }

  /**
   * Where windows start.
   *
   * @param unfold whether they start all along a trajectory, not at its start alone
   * @param stride samples between the starts of two windows, at least 1
   */
  public record Chop(boolean unfold, int stride) {
    public Chop {
      if (stride < 1) {
        throw new IllegalArgumentException(
            "The stride of windows (%d) must be at least 1.".formatted(stride));
      }
    }

    /** Returns that there is one window, at the start of each trajectory. */
    public static Chop initial() {
      return new Chop(false, 1);
    }

    /** Returns that windows start all along a trajectory. */
    public static Chop unfold(int stride) {
      return new Chop(true, stride);
    }
  }

  @Override
  public int stages() {
    return Math.max(1, sweep.lengths().size());
  }

  @Override
  public Excerpts courses(Trajectories data, int stage) {
    int shortest = data.items().stream().mapToInt(Trajectory::steps).min().orElseThrow();
    int length = sweep.lengths().isEmpty() ? shortest : sweep.lengths().get(stage);
    if (chop.unfold()) {
      return Excerpts.of(data, new Windows(length, chop.stride()));
    }
    return Excerpts.first(data, length);
  }

  @Override
  public boolean isOver(int stage, int epochs, double loss) {
    return sweep.isOver(stage, epochs, loss);
  }

  @Override
  public void check(LatentModel model) {
    // Every model can be rolled out.
  }

  @Override
  public Tensor loss(LatentModel model, Bound weights, Batch batch, Criteria criteria) {
    if (criteria.reconWeight() == 0) {
      Tensor start = batch.states().at(1, 0);
      return criteria.total(
          dynamics(
              rollout.predict(model, weights, start, batch.inputs(), batch.samples(), batch.step()),
              batch,
              criteria));
    }
    // Both criteria need what states are encoded to.
    Tensor encoded = model.encode(weights, batch.states(), batch.inputs());
    Tensor predicted =
        rollout.predictEncoded(
            model, weights, encoded.at(1, 0), batch.inputs(), batch.samples(), batch.step());
    return criteria.total(
        dynamics(predicted, batch, criteria), () -> model.decode(weights, encoded), batch.states());
  }

  private static Tensor dynamics(Tensor predicted, Batch batch, Criteria criteria) {
    return criteria
        .dynamics()
        .of(predicted.slice(1, 1, batch.samples()), batch.states().slice(1, 1, batch.samples()));
  }
}
