package io.dymad.training;

/**
 * Steps of about the learning rate along each number, whatever the scale of its gradient.
 *
 * @see <a href="https://arxiv.org/abs/1412.6980">Kingma and Ba (2015), algorithm 1</a>
 */
final class Adam implements Optimizer {
  private static final double BETA_1 = 0.9;
  private static final double BETA_2 = 0.999;
  private static final double EPSILON = 1e-8;

  private long steps;
  private final double[] first;
  private final double[] second;

  Adam(OptimizerState state) {
    this.steps = state.steps();
    this.first = state.first();
    this.second = state.second();
  }

  @Override
  public double[] step(double[] values, double[] gradient, double rate) {
    steps++;
    double correction1 = 1 - StrictMath.pow(BETA_1, (double) steps);
    double correction2 = 1 - StrictMath.pow(BETA_2, (double) steps);
    double[] next = values.clone();
    for (int i = 0; i < next.length; i++) {
      first[i] = BETA_1 * first[i] + (1 - BETA_1) * gradient[i];
      second[i] = BETA_2 * second[i] + (1 - BETA_2) * gradient[i] * gradient[i];
      double spread = Math.sqrt(second[i] / correction2) + EPSILON;
      next[i] -= rate * (first[i] / correction1) / spread;
    }
    return next;
  }

  @Override
  public OptimizerState state() {
    return new OptimizerState(steps, first, second);
  }
}
