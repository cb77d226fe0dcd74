package io.dymad.agent.facade;

import static java.util.Objects.requireNonNull;

import io.dymad.agent.store.Handle;
import io.dymad.agent.store.HandleKind;
import io.metalab.api.DirValue;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A trained model under a handle.
 *
 * @param handle made of the content of its files
 * @param sha256 of the directory
 * @param derivedFrom the run that left it and what that was fitted to, as far as they are known
 * @param path where the directory lay when it was last registered
 */
public record CheckpointRecord(Handle handle, String sha256, List<Handle> derivedFrom, Path path) {
  public CheckpointRecord {
    requireNonNull(handle, "handle");
    requireNonNull(sha256, "sha256");
    derivedFrom = List.copyOf(derivedFrom);
    requireNonNull(path, "path");
  }

  /** Returns the dataset that the model was fitted to, if it is known. */
  public Optional<Handle> findDataset() {
    return derivedFrom.stream().filter(from -> from.kind() == HandleKind.DATASET).findFirst();
  }

  /** Returns the directory as a value of params; whoever uses it checks its content. */
  public DirValue directory() {
    return new DirValue(path.toString(), "", sha256);
  }
}
