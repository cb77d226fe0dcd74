package io.dymad.training;

/**
 * What is remembered of an epoch.
 *
 * @param phase counted from 0
 * @param epoch of the phase, counted from 0
 * @param trainLoss the phase's own loss, averaged over its courses; that of rollouts of the fitted
 *     trajectories for least squares
 * @param validLoss of rollouts of the held-out trajectories; infinite if one is not finite
 * @param learningRate 0 for least squares
 * @param gradientNorm Euclidean norm of the last gradient, before clipping; 0 for least squares
 */
public record Epoch(
    int phase,
    int epoch,
    double trainLoss,
    double validLoss,
    double learningRate,
    double gradientNorm) {
  /** How many components there are. */
  static final int COMPONENTS = 6;

  double[] toArray() {
    return new double[] {phase, epoch, trainLoss, validLoss, learningRate, gradientNorm};
  }

  static Epoch ofArray(double[] numbers, int from) {
    return new Epoch(
        (int) numbers[from],
        (int) numbers[from + 1],
        numbers[from + 2],
        numbers[from + 3],
        numbers[from + 4],
        numbers[from + 5]);
  }
}
