package io.dymad.training;

import io.dymad.models.Bound;
import io.dymad.models.Weights;
import io.dymad.torch.Scope;
import io.dymad.torch.Tensor;
import io.metalab.api.SeedBundle;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Goes through all courses of a phase once. */
final class EpochRunner {
  /** A loss this many times the mean square of the data, or the first loss, is divergence. */
  private static final double BEYOND_MEASURE = 1e6;

  private final TrainingTask task;
  private final SeedBundle seeds;
  private final double scale;
  private final Map<String, Courses> courses = new HashMap<>();

  EpochRunner(TrainingTask task, SeedBundle seeds, double scale) {
    this.task = task;
    this.seeds = seeds;
    this.scale = scale;
  }

  /**
   * What an epoch gave.
   *
   * @param weights after it
   * @param optimizer what the optimiser remembers
   * @param loss averaged over the courses
   * @param gradientNorm of the last step
   */
  record Result(Weights weights, OptimizerState optimizer, double loss, double gradientNorm) {}

  Result run(TrainingState state, GradientPhase phase) {
    Cursor at = state.cursor();
    Courses all = courses(phase, at);
    int[] order = order(all.size(), phase, at);
    int batchSize = phase.batchSize() == 0 ? order.length : phase.batchSize();
    Optimizer optimizer = phase.schedule().optimizer().restore(state.optimizer());
    double[] values = state.weights().values();
    double sum = 0;
    double norm = 0;
    long step = state.optimizer().steps();
    for (int from = 0; from < order.length; from += batchSize) {
      int[] chosen = Arrays.copyOfRange(order, from, Math.min(order.length, from + batchSize));
      Weights weights = state.weights().withValues(values);
      Slope slope = slope(state, ++step, phase, weights, all, chosen);
      norm = slope.norm();
      values = optimizer.step(values, slope.clipped(phase.clip()), at.learningRate());
      sum += slope.loss() * chosen.length / order.length;
    }
    return new Result(state.weights().withValues(values), optimizer.state(), sum, norm);
  }

  private Courses courses(GradientPhase phase, Cursor at) {
    return courses.computeIfAbsent(
        at.phase() + "/" + at.stage(),
        key ->
            new Courses(phase.trainer().courses(task.fitted(at.phase()), at.stage()), task.step()));
  }

  /** Returns the courses in the order of this epoch: as they are if all make one step. */
  private int[] order(int size, GradientPhase phase, Cursor at) {
    int[] order = IntStream.range(0, size).toArray();
    if (phase.batchSize() == 0 || phase.batchSize() >= size) {
      return order;
    }
    RandomGenerator random =
        seeds.stream("shuffle/%d/%d".formatted(task.number(at.phase()), at.epoch()));
    for (int i = size - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int moved = order[i];
      order[i] = order[j];
      order[j] = moved;
    }
    return order;
  }

  private Slope slope(
      TrainingState state,
      long step,
      GradientPhase phase,
      Weights weights,
      Courses all,
      int... chosen) {
    Cursor at = state.cursor();
    try (Scope scope = Scope.open(task.precision(), task.device())) {
      Bound bound = weights.bind(scope);
      Tensor loss =
          phase.trainer().loss(task.model(), bound, all.batch(scope, chosen), phase.criteria());
      double value = loss.value();
      if (!(value <= BEYOND_MEASURE * Math.max(scale, firstLoss(state, value)))) {
        throw new DivergenceException(
            at.phase(), at.epoch(), step, "the loss is %s".formatted(value));
      }
      Slope slope = new Slope(value, scope.gradient(loss, bound.variable()));
      if (!Double.isFinite(slope.norm())) {
        throw new DivergenceException(at.phase(), at.epoch(), step, "the gradient is not finite");
      }
      return slope;
    } catch (DivergenceException e) {
      throw e;
    } catch (ArithmeticException e) {
      DivergenceException divergence =
          new DivergenceException(
              at.phase(), at.epoch(), step, "the integration ended: " + e.getMessage());
      divergence.initCause(e);
      throw divergence;
    }
  }

  private static double firstLoss(TrainingState state, double now) {
    int phase = state.cursor().phase();
    return state.history().stream()
        .filter(epoch -> epoch.phase() == phase)
        .mapToDouble(Epoch::trainLoss)
        .findFirst()
        .orElse(Double.isFinite(now) ? now : 0);
  }
}
