package io.dymad.operation;

import io.metalab.api.RunRuntime;

/** The steps of a run: each says how far it is, and none starts once the run is cancelled. */
final class Steps {
  private final RunRuntime runtime;

  Steps(RunRuntime runtime) {
    this.runtime = runtime;
    checkpoint();
  }

  /** Starts a step. */
  void next(double fraction, String message) {
    checkpoint();
    runtime.progress(fraction, message);
  }

  /**
   * Does nothing unless the run is cancelled.
   *
   * @throws io.metalab.api.MetalabException with CANCELLED
   */
  void checkpoint() {
    runtime.cancellation().throwIfCancelled();
  }
}
