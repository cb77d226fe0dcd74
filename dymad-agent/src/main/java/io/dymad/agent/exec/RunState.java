package io.dymad.agent.exec;

import static java.util.Objects.requireNonNull;

import io.metalab.api.RunError;
import io.metalab.api.RunRecord;
import java.util.Optional;

/**
 * What is known of a run.
 *
 * @param phase how far it is
 * @param record of its last attempt, if one has begun
 * @param error why it failed; none unless it did
 */
public record RunState(RunPhase phase, Optional<RunRecord> record, RunError error) {
  /** What is said to have failed when the process of a run is gone. */
  public static final String INFRASTRUCTURE = "InfrastructureError";

  public RunState {
    requireNonNull(phase, "phase");
    requireNonNull(record, "record");
    requireNonNull(error, "error");
  }

  static RunState of(RunPhase phase, Optional<RunRecord> record) {
    return new RunState(phase, record, RunError.NONE);
  }

  static RunState failed(Optional<RunRecord> record, String type, String message) {
    return new RunState(RunPhase.FAILED, record, RunError.of(type, message));
  }
}
