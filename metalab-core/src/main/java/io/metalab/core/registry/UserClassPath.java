package io.metalab.core.registry;

import static java.util.Objects.requireNonNull;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The directories and jars that hold a user's own operations; never part of an id.
 *
 * @param entries absolute paths, in order
 */
public record UserClassPath(List<Path> entries) {
  public UserClassPath {
    entries = List.copyOf(entries);
  }

  /**
   * Resolves the entries of a study or a command line.
   *
   * @param entries directories and jars, with globs in the last name, such as {@code lib/*.jar},
   *     whose matches are taken in alphabetical order
   * @param base what relative entries are relative to
   * @throws MetalabException with {@link ErrorCode#FILE_UNREADABLE} if an entry is neither a
   *     directory nor a jar, or a glob matches nothing
   */
  public static UserClassPath resolve(List<String> entries, Path base) {
    requireNonNull(base, "base");
    Set<Path> paths = new LinkedHashSet<>();
    for (String entry : entries) {
      Path path = base.resolve(entry).toAbsolutePath().normalize();
      List<Path> found = isGlob(path) ? matches(path) : List.of(path);
      if (found.isEmpty()) {
        throw unreadable(entry, path, "matches nothing");
      }
      for (Path one : found) {
        check(entry, one);
        paths.add(one);
      }
    }
    return new UserClassPath(List.copyOf(paths));
  }

  /** Returns the directories and jars of a class loader and of those above it. */
  public static UserClassPath of(ClassLoader loader) {
    List<Path> entries = new ArrayList<>();
    for (ClassLoader at = loader; at != null; at = at.getParent()) {
      if (at instanceof URLClassLoader urls) {
        for (URL url : urls.getURLs()) {
          addFile(url, entries);
        }
      }
    }
    return new UserClassPath(entries);
  }

  private static void addFile(URL url, List<Path> entries) {
    if (url.getProtocol().equals("file")) {
      try {
        entries.add(Path.of(url.toURI()));
      } catch (URISyntaxException e) {
        throw new IllegalStateException("A class loader has the URL " + url, e);
      }
    }
  }

  /** Opens a class loader over the entries; close it when its classes are no longer needed. */
  public URLClassLoader open(ClassLoader parent) {
    List<URL> urls = new ArrayList<>();
    for (Path entry : entries) {
      try {
        urls.add(entry.toUri().toURL());
      } catch (MalformedURLException e) {
        throw new MetalabException(
            ErrorCode.FILE_UNREADABLE, "The class path entry %s has no URL.".formatted(entry), e);
      }
    }
    return new URLClassLoader("metalab-user", urls.toArray(URL[]::new), parent);
  }

  private static boolean isGlob(Path path) {
    return path.toString().matches(".*[*?\\[{].*") && !Files.exists(path);
  }

  private static List<Path> matches(Path pattern) {
    Path directory = requireNonNull(pattern.getParent());
    PathMatcher matcher =
        FileSystems.getDefault().getPathMatcher("glob:" + pattern.getFileName().toString());
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(directory)) {
      return children.filter(child -> matcher.matches(child.getFileName())).sorted().toList();
    } catch (IOException e) {
      throw new MetalabException(
          ErrorCode.FILE_UNREADABLE,
          "The directory %s of the class path cannot be read.".formatted(directory),
          e);
    }
  }

  private static void check(String entry, Path path) {
    if (!Files.exists(path)) {
      throw unreadable(entry, path, "does not exist");
    }
    boolean jar = path.toString().endsWith(".jar") || path.toString().endsWith(".zip");
    if (!Files.isReadable(path) || !(Files.isDirectory(path) || jar)) {
      throw unreadable(entry, path, "is neither a directory nor a jar that can be read");
    }
  }

  private static MetalabException unreadable(String entry, Path path, String why) {
    return new MetalabException(
        ErrorCode.FILE_UNREADABLE,
        "The class path entry '%s' (%s) %s.".formatted(entry, path, why));
  }
}
