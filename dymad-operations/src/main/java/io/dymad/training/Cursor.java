package io.dymad.training;

/**
 * Where a training is.
 *
 * @param phase the phase that the next epoch belongs to, counted from 0; the number of phases at
 *     the end
 * @param epoch of the phase, counted from 0
 * @param stage of the phase's trainer, counted from 0
 * @param stageEpochs epochs of this stage so far
 * @param sinceBest epochs of this phase since the weights were the best ones
 * @param learningRate of the next epoch; 0 where the next phase has none
 */
public record Cursor(
    int phase, int epoch, int stage, int stageEpochs, int sinceBest, double learningRate) {
  public Cursor {
    if (phase < 0 || epoch < 0 || stage < 0 || stageEpochs < 0 || sinceBest < 0) {
      throw new IllegalArgumentException(
          "A training is not at phase %d, epoch %d, stage %d.".formatted(phase, epoch, stage));
    }
  }
}
