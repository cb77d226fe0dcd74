package io.metalab.capture;

import io.metalab.api.ArtifactDescriptor;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files that a captured path stands for. */
final class CapturedFiles {
  private CapturedFiles() {}

  /**
   * Returns the file itself under the name, or every file below a directory, through symbolic
   * links, under the name, a slash and its relative name; sorted by name.
   *
   * @throws MetalabException with {@link ErrorCode#FILE_UNREADABLE} if something there is missing,
   *     cannot be read, or is neither a file nor a directory
   */
  static SortedMap<String, Path> find(String name, Path path) {
    SortedMap<String, Path> files = new TreeMap<>();
    if (!Files.isDirectory(path)) {
      files.put(name, checkFile(path));
      return files;
    }
    try (Stream<Path> below = Files.walk(path, FileVisitOption.FOLLOW_LINKS)) {
      List<Path> found = below.filter(file -> !Files.isDirectory(file)).toList();
      for (Path file : found) {
        String relative = path.relativize(file).toString().replace(separator(path), "/");
        files.put(ArtifactDescriptor.checkName(name + "/" + relative), checkFile(file));
      }
    } catch (IOException | UncheckedIOException e) {
      throw new MetalabException(
          ErrorCode.FILE_UNREADABLE,
          "The directory %s cannot be captured as '%s': %s".formatted(path, name, e),
          e);
    }
    return files;
  }

  private static String separator(Path path) {
    return path.getFileSystem().getSeparator();
  }

  private static Path checkFile(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new MetalabException(
          ErrorCode.FILE_UNREADABLE,
          "The path %s cannot be captured: %s."
              .formatted(
                  file,
                  Files.exists(file)
                      ? "it is neither a file nor a directory"
                      : "there is no such file"));
    }
    return file;
  }
}
