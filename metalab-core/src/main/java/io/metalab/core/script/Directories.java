package io.metalab.core.script;

import io.metalab.core.json.CanonicalJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Small directories that are made elsewhere and then appear whole. */
final class Directories {
  private Directories() {}

  /** Gives a directory its name; another process may have been faster with equal content. */
  static void publish(Path fresh, Path directory) throws IOException {
    try {
      Files.move(fresh, directory, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      if (!Files.isDirectory(directory)) {
        throw e;
      }
    }
  }

  /** Copies the files of a directory into another, which is there. */
  static void copy(Path from, Path to) throws IOException {
    for (Path file : files(from)) {
      Path copy = to.resolve(from.relativize(file));
      Files.createDirectories(copy.resolveSibling("."));
      Files.copy(file, copy);
    }
  }

  /** Deletes a directory with all it holds, if it is there. */
  static void delete(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return;
    }
    for (Path path : below(directory, Comparator.reverseOrder())) {
      Files.delete(path);
    }
  }

  /** Returns the digest of the relative names and contents of all files. */
  static String digest(Path directory) throws IOException {
    StringBuilder list = new StringBuilder();
    for (Path file : files(directory)) {
      byte[] digest = CanonicalJson.newSha256().digest(Files.readAllBytes(file));
      list.append(HexFormat.of().formatHex(digest)).append(' ');
      list.append(directory.relativize(file).toString().replace('\\', '/')).append('\n');
    }
    return CanonicalJson.sha256(list.toString());
  }

  private static List<Path> files(Path directory) throws IOException {
    return below(directory, Comparator.naturalOrder()).stream()
        .filter(Files::isRegularFile)
        .toList();
  }

  private static List<Path> below(Path directory, Comparator<Path> order) throws IOException {
    try (Stream<Path> paths = Files.walk(directory)) {
      return paths.sorted(order).toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
