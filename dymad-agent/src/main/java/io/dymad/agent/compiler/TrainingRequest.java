package io.dymad.agent.compiler;

import static java.util.Objects.requireNonNull;

import io.metalab.api.MetalabException;
import io.metalab.core.json.Json;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A training that is asked for.
 *
 * @param trainDataset handle of what is fitted
 * @param modelKey family, alias, variant or reference
 * @param validDataset handle of what chooses the best weights, in place of a share held out
 * @param referenceProfile what the overrides change; that of the model if there is none
 * @param overrides of the profile
 * @param runName of the run; made of the request if there is none
 * @param seed of all that is drawn
 * @param device auto, cpu or cuda
 * @param maxWorkers how many processes may be used
 */
public record TrainingRequest(
    String trainDataset,
    String modelKey,
    Optional<String> validDataset,
    Optional<String> referenceProfile,
    Map<String, @Nullable Object> overrides,
    Optional<String> runName,
    long seed,
    String device,
    int maxWorkers) {
  private static final List<String> FIELDS =
      List.of(
          "train_dataset_handle",
          "model_key",
          "valid_dataset_handle",
          "reference_profile",
          "overrides",
          "run_name",
          "seed",
          "device",
          "max_workers");

  private static final Pattern RUN_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
  private static final long LARGEST_SEED = (1L << 53) - 1;

  public TrainingRequest {
    requireNonNull(trainDataset, "trainDataset");
    requireNonNull(modelKey, "modelKey");
    requireNonNull(device, "device");
    overrides = Collections.unmodifiableMap(new LinkedHashMap<>(overrides));
  }

  /**
   * Reads a request by the names of DyMAD; {@code overrides} may be the JSON text of a map.
   *
   * @throws io.dymad.agent.AgentException with {@code unknown_field} or {@code invalid_field} and
   *     the name of the field
   */
  public static TrainingRequest of(Map<String, ? extends @Nullable Object> request) {
    Fields fields = new Fields("", request).only(FIELDS);
    Optional<String> runName = fields.findText("run_name");
    runName.ifPresent(TrainingRequest::checkRunName);
    return new TrainingRequest(
        fields.text("train_dataset_handle"),
        fields.text("model_key"),
        fields.findText("valid_dataset_handle"),
        fields.findText("reference_profile"),
        overrides(fields),
        runName,
        fields.integer("seed", 0, 0, LARGEST_SEED),
        fields.choice("device", List.of("auto", "cpu", "cuda"), "auto"),
        (int) fields.integer("max_workers", 1, 1, 10_000));
  }

  private static void checkRunName(String name) {
    if (!RUN_NAME.matcher(name).matches()) {
      throw Fields.invalid(
          "run_name", name, "letters, digits, '.', '_' and '-', as it names a directory");
    }
  }

  private static Map<String, @Nullable Object> overrides(Fields fields) {
    Object given = fields.get("overrides");
    if (given == null) {
      return Map.of();
    }
    if (given instanceof String text) {
      try {
        return Json.parseObject(text);
      } catch (MetalabException e) {
        throw Fields.invalid(
            "overrides", text, "a map, or the JSON text of one: " + e.getMessage());
      }
    }
    return Merge.deep(Map.of(), Fields.of("overrides", given).values());
  }
}
