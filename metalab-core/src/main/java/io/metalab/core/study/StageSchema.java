package io.metalab.core.study;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The part of the JSON Schema of study files that is about stages. */
final class StageSchema {
  private StageSchema() {}

  /**
   * Returns the schema of the stages of a study.
   *
   * @param study the schemas of the keys of a study, some of which are those of a stage
   */
  static Map<String, Object> stages(Map<String, Object> study) {
    Map<String, Object> types = new LinkedHashMap<>();
    types.put("from", from());
    ExperimentReader.KEYS.forEach(key -> types.put(key, study.get(key)));
    Map<String, Object> stage =
        SchemaTypes.object(
            "One stage; {artifact: name, stage: earlier}, {param: name, stage: earlier} and"
                + " {metric: name, stage: earlier} are what runs of an earlier stage give.",
            StagesReader.STAGE,
            types);
    stage.put("required", List.of("operation"));
    Map<String, Object> stages = SchemaTypes.map("The stages of the study by name.");
    stages.put("additionalProperties", stage);
    return stages;
  }

  private static Map<String, Object> from() {
    Map<String, Object> types = new LinkedHashMap<>();
    types.put("stage", SchemaTypes.text("The earlier stage."));
    types.put(
        "take",
        SchemaTypes.choice(
            "How its runs are shared out among the points of this stage.",
            TakesReader.MODES.toArray(String[]::new)));
    types.put("where", SchemaTypes.text("A filter over the records of its runs."));
    types.put("top", SchemaTypes.integer("How many of them at most, the best ones.", 1));
    types.put("by", SchemaTypes.text("What the best is, such as min rmse; its goal unless given."));
    types.put(
        "skip_failed",
        SchemaTypes.of("boolean", "Whether failed runs are left out, not waited for."));
    Map<String, Object> take =
        SchemaTypes.object("Which runs of an earlier stage are taken.", TakesReader.KEYS, types);
    take.put("required", List.of("stage"));
    Map<String, Object> name =
        SchemaTypes.text("An earlier stage, whose runs are taken one by one.");
    Map<String, Object> several = new LinkedHashMap<>();
    several.put("description", "Several of these; every combination of their runs.");
    several.put("type", "array");
    several.put("items", Map.of("anyOf", List.of(name, take)));
    return new LinkedHashMap<>(Map.of("anyOf", List.of(name, take, several)));
  }
}
