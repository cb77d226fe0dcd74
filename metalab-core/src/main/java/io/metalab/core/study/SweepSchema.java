package io.metalab.core.study;

import io.metalab.api.OperationSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Schemas of sweeps, and of what their parameters go through. */
final class SweepSchema {
  static final String SWEEP = "#/$defs/sweep";
  static final String AXIS = "#/$defs/axis";
  static final String DISTRIBUTION = "#/$defs/distribution";

  private static final Map<String, String> DRAWN =
      Map.of(
          "random", "Points drawn independently.",
          "latin_hypercube", "Points that cover each parameter evenly.",
          "sobol", "Points of a Sobol sequence.",
          "halton", "Points of a Halton sequence.",
          "morris", "The Morris design, which screens parameters.",
          "saltelli", "The Saltelli design, for Sobol indices.");

  private static final Map<String, String> SETTINGS =
      Map.of(
          "n", "The number of points; of base points in a Saltelli design.",
          "seed", "What the points are drawn with.",
          "skip", "How many points of the sequence are left out first.",
          "trajectories",
              "The number of trajectories; each has one point more than there are parameters.",
          "levels", "The number of levels of each parameter.");

  private static final Map<String, String> VALUES =
      Map.of(
          "lin", "[from, to, count]: equal differences.",
          "log", "[from, to, count]: equal ratios.",
          "range", "[from, to, step]: up to the end, if met.",
          "uniform", "[from, to]: all numbers between alike.",
          "loguniform", "[from, to]: all orders of magnitude between alike.",
          "normal", "[mean, sd]: the normal distribution.",
          "int", "[from, to]: integers, both ends included.");

  private SweepSchema() {}

  /** Returns the definitions that schemas of sweeps refer to. */
  static Map<String, Object> definitions(Optional<OperationSpec> operation) {
    Map<String, Object> definitions = new LinkedHashMap<>();
    definitions.put("sweep", sweep(operation));
    definitions.put("axis", axis());
    definitions.put("distribution", distribution());
    return definitions;
  }

  private static Map<String, Object> sweep(Optional<OperationSpec> operation) {
    Map<String, Object> part = SchemaTypes.ref(SWEEP);
    Map<String, Object> types = new LinkedHashMap<>();
    types.put("grid", named("Every value with every other.", operation, AXIS, List.of()));
    types.put(
        "zip", named("First values with first, second with second.", operation, AXIS, List.of()));
    DrawnSweeps.SETTINGS.forEach(
        (kind, settings) -> types.put(kind, drawn(kind, operation, settings)));
    types.put(
        "cases",
        SchemaTypes.either("Listed points, or a .csv or .json file of them.", "string", "array"));
    types.put("when", SchemaTypes.map("A sweep for each value of one parameter."));
    types.put("union", SchemaTypes.list("The points of each of these sweeps.", part));
    types.put(
        "product",
        SchemaTypes.list("Every point of one sweep with every point of the next.", part));
    types.put("where", SchemaTypes.text("A condition on the parameters of a point."));
    return SchemaTypes.object(
        "Parameters with several values; keys multiply.", SweepReader.KEYS, types);
  }

  /** Parameters by name, beside the settings of their sweep, of which the first must be there. */
  private static Map<String, Object> drawn(
      String kind, Optional<OperationSpec> operation, List<String> settings) {
    String description = DRAWN.getOrDefault(kind, "");
    Map<String, Object> drawn = named(description, operation, DISTRIBUTION, settings);
    drawn.put("required", List.of(settings.get(0)));
    return drawn;
  }

  private static Map<String, Object> named(
      String description, Optional<OperationSpec> operation, String each, List<String> settings) {
    Map<String, Object> properties = new LinkedHashMap<>();
    settings.forEach(setting -> properties.put(setting, setting(setting)));
    boolean open = operation.map(OperationSpec::open).orElse(true);
    operation
        .map(OperationSpec::parameters)
        .orElse(List.of())
        .forEach(parameter -> properties.putIfAbsent(parameter.name(), SchemaTypes.ref(each)));
    Map<String, Object> object = SchemaTypes.map(description);
    object.put("properties", properties);
    object.put("additionalProperties", open ? SchemaTypes.ref(each) : (Object) false);
    return object;
  }

  private static Map<String, Object> setting(String name) {
    String description = SETTINGS.getOrDefault(name, "");
    return switch (name) {
      case "seed" -> SchemaTypes.seed(description);
      case "skip" -> SchemaTypes.integer(description, 0);
      case "levels" -> SchemaTypes.integer(description, 2);
      default -> SchemaTypes.integer(description, 1);
    };
  }

  private static Map<String, Object> axis() {
    Map<String, Object> values = SchemaTypes.of("array", "Its values.");
    values.put("minItems", 1L);
    Map<String, Object> types = new LinkedHashMap<>();
    AxisReader.SPACINGS.forEach(kind -> types.put(kind, numbers(kind, 3)));
    Map<String, Object> spacing = SchemaTypes.object("A spacing.", AxisReader.SPACINGS, types);
    spacing.put("minProperties", 1L);
    spacing.put("maxProperties", 1L);
    Map<String, Object> axis = new LinkedHashMap<>();
    axis.put("description", "What a parameter goes through.");
    axis.put("anyOf", List.of(values, spacing));
    return axis;
  }

  private static Map<String, Object> distribution() {
    Map<String, Object> types = new LinkedHashMap<>();
    AxisReader.DISTRIBUTIONS.forEach(
        kind -> types.put(kind, kind.equals("choice") ? SchemaTypes.ref(AXIS) : numbers(kind, 2)));
    Map<String, Object> distribution =
        SchemaTypes.object("What a parameter is drawn from.", AxisReader.DISTRIBUTIONS, types);
    distribution.put("minProperties", 1L);
    distribution.put("maxProperties", 1L);
    return distribution;
  }

  private static Map<String, Object> numbers(String kind, long count) {
    return SchemaTypes.numbers(VALUES.getOrDefault(kind, ""), count);
  }
}
