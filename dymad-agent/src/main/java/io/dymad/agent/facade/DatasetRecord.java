package io.dymad.agent.facade;

import static java.util.Objects.requireNonNull;

import io.dymad.agent.DatasetKind;
import io.dymad.agent.store.Handle;
import io.dymad.core.Network;
import io.dymad.io.NpzFiles;
import io.metalab.api.ErrorCode;
import io.metalab.api.FileValue;
import io.metalab.api.MetalabException;
import java.nio.file.Path;

/**
 * Trajectories under a handle.
 *
 * @param handle made of content and kind
 * @param sha256 of the file's bytes
 * @param kind what states are
 * @param path where the file lay when it was last registered
 */
public record DatasetRecord(Handle handle, String sha256, DatasetKind kind, Path path) {
  /** The only format of files. */
  public static final String FORMAT = "npz";

  public DatasetRecord {
    requireNonNull(handle, "handle");
    requireNonNull(sha256, "sha256");
    requireNonNull(kind, "kind");
    requireNonNull(path, "path");
  }

  /** Returns the file as a value of params; whoever uses it checks that its content is the same. */
  public FileValue file() {
    return new FileValue(path.toString(), sha256);
  }

  /**
   * Looks into the file.
   *
   * @throws MetalabException with FILE_UNREADABLE or SERIALIZATION if it is gone or damaged
   */
  public Inspection inspect() {
    return Inspection.of(path);
  }

  /**
   * Reads the network of a graph.
   *
   * @throws MetalabException with FILE_UNREADABLE or SERIALIZATION if the file is gone or damaged,
   *     or has no edges
   */
  public Network network() {
    return NpzFiles.read(path)
        .findNetwork()
        .orElseThrow(
            () ->
                new MetalabException(
                    ErrorCode.SERIALIZATION,
                    "The file %s has no edges (ei or adj).".formatted(path)));
  }
}
