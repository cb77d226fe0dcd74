package io.metalab.api;

import java.util.List;
import java.util.Locale;

/** Where an attempt at a run stands. */
public enum RunStatus {
  /** Some worker holds a lease and is executing it. */
  RUNNING,
  /** It finished; final. */
  SUCCESS,
  /** The operation, its context or its captures failed; the record has the error. */
  FAILED,
  /** It was stopped on request. */
  CANCELLED,
  /** Its worker's lease expired before it finished; it is run again. */
  LOST;

  private static final List<RunStatus> ALL = List.of(values());

  private final String wireName = name().toLowerCase(Locale.ROOT);

  /** Returns the status as it is stored and shown: lower case. */
  public String wireName() {
    return wireName;
  }

  /**
   * Returns the status with this wire name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static RunStatus fromWireName(String wireName) {
    for (RunStatus status : ALL) {
      if (status.wireName.equals(wireName)) {
        return status;
      }
    }
    throw new IllegalArgumentException(
        "The status (%s) must be one of running, success, failed, cancelled, lost."
            .formatted(wireName));
  }

  /** Returns whether an attempt with this status is over. */
  public boolean isFinished() {
    return this != RUNNING;
  }
}
