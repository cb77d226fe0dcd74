package io.metalab.core.artifact;

import io.metalab.core.files.FileTrees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A directory for files that this process needs for a while, made when it is first asked for. */
final class CopyDirectory {
  private static final Logger log = LoggerFactory.getLogger(CopyDirectory.class);

  private @Nullable Path directory;
  private int made;

  /** Returns a new empty directory. */
  synchronized Path next() throws IOException {
    if (directory == null) {
      directory = Files.createTempDirectory("metalab-inputs-");
    }
    made++;
    return Files.createDirectory(directory.resolve(Integer.toString(made)));
  }

  /** Makes a file one that can only be read, so that no run changes what others read. */
  static void protect(Path file) throws IOException {
    if (!file.toFile().setReadOnly()) {
      throw new IOException("The file %s cannot be protected.".formatted(file));
    }
  }

  synchronized void delete() {
    if (directory == null) {
      return;
    }
    try {
      FileTrees.delete(directory);
    } catch (IOException e) {
      log.warn("The copies of artifacts in {} could not be deleted: {}", directory, e.toString());
    }
    directory = null;
  }
}
