package io.dymad.agent.exec;

import static java.util.Objects.requireNonNull;

import io.metalab.api.ArtifactDescriptor;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.RunRecord;
import io.metalab.api.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Copies of a run's artifacts in its directory, for those who look at files. */
public final class RunFiles {
  private final Store store;

  /** Creates copies of what a store keeps. */
  public RunFiles(Store store) {
    this.store = requireNonNull(store, "store");
  }

  /**
   * Copies the artifacts that are not there yet, each whole or not at all.
   *
   * @return the files by the artifacts' names
   * @throws MetalabException with FILE_UNREADABLE if the directory cannot be written
   */
  public Map<String, Path> copy(RunRecord record, Path directory) {
    Map<String, Path> files = new LinkedHashMap<>();
    for (ArtifactDescriptor artifact : record.artifacts()) {
      Path file = directory.resolve(artifact.name()).normalize();
      if (!file.startsWith(directory)) {
        throw new MetalabException(
            ErrorCode.STORE_CORRUPT,
            "The artifact '%s' of run %s would be copied out of %s."
                .formatted(artifact.name(), record.runId(), directory));
      }
      if (!Files.exists(file)) {
        copy(artifact, file);
      }
      files.put(artifact.name(), file);
    }
    return files;
  }

  private void copy(ArtifactDescriptor artifact, Path file) {
    Path above = requireNonNull(file.getParent(), "parent");
    Path part = above.resolve(".%s.part".formatted(UUID.randomUUID()));
    try {
      Files.createDirectories(above);
      try (InputStream in = store.openArtifact(artifact)) {
        Files.copy(in, part);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw new MetalabException(
          ErrorCode.FILE_UNREADABLE,
          "The artifact %s cannot be copied to %s (%s).".formatted(artifact.name(), file, e),
          e);
    }
  }
}
