package io.dymad.training;

import static java.util.Objects.requireNonNull;

import io.dymad.core.Trajectories;
import io.dymad.models.Weights;
import io.dymad.numerics.Matrix;
import io.metalab.api.SeedBundle;
import java.util.List;
import java.util.function.Consumer;

/**
 * Carries a {@link TrainingTask} out, epoch by epoch. Each epoch depends on the state before it and
 * on seeds alone: weights start from the streams {@code init/<parameter>}, batches of an epoch are
 * drawn from {@code shuffle/<phase>/<epoch>}, in which {@link Export} phases are not counted.
 *
 * <p>For use by one thread.
 */
public final class Training {
  private final TrainingTask task;
  private final SeedBundle seeds;
  private final RolloutLoss heldOut;
  private final EpochRunner runner;

  /** Prepares a training. */
  public Training(TrainingTask task, SeedBundle seeds) {
    this.task = task;
    this.seeds = requireNonNull(seeds, "seeds");
    this.heldOut = new RolloutLoss(task, task.data().heldOut());
    this.runner = new EpochRunner(task, seeds, scale());
  }

  /** Returns the mean of squares of the states. */
  private double scale() {
    Matrix states = task.data().train().states();
    double norm = states.frobeniusNorm();
    return norm * norm / Math.max(1, states.rows() * states.columns());
  }

  /** Returns the state at the start, with weights drawn from the seeds. */
  public TrainingState start() {
    return start(Weights.initial(task.model().parameters(), seeds));
  }

  /** Returns the state at the start, with weights that are there already. */
  public TrainingState start(Weights weights) {
    BestWeights best = new BestWeights(weights, heldOut.of(weights), 0, 0);
    return new TrainingState(
        entering(0), weights, OptimizerState.start(weights.size()), best, List.of());
  }

  private Cursor entering(int phase) {
    boolean gradient =
        phase < task.phases().size() && task.phases().get(phase) instanceof GradientPhase;
    double rate =
        gradient ? ((GradientPhase) task.phases().get(phase)).schedule().learningRate() : 0;
    return new Cursor(phase, 0, 0, 0, 0, rate);
  }

  /** Returns whether nothing is left to do. */
  public boolean isDone(TrainingState state) {
    return state.cursor().phase() >= task.phases().size();
  }

  /**
   * Returns the state after all phases.
   *
   * @param state the start, or where an earlier training of the same task and seeds was
   * @param listener is told each state on the way; what it throws ends the training
   * @throws DivergenceException if a loss grows beyond measure or is no number
   */
  public TrainingState run(TrainingState state, Consumer<TrainingState> listener) {
    TrainingState now = state;
    while (!isDone(now)) {
      now = next(now);
      listener.accept(now);
    }
    return now;
  }

  /**
   * Returns the state after another epoch, or after a phase without epochs.
   *
   * @throws IllegalStateException if nothing is left to do
   * @throws DivergenceException if a loss grows beyond measure or is no number
   */
  public TrainingState next(TrainingState state) {
    if (isDone(state)) {
      throw new IllegalStateException("The training has ended.");
    }
    Phase phase = task.phases().get(state.cursor().phase());
    if (phase instanceof GradientPhase gradient) {
      return gradient.schedule().epochs() == 0 ? leaving(state) : epoch(state, gradient);
    }
    return phase instanceof LinearSolve solve ? solved(state, solve) : leaving(state);
  }

  private TrainingState leaving(TrainingState state) {
    return new TrainingState(
        entering(state.cursor().phase() + 1),
        state.weights(),
        OptimizerState.start(state.weights().size()),
        state.best(),
        state.history());
  }

  private TrainingState solved(TrainingState state, LinearSolve phase) {
    Cursor at = state.cursor();
    Trajectories fitted = task.fitted(at.phase());
    Weights weights =
        new LinearFit(task.model(), phase, task.step()).solve(state.weights(), fitted);
    double loss = heldOut.of(weights);
    double fittedLoss = new RolloutLoss(task, fitted).of(weights);
    Epoch epoch = new Epoch(at.phase(), at.epoch(), fittedLoss, loss, 0, 0);
    return leaving(
        new TrainingState(
            at, weights, state.optimizer(), better(state, weights, loss), state.with(epoch)));
  }

  private static BestWeights better(TrainingState state, Weights weights, double loss) {
    Cursor at = state.cursor();
    return loss < state.best().loss()
        ? new BestWeights(weights, loss, at.phase(), at.epoch())
        : state.best();
  }

  private TrainingState epoch(TrainingState state, GradientPhase phase) {
    EpochRunner.Result result = runner.run(state, phase);
    Cursor at = state.cursor();
    double loss = heldOut.of(result.weights());
    BestWeights best = better(state, result.weights(), loss);
    int sinceBest = loss < state.best().loss() ? 0 : at.sinceBest() + 1;
    Epoch epoch =
        new Epoch(
            at.phase(), at.epoch(), result.loss(), loss, at.learningRate(), result.gradientNorm());
    boolean stageOver = phase.trainer().isOver(at.stage(), at.stageEpochs() + 1, result.loss());
    Cursor next =
        new Cursor(
            at.phase(),
            at.epoch() + 1,
            stageOver ? at.stage() + 1 : at.stage(),
            stageOver ? 0 : at.stageEpochs() + 1,
            sinceBest,
            phase.schedule().after(at.learningRate()));
    TrainingState after =
        new TrainingState(next, result.weights(), result.optimizer(), best, state.with(epoch));
    boolean over =
        next.epoch() >= phase.schedule().epochs()
            || next.stage() >= phase.trainer().stages()
            || (phase.patience() > 0 && sinceBest >= phase.patience());
    return over ? leaving(after) : after;
  }
}
