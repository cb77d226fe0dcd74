package io.metalab.executor.slurm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * Shell programs that write down how they were called, one call a line, and wait if they are told
 * to.
 */
final class Programs {
  private Programs() {}

  /** Writes a program; {@code $0} is its path. */
  static void write(Path file, String shell) throws IOException {
    Files.writeString(
        file,
        """
        #!/bin/sh
        echo "$*" >> "$0.calls"
        while [ -e "$0.hold" ]; do sleep 0.02; done
        %s
        """
            .formatted(shell));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** Returns how a program was called. */
  static List<String> calls(Path file) {
    Path calls = beside(file, ".calls");
    try {
      return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void hold(Path file) throws IOException {
    Files.createFile(beside(file, ".hold"));
  }

  static void let(Path file) throws IOException {
    Files.delete(beside(file, ".hold"));
  }

  private static Path beside(Path file, String suffix) {
    return file.resolveSibling(file.getFileName() + suffix);
  }
}
