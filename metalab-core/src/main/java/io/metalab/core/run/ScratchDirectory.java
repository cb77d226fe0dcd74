package io.metalab.core.run;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.RunId;
import io.metalab.core.files.FileTrees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A directory of one attempt, made when it is first asked for. */
final class ScratchDirectory {
  private final RunId runId;
  private @Nullable Path path;
  private boolean deleted;

  ScratchDirectory(RunId runId) {
    this.runId = runId;
  }

  /**
   * Returns the directory, making it at the first call.
   *
   * @throws MetalabException with {@code FILE_UNREADABLE} if it cannot be made, with {@code
   *     CANCELLED} after {@link #delete}
   */
  synchronized Path get() {
    if (deleted) {
      throw new MetalabException(
          ErrorCode.CANCELLED,
          "Run %s is over; there is no scratch directory any more.".formatted(runId.shortHex()));
    }
    if (path == null) {
      try {
        path = Files.createTempDirectory("metalab-" + runId.shortHex() + "-");
      } catch (IOException e) {
        throw new MetalabException(
            ErrorCode.FILE_UNREADABLE,
            "The scratch directory of run %s cannot be made in %s. Free some space there or set java.io.tmpdir."
                .formatted(runId.shortHex(), System.getProperty("java.io.tmpdir")),
            e);
      }
    }
    return path;
  }

  /** Deletes the directory and what is in it; returns what went wrong, if anything did. */
  synchronized Optional<String> delete() {
    deleted = true;
    if (path == null) {
      return Optional.empty();
    }
    try {
      FileTrees.delete(path);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of("The scratch directory %s could not be deleted: %s".formatted(path, e));
    }
  }
}
