package io.metalab.testkit.fault;

/**
 * Says that the process would be dead by now.
 *
 * <p>An error rather than an exception: nothing is meant to handle it, and whatever tries to go on
 * meets it again at its next operation.
 */
public final class SimulatedCrash extends Error {
  private static final long serialVersionUID = 1L;

  SimulatedCrash(String message) {
    super(message, null, false, false);
  }
}
