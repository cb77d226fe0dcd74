package io.dymad.operation;

import io.dymad.training.Epoch;
import io.metalab.api.Capture;
import java.util.Locale;

/**
 * Says in the log of a run how its training goes: where a phase begins, and twenty times on the
 * way.
 */
final class EpochLog {
  private static final int PARTS = 20;

  private final Capture capture;
  private final int epochs;
  private int phase = -1;
  private long part;

  /**
   * Creates a log.
   *
   * @param epochs how many there are of all phases
   */
  EpochLog(Capture capture, int epochs) {
    this.capture = capture;
    this.epochs = epochs;
  }

  /**
   * Tells of an epoch, if there is something to tell.
   *
   * @param number of the epoch, from 1
   * @param newPhase the place of its phase, from 0
   * @param trainer of the phase
   */
  void tell(int number, int newPhase, String trainer, Epoch epoch) {
    long newPart = (long) PARTS * number / epochs;
    if (newPhase == phase && newPart == part) {
      return;
    }
    phase = newPhase;
    part = newPart;
    capture.log(
        String.format(
            Locale.ROOT,
            "epoch %d of %d, phase %d %s: train loss %.4g, held out %.4g",
            number,
            epochs,
            phase,
            trainer,
            epoch.trainLoss(),
            epoch.validLoss()));
  }
}
