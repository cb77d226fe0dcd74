package io.dymad.agent.cli;

import static java.util.Objects.requireNonNull;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.cli.output.CliException;
import io.metalab.cli.output.Plain;
import io.metalab.core.json.Json;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The directory of a training and its {@code dymad-run.json}, which names the store and the
 * handles, so that a command needs this directory alone. The file is there whole or not at all.
 */
final class RunDirectory {
  static final String FILE = "dymad-run.json";
  static final String RUN_DIR = "run_dir";
  static final String STORE = "store_root";
  static final String REQUEST = "compiled_request_handle";
  static final String RUN = "training_run_handle";
  private static final String SCHEMA = "schema_version";
  private static final long SCHEMA_VERSION = 1;

  private final Path path;
  private final Map<String, @Nullable Object> document;

  private RunDirectory(Path path, Map<String, ? extends @Nullable Object> document) {
    this.path = path;
    this.document = Collections.unmodifiableMap(new LinkedHashMap<>(document));
  }

  /** Returns a directory that is to hold what is said of a training; nothing is written yet. */
  static RunDirectory of(Path path, Map<String, ? extends @Nullable Object> said) {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put(SCHEMA, SCHEMA_VERSION);
    said.forEach((name, value) -> document.put(name, Plain.of(value)));
    document.put(RUN_DIR, path.toString());
    return new RunDirectory(path, document);
  }

  /**
   * Opens the directory of a training.
   *
   * @param path absolute
   * @throws CliException if it is none, is damaged, or has been moved
   */
  static RunDirectory open(Path path) {
    RunDirectory run =
        find(path)
            .orElseThrow(
                () ->
                    new CliException(
                        ErrorCode.NOT_FOUND,
                        Files.isDirectory(path)
                            ? "The directory %s has no %s, so it is not that of a training."
                                .formatted(path, FILE)
                            : "There is no directory %s.".formatted(path),
                        "dymad train --config CONFIG makes one"));
    Path made = Path.of(run.text(RUN_DIR));
    if (!isSame(path, made)) {
      throw CliException.usage(
          "The run directory %s was %s when it was made; what it names lies there."
              .formatted(path, made),
          "move it back, or make it anew from the store: dymad train --config %s -s %s --out %s"
              .formatted(run.text("source_config_path"), run.text(STORE), path));
    }
    return run;
  }

  /** Returns what a directory holds of a training, if there is any, wherever it was made. */
  static Optional<RunDirectory> find(Path path) {
    String text;
    try {
      text = Files.readString(path.resolve(FILE));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (CharacterCodingException e) {
      throw damaged(path, "it is not UTF-8");
    } catch (IOException e) {
      if (!Files.isDirectory(path)) {
        return Optional.empty();
      }
      throw new MetalabException(
          ErrorCode.FILE_UNREADABLE, "%s cannot be read: %s".formatted(path.resolve(FILE), e), e);
    }
    Map<String, @Nullable Object> document;
    try {
      document = Json.parseObject(text);
    } catch (MetalabException e) {
      throw damaged(path, String.valueOf(e.getMessage()));
    }
    if (!(document.get(SCHEMA) instanceof Number version) || version.longValue() < 1) {
      throw damaged(path, "it has no " + SCHEMA);
    }
    if (version.longValue() > SCHEMA_VERSION) {
      throw new CliException(
          ErrorCode.STORE_NEWER,
          "%s has %s %s; this dymad reads %d."
              .formatted(path.resolve(FILE), SCHEMA, version, SCHEMA_VERSION),
          "use the dymad that wrote it, or a newer one");
    }
    RunDirectory run = new RunDirectory(path, document);
    for (String name : new String[] {RUN_DIR, STORE, REQUEST, "source_config_path"}) {
      if (!(document.get(name) instanceof String)) {
        throw damaged(path, "it has no " + name);
      }
    }
    return Optional.of(run);
  }

  private static CliException damaged(Path path, String why) {
    return new CliException(
        ErrorCode.STORE_CORRUPT,
        "%s is damaged: %s.".formatted(path.resolve(FILE), why.replaceFirst("\\.$", "")),
        "remove it; dymad train with the same config writes it anew and does not train again");
  }

  private static boolean isSame(Path one, Path other) {
    try {
      return Files.isSameFile(one, other);
    } catch (IOException e) {
      return false;
    }
  }

  Path path() {
    return path;
  }

  /** Returns the name of the run, which is that of the directory. */
  String name() {
    return requireNonNull(path.getFileName()).toString();
  }

  Map<String, @Nullable Object> document() {
    return document;
  }

  /** Returns a text that is always there. */
  String text(String name) {
    return String.valueOf(document.get(name));
  }

  Optional<String> findText(String name) {
    return document.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  /** Returns a map; empty if it is not there. */
  Map<String, @Nullable Object> map(String name) {
    return Maps.of(document.get(name));
  }

  RunDirectory with(String name, @Nullable Object value) {
    Map<String, @Nullable Object> changed = new LinkedHashMap<>(document);
    changed.put(name, Plain.of(value));
    return new RunDirectory(path, changed);
  }

  /** Returns the same with what the services tell of its training. */
  RunDirectory withRun(Map<String, @Nullable Object> run) {
    RunDirectory changed = with(RUN, run.get("handle"));
    for (String name : new String[] {"status", "checkpoint_handle", "metrics", "artifacts"}) {
      changed = changed.with(name, run.get(name));
    }
    return changed.with("training_run", run);
  }

  /**
   * Writes the file.
   *
   * @throws MetalabException with STORE_UNUSABLE if it cannot be written
   */
  RunDirectory save() {
    Path file = path.resolve(FILE);
    try {
      Files.createDirectories(path);
      Path part = Files.createTempFile(path, FILE, ".part");
      try {
        Files.writeString(part, Json.pretty(document) + "\n");
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw new MetalabException(
          ErrorCode.STORE_UNUSABLE, "%s cannot be written: %s".formatted(file, e), e);
    }
    return this;
  }
}
