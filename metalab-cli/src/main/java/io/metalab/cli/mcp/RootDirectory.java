package io.metalab.cli.mcp;

import static java.util.Objects.requireNonNull;

import io.metalab.api.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;

/**
 * The directory that clients may name files of; no path leads out of it, be it by {@code ..} or by
 * a symbolic link.
 *
 * @param directory absolute
 */
public record RootDirectory(Path directory) {
  private static final String RELATIVE = "paths are relative to the directory of the server";

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
    return inside(
        argument,
        path,
        (root, wanted) -> {
          if (!Files.isRegularFile(wanted)) {
            throw new ToolException(
                new ToolProblem(
                    ErrorCode.NOT_FOUND.wireName(),
                    "The argument %s names no file: %s".formatted(argument, Shown.of(path)),
                    RELATIVE,
                    Map.of(ToolProblem.FIELD_PATH, argument),
                    false));
          }
          return wanted.toRealPath();
        });
  }

  /**
   * Returns the directory that an argument names, which may have to be made yet.
   *
   * @param argument the name of the argument
   * @param path relative to the directory, or absolute
   * @return absolute; what of it is there is without links
   * @throws ToolException if it leads out of the directory or something else is there
   */
  public Path directory(String argument, String path) {
    return inside(
        argument,
        path,
        (root, wanted) -> {
          Path there = wanted;
          while (!Files.exists(there, LinkOption.NOFOLLOW_LINKS) && !there.equals(root)) {
            there = requireNonNull(there.getParent());
          }
          Path real = there.toRealPath();
          if (!Files.isDirectory(real) && real.startsWith(root)) {
            throw ToolException.argument(
                argument,
                "The argument %s (%s) must be a directory; there is a file."
                    .formatted(argument, Shown.of(path)),
                RELATIVE);
          }
          return real.resolve(there.relativize(wanted)).normalize();
        });
  }

  private Path inside(String argument, String path, Look look) {
    try {
      Path root = directory.toRealPath();
      Path wanted = root.resolve(path).normalize();
      if (!wanted.startsWith(root)) {
        throw outside(argument, path);
      }
      Path real = look.at(root, wanted);
      if (!real.startsWith(root)) {
        throw outside(argument, path);
      }
      return real;
    } catch (InvalidPathException | IOException e) {
      throw ToolException.argument(
          argument,
          "The argument %s (%s) cannot be a path.".formatted(argument, Shown.of(path)),
          RELATIVE);
    }
  }

  private static ToolException outside(String argument, String path) {
    return ToolException.argument(
        argument,
        "The argument %s (%s) leads out of the directory of the server."
            .formatted(argument, Shown.of(path)),
        "a server that is started with -C DIR serves another directory");
  }

  /** Finds what is really at a path. */
  @FunctionalInterface
  private interface Look {
    Path at(Path root, Path wanted) throws IOException;
  }
}
