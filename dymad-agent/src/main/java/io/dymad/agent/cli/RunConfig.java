package io.dymad.agent.cli;

import static java.util.Objects.requireNonNull;

import io.metalab.core.study.YamlFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The file that a training is declared in, version 1: which model is fitted to which data, what
 * differs from its profile, how the run is called and how it is judged.
 *
 * <p>Only its form is checked here; the services check what it asks for.
 */
final class RunConfig {
  static final String VERSION = "version";
  static final String MODEL = "model_key";
  static final String PROFILE = "reference_profile";
  static final String DATA = "data";
  static final String OVERRIDES = "overrides";
  static final String RUN = "run";
  static final String EVALUATION = "evaluation";
  static final List<String> KEYS =
      List.of(VERSION, MODEL, PROFILE, DATA, OVERRIDES, RUN, EVALUATION);
  static final List<String> PARTS = List.of("train", "valid", "test");
  static final List<String> DATA_KEYS = List.of("train", "valid", "test", "kind", "format");
  static final List<String> RUN_KEYS = List.of("name", "seed", "device", "max_workers");
  static final List<String> EVALUATION_KEYS =
      List.of("metric", "plot_selection", "max_plots", "predict_kwargs");

  private final Path source;
  private final YamlFile file;
  private final Map<String, @Nullable Object> plain;

  private RunConfig(Path source, YamlFile file) {
    this.source = source;
    this.file = file;
    this.plain = file.plain();
  }

  /**
   * Reads a config.
   *
   * @param file absolute
   * @param shown the same as the person wrote it
   * @throws io.metalab.core.study.StudyFileException with the line and column of what is wrong
   * @throws io.metalab.api.MetalabException with FILE_UNREADABLE if it cannot be read
   */
  static RunConfig read(Path file, Path shown) {
    YamlFile yaml = YamlFile.read(shown, "config", file);
    yaml.requireKeys("", KEYS)
        .requireKeys(DATA, DATA_KEYS)
        .requireKeys(RUN, RUN_KEYS)
        .requireKeys(EVALUATION, EVALUATION_KEYS);
    RunConfig config = new RunConfig(file, yaml);
    config.check();
    return config;
  }

  private void check() {
    if (!Long.valueOf(1).equals(plain.get(VERSION))) {
      throw file.error(
          VERSION,
          plain.containsKey(VERSION)
              ? "the version of a config is 1, not %s.".formatted(plain.get(VERSION))
              : "a config needs 'version'.",
          "version: 1");
    }
    if (!(plain.get(MODEL) instanceof String)) {
      throw file.error(
          MODEL, "a config needs 'model_key', the name of a model.", "dymad registry list models");
    }
    if (findFile("train").isEmpty()) {
      throw file.error(
          DATA, "a config needs 'data.train', a file of trajectories.", "data: {train: FILE.npz}");
    }
    PARTS.forEach(
        part -> findFile(part).filter(path -> !Files.isRegularFile(path)).ifPresent(this::missing));
  }

  private void missing(Path path) {
    String part =
        PARTS.stream()
            .filter(name -> findFile(name).filter(path::equals).isPresent())
            .findFirst()
            .orElseThrow();
    throw file.error("data." + part, "there is no file %s.".formatted(path), "");
  }

  /** Returns where it stands, absolute. */
  Path source() {
    return source;
  }

  /** Returns the directory that its paths are relative to. */
  Path directory() {
    return requireNonNull(source.getParent());
  }

  /** Returns the file of a part of the data, absolute, if it is given. */
  Optional<Path> findFile(String part) {
    Object path = section(DATA).get(part);
    if (path == null) {
      return Optional.empty();
    }
    if (path instanceof String text && !text.isBlank()) {
      return Optional.of(directory().resolve(text).normalize());
    }
    throw file.error(
        "data." + part, "data.%s must be the path of a file, not %s.".formatted(part, path), "");
  }

  /** Returns a text of the data, or another if it is not given. */
  String dataText(String name, String otherwise) {
    Object value = section(DATA).getOrDefault(name, otherwise);
    if (value instanceof String text) {
      return text;
    }
    throw file.error(
        "data." + name, "data.%s must be text, not %s.".formatted(name, value), "quote it");
  }

  /** Returns the name of the run, if it is given. */
  Optional<String> findName() {
    return Optional.ofNullable(section(RUN).get("name")).map(Object::toString);
  }

  /** Returns what is said of evaluations. */
  Map<String, @Nullable Object> evaluation() {
    return section(EVALUATION);
  }

  private Map<String, @Nullable Object> section(String name) {
    Map<String, @Nullable Object> section = new LinkedHashMap<>();
    if (plain.get(name) instanceof Map<?, ?> map) {
      map.forEach((key, value) -> section.put(String.valueOf(key), value));
    }
    return section;
  }

  /** Returns the request for the training, by the names of the services. */
  Map<String, @Nullable Object> request(String trainHandle, Optional<String> validHandle) {
    Map<String, @Nullable Object> request = new LinkedHashMap<>();
    request.put("train_dataset_handle", trainHandle);
    validHandle.ifPresent(handle -> request.put("valid_dataset_handle", handle));
    request.put(MODEL, plain.get(MODEL));
    putIfThere(request, PROFILE, plain.get(PROFILE));
    putIfThere(request, OVERRIDES, plain.get(OVERRIDES));
    Map<String, @Nullable Object> run = section(RUN);
    putIfThere(request, "run_name", run.get("name"));
    List.of("seed", "device", "max_workers")
        .forEach(name -> putIfThere(request, name, run.get(name)));
    return request;
  }

  private static void putIfThere(
      Map<String, @Nullable Object> map, String name, @Nullable Object value) {
    if (value != null) {
      map.put(name, value);
    }
  }

  /** Returns the config with absolute paths, as JSON has it. */
  Map<String, @Nullable Object> normalized() {
    Map<String, @Nullable Object> data = section(DATA);
    PARTS.forEach(part -> findFile(part).ifPresent(path -> data.put(part, path.toString())));
    data.putIfAbsent("kind", "regular");
    data.putIfAbsent("format", "npz");
    Map<String, @Nullable Object> normalized = new LinkedHashMap<>(plain);
    normalized.put(DATA, data);
    return normalized;
  }

  /** Returns a problem with the line, the column and the text of what stands at a path. */
  String place(String path, String problem) {
    return String.valueOf(file.error(path, problem, "").getMessage());
  }

  /** Returns where a field of a request stands in a config. */
  static String pathOf(String fieldPath) {
    return switch (fieldPath) {
      case "train_dataset_handle", "path" -> "data.train";
      case "valid_dataset_handle" -> "data.valid";
      case "kind", "format" -> "data." + fieldPath;
      case "run_name" -> "run.name";
      case "seed", "device", "max_workers" -> "run." + fieldPath;
      default -> fieldPath;
    };
  }
}
