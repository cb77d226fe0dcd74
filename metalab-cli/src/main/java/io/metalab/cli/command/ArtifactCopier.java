package io.metalab.cli.command;

import static java.util.Objects.requireNonNull;

import io.metalab.api.ArtifactDescriptor;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.capture.Artifacts;
import io.metalab.cli.output.CliException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/** Copies artifacts to files below a directory, and nowhere else. */
final class ArtifactCopier {
  private final Artifacts artifacts;
  private final Path directory;
  private final boolean overwrite;

  ArtifactCopier(Artifacts artifacts, Path directory, boolean overwrite) {
    this.artifacts = artifacts;
    this.directory = directory;
    this.overwrite = overwrite;
  }

  /**
   * Checks that a file may be written.
   *
   * @throws CliException with {@code USAGE} if it is there, or a link below the directory leads
   *     elsewhere
   */
  void check(Path file) {
    for (Path above = file.getParent();
        above != null && above.startsWith(directory) && !above.equals(directory);
        above = above.getParent()) {
      if (Files.isSymbolicLink(above)) {
        throw CliException.usage(
            "The link %s leads out of %s; nothing was written.".formatted(above, directory),
            "choose another directory by -o");
      }
    }
    if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
      throw CliException.usage(
          "%s is a directory; nothing was written.".formatted(file), "choose another place by -o");
    }
    if (!overwrite && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw exists(file);
    }
  }

  /**
   * Copies an artifact; the file is there whole, with the right digest, or not at all.
   *
   * @throws MetalabException with {@code FILE_UNREADABLE} if it cannot be written, or as {@link
   *     Artifacts#open} says
   */
  void copy(ArtifactDescriptor artifact, Path file) {
    try (InputStream in = artifacts.open(artifact)) {
      Path part =
          file.resolveSibling(".%s.%s.part".formatted(file.getFileName(), UUID.randomUUID()));
      Files.createDirectories(requireNonNull(part.getParent(), "parent"));
      try {
        Files.copy(in, part);
        place(part, file);
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

  /** A name that came up since the check is not taken from whoever made it. */
  private void place(Path part, Path file) throws IOException {
    if (overwrite) {
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
      return;
    }
    try {
      Files.move(part, file);
    } catch (FileAlreadyExistsException e) {
      throw exists(file);
    }
  }

  private static CliException exists(Path file) {
    return CliException.usage(
        "The file %s is there already.".formatted(file),
        "--overwrite replaces it; -o chooses another place");
  }
}
