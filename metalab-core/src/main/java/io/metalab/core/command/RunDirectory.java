package io.metalab.core.command;

import static java.util.Objects.requireNonNull;

import io.metalab.api.ErrorCode;
import io.metalab.api.FileValue;
import io.metalab.api.MetalabException;
import io.metalab.api.Params;
import io.metalab.api.RunRecord;
import io.metalab.core.identity.FileDigests;
import io.metalab.core.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The directory of a run that a program made by itself, such as {@code
 * runs/2026-11-20T16-02-11-de-risk}.
 *
 * @param path absolute
 * @param params its name as {@code run}, what follows the time as {@code name}, and what {@code
 *     data/params.json} says, if it is there
 */
public record RunDirectory(Path path, Params params) {
  static final String LOGS = "logs";
  private static final String PARAMS = "data/params.json";
  private static final String RUN = "run";
  private static final String NAME = "name";
  private static final Pattern FORM =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d-\\d\\d-\\d\\d-(.+)");

  public RunDirectory {
    requireNonNull(path, "path");
    requireNonNull(params, "params");
  }

  /**
   * Reads a run directory.
   *
   * @throws MetalabException with {@link ErrorCode#FILE_UNREADABLE} if it is not there or is no run
   *     directory, with {@link ErrorCode#INVALID_VALUE} if {@code data/params.json} holds no params
   */
  public static RunDirectory read(Path directory) {
    Path path = directory.toAbsolutePath().normalize();
    Matcher form = FORM.matcher(String.valueOf(path.getFileName()));
    if (!Files.isDirectory(path)) {
      throw unreadable("The run directory %s is not there.".formatted(directory), null);
    }
    if (!form.matches() || !Files.isDirectory(path.resolve(LOGS))) {
      throw unreadable(
          "%s is no run directory: it must be named YYYY-MM-DDTHH-MM-SS-NAME, with logs in it."
              .formatted(directory),
          null);
    }
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    values.put(RUN, form.group());
    values.put(NAME, form.group(1));
    Params params = Params.copyOf(values);
    Path file = path.resolve(PARAMS);
    return new RunDirectory(
        path, Files.isRegularFile(file) ? params.withAll(read(file, values)) : params);
  }

  private static Params read(Path file, Map<String, ?> own) throws MetalabException {
    try {
      Map<String, ?> written = Json.parseObject(Files.readString(file));
      for (String name : own.keySet()) {
        if (written.containsKey(name)) {
          throw new MetalabException(
              ErrorCode.INVALID_VALUE,
              "The param '%s' is taken from the name of the directory.".formatted(name));
        }
      }
      return Params.copyOf(written);
    } catch (MetalabException | IllegalArgumentException e) {
      throw new MetalabException(
          ErrorCode.INVALID_VALUE, "%s holds no params: %s".formatted(file, e.getMessage()), e);
    } catch (IOException e) {
      throw unreadable("%s cannot be read: %s".formatted(file, e), e);
    }
  }

  /** Returns its name, which no other run of the experiment has. */
  public String name() {
    return params.getString(RUN);
  }

  /**
   * Returns the first file, by name, that is not as a record of this run has it.
   *
   * @param digests of files
   */
  public Optional<String> difference(RunRecord record, FileDigests digests) {
    Map<String, String> kept = new TreeMap<>();
    record.artifacts().forEach(artifact -> kept.put(artifact.name(), artifact.sha256()));
    SortedMap<String, Path> files = files();
    for (Map.Entry<String, Path> file : files.entrySet()) {
      String sha256 = digests.resolve(FileValue.of(file.getValue().toString()), "file").sha256();
      if (!sha256.equals(kept.remove(file.getKey()))) {
        return Optional.of(file.getKey());
      }
    }
    return kept.keySet().stream().findFirst();
  }

  /** Returns its files by relative name; links are left out. */
  SortedMap<String, Path> files() {
    SortedMap<String, Path> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(path)) {
      for (Path file : (Iterable<Path>) paths::iterator) {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          String separator = file.getFileSystem().getSeparator();
          files.put(path.relativize(file).toString().replace(separator, "/"), file);
        }
      }
    } catch (IOException | UncheckedIOException e) {
      throw unreadable("The run directory %s cannot be read: %s".formatted(path, e), e);
    }
    return files;
  }

  /** Returns its logs, that of the training first. */
  List<Path> logs() {
    return files().entrySet().stream()
        .filter(file -> file.getKey().matches(LOGS + "/[^/]+\\.log"))
        .map(Map.Entry::getValue)
        .sorted((a, b) -> Boolean.compare(!isTraining(a), !isTraining(b)))
        .toList();
  }

  private static boolean isTraining(Path log) {
    return log.endsWith("train.log");
  }

  private static MetalabException unreadable(String what, @Nullable Exception cause) {
    return cause == null
        ? new MetalabException(ErrorCode.FILE_UNREADABLE, what)
        : new MetalabException(ErrorCode.FILE_UNREADABLE, what, cause);
  }
}
