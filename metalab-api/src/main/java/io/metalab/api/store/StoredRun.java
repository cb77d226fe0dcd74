package io.metalab.api.store;

import static java.util.Objects.requireNonNull;

import io.metalab.api.RunStatus;

/**
 * What a look-up tells of a run without reading its record.
 *
 * @param status status of the effective record; LOST if it was running and its writer is gone
 * @param attempt the highest attempt number stored
 * @param codeDigest digest of the operation's code it was executed with, or empty
 */
public record StoredRun(RunStatus status, int attempt, String codeDigest) {
  public StoredRun {
    requireNonNull(status, "status");
    requireNonNull(codeDigest, "codeDigest");
  }
}
