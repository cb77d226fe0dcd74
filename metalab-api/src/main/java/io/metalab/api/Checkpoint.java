package io.metalab.api;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * What a shorter run of otherwise equal work left for a longer one to start from.
 *
 * @param runId the shorter run
 * @param budget its budget, less than that of the run that starts from it
 * @param path a copy of its artifact, which can only be read
 */
public record Checkpoint(RunId runId, long budget, Path path) {
  public Checkpoint {
    requireNonNull(runId, "runId");
    requireNonNull(path, "path");
  }
}
