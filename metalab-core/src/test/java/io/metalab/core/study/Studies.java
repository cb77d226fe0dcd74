package io.metalab.core.study;

import io.metalab.api.ParamCase;
import io.metalab.api.Params;
import io.metalab.core.registry.Operations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Studies for tests, written to a directory. */
final class Studies {
  private final Path directory;
  private final Operations operations;

  Studies(Path directory) {
    this.directory = directory;
    this.operations = new Operations(loader(directory.resolve("services")));
  }

  Operations operations() {
    return operations;
  }

  Path write(String name, String text) {
    try {
      Path file = directory.resolve(name);
      Files.createDirectories(file.getParent());
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  LoadedStudy read(String text, String... overrides) {
    return StudyFile.read(
        write("study.yaml", text), StudyOverrides.parse(List.of(overrides)), operations);
  }

  /** Reads a study of an operation that takes anything, from what follows its first keys. */
  LoadedStudy readOpen(String rest, String... overrides) {
    return read(
        """
        study: toy
        version: "1"
        operation: {class: io.metalab.core.study.OpenOperation}
        """
            + rest,
        overrides);
  }

  static List<Params> points(LoadedStudy study) {
    return study.experiment().params().stream().map(ParamCase::params).toList();
  }

  static ClassLoader loader(Path directory) {
    try {
      Path file = directory.resolve("META-INF/services/io.metalab.api.DescribedOperation");
      Files.createDirectories(file.getParent());
      Files.writeString(file, TrainOperation.class.getName());
      return new URLClassLoader(
          new URL[] {directory.toUri().toURL()}, Studies.class.getClassLoader());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
