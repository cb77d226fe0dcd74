package io.dymad.agent.facade;

import static java.util.Objects.requireNonNull;

import io.dymad.agent.store.Handle;
import io.metalab.api.DirValue;
import java.nio.file.Path;

/**
 * A trained model under a handle.
 *
 * @param handle made of the content of its files
 * @param sha256 of the directory
 * @param path where the directory lay when it was last registered
 */
public record CheckpointRecord(Handle handle, String sha256, Path path) {
  public CheckpointRecord {
    requireNonNull(handle, "handle");
    requireNonNull(sha256, "sha256");
    requireNonNull(path, "path");
  }

  /** Returns the directory as a value of params; whoever uses it checks its content. */
  public DirValue directory() {
    return new DirValue(path.toString(), "", sha256);
  }
}
