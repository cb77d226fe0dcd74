package io.dymad.training;

/**
 * A training whose loss grew beyond measure or is no number, such as by a learning rate too high.
 */
public final class DivergenceException extends ArithmeticException {
  private static final long serialVersionUID = 1;

  private final int phase;
  private final int epoch;
  private final long step;

  DivergenceException(int phase, int epoch, long step, String what) {
    super(
        "The training diverged in phase %d, epoch %d, step %d: %s. Maybe use a smaller learning rate, or clip gradients."
            .formatted(phase, epoch, step, what));
    this.phase = phase;
    this.epoch = epoch;
    this.step = step;
  }

  /** Returns the phase, counted from 0. */
  public int phase() {
    return phase;
  }

  /** Returns the epoch of the phase, counted from 0. */
  public int epoch() {
    return epoch;
  }

  /** Returns the step of the phase's optimiser, counted from 1. */
  public long step() {
    return step;
  }
}
