package io.metalab.core.command;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.core.registry.DidYouMean;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds programs as the operating system does. */
final class Programs {
  private Programs() {}

  /**
   * Checks that a program can be started.
   *
   * @param program a name on the PATH, or a path with a slash
   * @param directory what a relative path is relative to
   * @throws MetalabException with {@link ErrorCode#FILE_UNREADABLE} if it cannot
   */
  static void check(String program, Path directory) {
    if (program.indexOf('/') < 0 && program.indexOf(File.separatorChar) < 0) {
      if (find(program).isEmpty()) {
        throw missing(
            "There is no program '%s' on the PATH.%s"
                .formatted(program, DidYouMean.hint(program, names())));
      }
      return;
    }
    Path path = directory.resolve(program);
    if (!Files.exists(path)) {
      throw missing("There is no program %s.".formatted(path.normalize()));
    }
    if (!Files.isRegularFile(path) || !Files.isExecutable(path)) {
      throw missing(
          "The program %s is no file that this user may execute. Maybe: chmod +x %s"
              .formatted(path.normalize(), program));
    }
  }

  /** Returns the program of this name that the PATH finds first. */
  static Optional<Path> find(String name) {
    return directories().stream()
        .map(directory -> directory.resolve(name))
        .filter(path -> Files.isRegularFile(path) && Files.isExecutable(path))
        .findFirst();
  }

  private static MetalabException missing(String problem) {
    return new MetalabException(
        ErrorCode.FILE_UNREADABLE, "The command of this study cannot start. " + problem);
  }

  private static Set<String> names() {
    Set<String> names = new TreeSet<>();
    for (Path directory : directories()) {
      String[] found = directory.toFile().list();
      names.addAll(found == null ? List.of() : List.of(found));
    }
    return names;
  }

  private static List<Path> directories() {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .map(File::new)
        .filter(File::isDirectory)
        .map(directory -> directory.toPath().toAbsolutePath())
        .toList();
  }
}
