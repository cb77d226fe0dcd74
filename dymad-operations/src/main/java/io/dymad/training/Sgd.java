package io.dymad.training;

/** Steps along a velocity, which the gradient changes: {@code v ← 0.9 v + g, x ← x - rate v}. */
final class Sgd implements Optimizer {
  private static final double MOMENTUM = 0.9;

  private long steps;
  private final double[] velocity;

  Sgd(OptimizerState state) {
    this.steps = state.steps();
    this.velocity = state.first();
  }

  @Override
  public double[] step(double[] values, double[] gradient, double rate) {
    steps++;
    double[] next = values.clone();
    for (int i = 0; i < next.length; i++) {
      velocity[i] = MOMENTUM * velocity[i] + gradient[i];
      next[i] -= rate * velocity[i];
    }
    return next;
  }

  @Override
  public OptimizerState state() {
    return new OptimizerState(steps, velocity, new double[velocity.length]);
  }
}
