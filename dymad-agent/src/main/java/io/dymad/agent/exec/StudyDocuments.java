package io.dymad.agent.exec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.dymad.agent.AgentProblem;
import io.metalab.api.DirValue;
import io.metalab.api.FileValue;
import io.metalab.core.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Study files of single runs, as {@code metalab run} takes them: whoever finds one in a run's
 * directory can execute it.
 */
final class StudyDocuments {
  private static final String NAME = "study.yaml";

  private StudyDocuments() {}

  /**
   * Writes the study of a run into its directory, which is made; the file is there whole or not at
   * all. JSON is YAML.
   *
   * @throws io.dymad.agent.AgentException with {@code cannot_write} at {@code artifact_root}
   */
  static Path write(RunPlan plan, Path directory) {
    Map<String, @Nullable Object> study = new LinkedHashMap<>();
    study.put("study", RunPlan.EXPERIMENT);
    study.put("version", RunPlan.VERSION);
    study.put("operation", plan.operation());
    study.put("params", written(plan.params()));
    study.put("seeds", Map.of("base", plan.seed()));
    Path file = directory.resolve(NAME);
    Path part = directory.resolve(".%s.%s.part".formatted(NAME, UUID.randomUUID()));
    try {
      Files.createDirectories(directory);
      try {
        Files.writeString(part, Json.pretty(study) + "\n", UTF_8);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw AgentProblem.of(
              "cannot_write",
              "The directory %s of the run cannot be written: %s. Nothing was started."
                  .formatted(directory, e))
          .at("artifact_root")
          .exception();
    }
    return file;
  }

  /** Files are named as study files name them; all else is JSON as it is. */
  private static @Nullable Object written(@Nullable Object value) {
    if (value instanceof FileValue file) {
      return Map.of("file", file.path());
    }
    if (value instanceof DirValue directory) {
      return Map.of("dir", directory.path());
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> copy = new LinkedHashMap<>();
      map.forEach((name, item) -> copy.put(String.valueOf(name), written(item)));
      return copy;
    }
    if (value instanceof List<?> list) {
      return list.stream().map(item -> requireNonNull(written(item))).toList();
    }
    return value;
  }
}
