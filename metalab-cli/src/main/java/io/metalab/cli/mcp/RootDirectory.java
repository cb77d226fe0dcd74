package io.metalab.cli.mcp;

import static java.util.Objects.requireNonNull;

import io.metalab.api.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;

/**
 * The directory that clients may name files of; no path leads out of it, be it by {@code ..} or by
 * a symbolic link.
 *
 * @param directory absolute
 */
public record RootDirectory(Path directory) {
  public RootDirectory {
    requireNonNull(directory, "directory");
  }

  /**
   * Returns the file that an argument names.
   *
   * @param argument the name of the argument
   * @param path relative to the directory, or absolute
   * @return absolute, without links
   * @throws ToolException if it leads out of the directory or no file is there
   */
  public Path file(String argument, String path) {
    try {
      Path root = directory.toRealPath();
      Path wanted = root.resolve(path).normalize();
      if (!wanted.startsWith(root)) {
        throw outside(argument, path);
      }
      if (!Files.isRegularFile(wanted)) {
        throw new ToolException(
            new ToolProblem(
                ErrorCode.NOT_FOUND.wireName(),
                "The argument %s names no file: %s".formatted(argument, Shown.of(path)),
                "paths are relative to the directory of the server",
                Map.of(ToolProblem.FIELD_PATH, argument),
                false));
      }
      Path real = wanted.toRealPath();
      if (!real.startsWith(root)) {
        throw outside(argument, path);
      }
      return real;
    } catch (InvalidPathException | IOException e) {
      throw ToolException.argument(
          argument,
          "The argument %s (%s) cannot be a path.".formatted(argument, Shown.of(path)),
          "paths are relative to the directory of the server");
    }
  }

  private static ToolException outside(String argument, String path) {
    return ToolException.argument(
        argument,
        "The argument %s (%s) leads out of the directory of the server."
            .formatted(argument, Shown.of(path)),
        "metalab -C DIR mcp serves another directory");
  }
}
