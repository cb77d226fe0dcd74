package io.metalab.api.executor;

import static java.util.Objects.requireNonNull;

import io.metalab.api.ArtifactValue;

/**
 * Where a run may start from: the checkpoint of a shorter run of otherwise equal work.
 *
 * @param artifact the checkpoint, with its digest
 * @param budget the budget of the shorter run
 */
public record EarlierCheckpoint(ArtifactValue artifact, long budget) {
  public EarlierCheckpoint {
    if (!requireNonNull(artifact, "artifact").isResolved()) {
      throw new IllegalArgumentException("The checkpoint %s has no digest.".formatted(artifact));
    }
  }
}
