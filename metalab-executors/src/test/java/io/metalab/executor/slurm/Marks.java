package io.metalab.executor.slurm;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** The directory that runs of {@link MarkedOperation} look at and leave their marks in. */
record Marks(Path directory) {
  /** Makes a directory for marks below another. */
  static Marks in(Path directory) throws IOException {
    return new Marks(Files.createDirectory(directory.resolve("marks")));
  }

  /** Makes a run wait that is about to begin. */
  void hold(int n) throws IOException {
    Files.createFile(directory.resolve("hold-" + n));
  }

  /** Lets a run go on that waits. */
  void let(int n) throws IOException {
    Files.delete(directory.resolve("hold-" + n));
  }

  /** Returns the numbers of the runs that have begun, once for each time. */
  List<Integer> begun() {
    try {
      return Files.readString(directory.resolve("begun"), UTF_8)
          .lines()
          .map(Integer::parseInt)
          .toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until a run has begun so often. */
  void awaitBegun(int n, int times) {
    SlurmTests.await(
        "run %d begins for the %dth time in %s".formatted(n, times, begun()),
        () -> begun().stream().filter(begun -> begun == n).count() >= times);
  }
}
