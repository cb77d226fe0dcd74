package io.metalab.core.script;

import static java.util.Objects.requireNonNull;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The Java files of one program with what they hold: the one that is run, then those that {@code
 * //SOURCES} lines name.
 *
 * @param texts what they hold by path, as they are called in messages
 * @param header what they need together
 */
record ScriptFiles(Map<Path, String> texts, ScriptHeader header) {
  private static final String SUFFIX = ".java";
  private static final Path HERE = Path.of("").toAbsolutePath();

  ScriptFiles {
    texts = Collections.unmodifiableMap(new LinkedHashMap<>(texts));
    requireNonNull(header, "header");
  }

  /**
   * Reads a file and those that it names, and so on.
   *
   * @throws IOException if one cannot be read
   * @throws MetalabException with {@link ErrorCode#INVALID_STUDY} if a header is wrong or names
   *     files that are not there
   */
  static ScriptFiles read(Path program) throws IOException {
    Map<Path, String> texts = new LinkedHashMap<>();
    List<ScriptHeader> headers = new ArrayList<>();
    List<Path> left = new ArrayList<>(List.of(program));
    while (!left.isEmpty()) {
      Path file = left.remove(0);
      if (texts.containsKey(file)) {
        continue;
      }
      String text = Files.readString(file);
      ScriptHeader header = HeaderReader.read(file, text, Runtime.version().feature());
      texts.put(file, text);
      headers.add(header);
      for (String pattern : header.sources()) {
        left.addAll(matches(file, pattern));
      }
    }
    return new ScriptFiles(texts, ScriptHeader.join(headers));
  }

  /** Returns the files that the program is made of besides the one that is run. */
  ScriptFiles others() {
    Map<Path, String> others = new LinkedHashMap<>(texts);
    others.remove(program());
    return new ScriptFiles(others, header);
  }

  /** Returns the file that is run. */
  Path program() {
    return texts.keySet().iterator().next();
  }

  private static List<Path> matches(Path file, String pattern) throws IOException {
    Path absolute = file.toAbsolutePath().normalize();
    Path start = absolute.resolveSibling(pattern.replaceFirst("[^/]*[*?\\[{].*", "")).normalize();
    PathMatcher matcher =
        FileSystems.getDefault()
            .getPathMatcher("glob:" + absolute.resolveSibling(pattern).normalize());
    List<Path> found = List.of();
    if (Files.exists(start)) {
      try (Stream<Path> paths = Files.walk(start)) {
        found =
            paths
                .filter(path -> matcher.matches(path) && path.toString().endsWith(SUFFIX))
                .filter(path -> !path.equals(absolute))
                .sorted()
                .map(path -> file.isAbsolute() ? path : HERE.relativize(path))
                .toList();
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
    }
    if (found.isEmpty()) {
      throw new MetalabException(
          ErrorCode.INVALID_STUDY,
          "%s: there is no Java file '%s', which a //SOURCES line names. (Paths start where the file is.)"
              .formatted(file, pattern));
    }
    return found;
  }
}
