package io.metalab.core.study;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The part of the schema of study files that describes searches. */
final class SearchSchema {
  private SearchSchema() {}

  /**
   * Returns the schema of a search.
   *
   * @param goal the schema of a goal
   */
  static Map<String, Object> search(Map<String, Object> goal) {
    Map<String, Object> types = new LinkedHashMap<>();
    types.put("algorithm", SchemaTypes.text("What suggests the points, such as tpe."));
    types.put("n", SchemaTypes.integer("The most points that are suggested.", 1));
    types.put(
        "batch",
        SchemaTypes.integer("Points that are suggested without the result of the first.", 1));
    types.put("seed", SchemaTypes.seed("What the algorithm draws with."));
    types.put("space", axes("Parameters by name: a distribution, or a list of values."));
    types.put(
        "when", SchemaTypes.map("A parameter by its values, each with parameters of its own."));
    types.put("where", SchemaTypes.text("A condition on the parameters of a point."));
    types.put("goals", SchemaTypes.list("Goals, in place of that of the study.", goal));
    types.put(
        "folds", SchemaTypes.map("The values of one parameter that each point is averaged over."));
    types.put(
        "ties",
        SchemaTypes.texts(
            "Which of equal suggestions is the best: std_metric, param_l1, combo_index."));
    types.put("settings", SchemaTypes.map("Settings of the algorithm."));
    Map<String, Object> search =
        SchemaTypes.object("Points that depend on results.", SearchReader.KEYS, types);
    search.put("required", List.of("algorithm", "n"));
    return search;
  }

  private static Map<String, Object> axes(String description) {
    Map<String, Object> budget =
        SchemaTypes.object(
            "How much is spent on a run.",
            List.of(SearchReader.BUDGET),
            Map.of(SearchReader.BUDGET, SchemaTypes.ref(SweepSchema.AXIS)));
    Map<String, Object> axis = new LinkedHashMap<>();
    axis.put(
        "anyOf",
        List.of(
            SchemaTypes.ref(SweepSchema.DISTRIBUTION), SchemaTypes.ref(SweepSchema.AXIS), budget));
    Map<String, Object> axes = SchemaTypes.map(description);
    axes.put("additionalProperties", axis);
    return axes;
  }
}
