package io.dymad.agent.exec;

import io.dymad.agent.AgentProblem;
import io.dymad.io.Dataset;
import io.dymad.io.NpzFiles;
import io.metalab.api.MetalabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/** Files of trajectories that are made here. */
public final class DatasetFiles {
  private DatasetFiles() {}

  /**
   * Writes a file, whole or not at all, in place of the one before.
   *
   * @throws io.dymad.agent.AgentException with {@code cannot_write} at {@code artifact_root}
   */
  public static void write(Dataset dataset, Path directory, String name) {
    Path part = directory.resolve(".%s.part.npz".formatted(UUID.randomUUID()));
    try {
      Files.createDirectories(directory);
      try {
        NpzFiles.write(dataset, part);
        Files.move(part, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException | MetalabException e) {
      throw AgentProblem.of(
              "cannot_write",
              "The file %s cannot be written in %s: %s.".formatted(name, directory, e))
          .at("artifact_root")
          .exception();
    }
  }
}
