package io.metalab.core.study;

import io.metalab.api.OperationSpec;
import io.metalab.api.ParameterSpec;
import io.metalab.core.identity.ValueCodec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * JSON Schemas of study files, made from the tables of keys that the reader uses and from the
 * description of an operation.
 *
 * <p>A schema tells editors which keys and kinds of values there are; the reader also checks what
 * no schema can say, such as that a parameter is not both constant and swept.
 *
 * @see <a href="https://json-schema.org/draft/2020-12/schema">JSON Schema, draft 2020-12</a>
 */
public final class StudySchema {
  private static final String DRAFT = "https://json-schema.org/draft/2020-12/schema";

  private StudySchema() {}

  /** Returns the schema of the study files of any operation. */
  public static Map<String, Object> any() {
    return schema(Optional.empty());
  }

  /** Returns the schema of the study files of one operation. */
  public static Map<String, Object> of(OperationSpec operation) {
    return schema(Optional.of(operation));
  }

  private static Map<String, Object> schema(Optional<OperationSpec> operation) {
    Map<String, Object> types = new LinkedHashMap<>();
    types.put("study", SchemaTypes.text("The name of the study."));
    types.put("version", SchemaTypes.text("The version of the study; text, so quote numbers."));
    types.put("goal", goal());
    types.put("operation", operation(operation));
    types.put("context", SchemaTypes.map("What all runs share."));
    types.put("params", params(operation));
    types.put("sweep", SchemaTypes.ref("#/$defs/sweep"));
    types.put("seeds", seeds());
    types.put("tags", SchemaTypes.texts("Labels of every record."));
    types.put("run", run());
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("$schema", DRAFT);
    schema.put("title", operation.map(spec -> "A study of " + spec.key()).orElse("A study"));
    schema.putAll(SchemaTypes.object(StudyReader.KEYS, types));
    schema.put("required", List.of("study", "version", "operation"));
    Map<String, Object> definitions = new LinkedHashMap<>();
    definitions.put("sweep", sweep(operation));
    definitions.put("axis", axis());
    definitions.put("distribution", distribution());
    schema.put("$defs", definitions);
    return schema;
  }

  private static Map<String, Object> goal() {
    Map<String, Object> types = new LinkedHashMap<>();
    types.put("metric", SchemaTypes.text("The metric that counts."));
    types.put("minimize", SchemaTypes.of("boolean", "Whether smaller is better."));
    types.put("maximize", SchemaTypes.of("boolean", "Whether greater is better."));
    Map<String, Object> goal = SchemaTypes.object(StudyReader.GOAL, types);
    goal.put("required", List.of("metric"));
    goal.put(
        "oneOf",
        List.of(Map.of("required", List.of("minimize")), Map.of("required", List.of("maximize"))));
    return goal;
  }

  private static Map<String, Object> operation(Optional<OperationSpec> operation) {
    Map<String, Object> key = SchemaTypes.text("The key of a registered operation.");
    operation.ifPresent(spec -> key.put("examples", List.of(spec.key())));
    Map<String, Object> form = SchemaTypes.map("Another form, such as {class: com.acme.Train}.");
    form.put("minProperties", 1L);
    return Map.of("anyOf", List.of(key, form));
  }

  private static Map<String, Object> params(Optional<OperationSpec> operation) {
    Map<String, Object> params = SchemaTypes.map("Constants; a list here is one value.");
    operation.ifPresent(
        spec -> {
          Map<String, Object> properties = new LinkedHashMap<>();
          spec.parameters()
              .forEach(parameter -> properties.put(parameter.name(), parameter(parameter)));
          params.put("properties", properties);
          params.put("additionalProperties", spec.open());
        });
    return params;
  }

  private static Map<String, Object> parameter(ParameterSpec parameter) {
    Map<String, Object> schema = new LinkedHashMap<>();
    List<String> types =
        switch (parameter.type()) {
          case INTEGER -> List.of("integer");
          case NUMBER -> List.of("number");
          case BOOLEAN -> List.of("boolean");
          case STRING -> List.of("string");
          case LIST -> List.of("array");
          case MAP -> List.of("object");
          case FILE, DIR -> List.of("string", "object");
          case ANY -> List.of();
        };
    boolean nullable = !parameter.required() && parameter.defaultValue() == null;
    List<String> all = new ArrayList<>(types);
    if (!types.isEmpty()) {
      if (nullable) {
        all.add("null");
      }
      schema.put("type", all);
    }
    String unit = parameter.unit().isEmpty() ? "" : " [" + parameter.unit() + "]";
    schema.put("description", (parameter.doc() + unit).strip());
    if (Double.isFinite(parameter.min())) {
      schema.put("minimum", parameter.min());
    }
    if (Double.isFinite(parameter.max())) {
      schema.put("maximum", parameter.max());
    }
    if (!parameter.choices().isEmpty()) {
      schema.put("enum", ValueCodec.encode(parameter.choices()));
    }
    Object defaultValue = ValueCodec.encode(parameter.defaultValue());
    if (!parameter.required() && defaultValue != null) {
      schema.put("default", defaultValue);
    }
    return schema;
  }

  private static Map<String, Object> seeds() {
    Map<String, Object> rule = new LinkedHashMap<>();
    rule.put("halfwidth", SchemaTypes.of("number", "Enough once the interval is this narrow."));
    rule.put("separated", SchemaTypes.of("boolean", "Enough once apart from the best."));
    rule.put("confidence", SchemaTypes.of("number", "The probability of the intervals."));
    rule.put("min", SchemaTypes.integer("The least number of replicates.", 2));
    Map<String, Object> types = new LinkedHashMap<>();
    types.put("base", SchemaTypes.seed());
    types.put("replicates", SchemaTypes.integer("Runs of each point.", 0));
    types.put("until", SchemaTypes.object(SeedsReader.UNTIL, rule));
    Map<String, Object> seeds = SchemaTypes.object(SeedsReader.KEYS, types);
    seeds.put("required", List.of("base"));
    return seeds;
  }

  private static Map<String, Object> run() {
    Map<String, Object> resources = new LinkedHashMap<>();
    resources.put("cpus", SchemaTypes.integer("Processors of one run.", 1));
    resources.put("memory", SchemaTypes.text("Memory of one run, such as 2GiB."));
    Map<String, Object> types = new LinkedHashMap<>();
    types.put("executor", SchemaTypes.text("What executes the runs."));
    types.put("workers", SchemaTypes.integer("Runs at once; 0 for one per processor.", 0));
    types.put("timeout", SchemaTypes.text("The longest an attempt may take, such as 10m."));
    types.put("retries", SchemaTypes.integer("How often a failed run is tried again.", 0));
    types.put("retry_delay", SchemaTypes.text("How long to wait before that, such as 10s."));
    types.put("fail_fast", SchemaTypes.of("boolean", "Whether the first failure ends the study."));
    types.put("max_failures", SchemaTypes.integer("The failures that end the study.", 0));
    types.put("reuse", Map.of("enum", List.of("experiment", "store")));
    types.put("stale_code", Map.of("enum", List.of("warn", "rerun", "ignore")));
    types.put("resources", SchemaTypes.object(RunReader.RESOURCES, resources));
    types.put("grace", SchemaTypes.text("How long running runs may go on, such as 30s."));
    types.put("classpath", SchemaTypes.texts("Directories and jars of your own operations."));
    return SchemaTypes.object(RunReader.KEYS, types);
  }

  private static Map<String, Object> sweep(Optional<OperationSpec> operation) {
    Map<String, Object> part = SchemaTypes.ref("#/$defs/sweep");
    Map<String, Object> types = new LinkedHashMap<>();
    types.put("grid", named(operation, "#/$defs/axis", List.of()));
    types.put("zip", named(operation, "#/$defs/axis", List.of()));
    DrawnSweeps.SETTINGS.forEach(
        (kind, settings) -> types.put(kind, named(operation, "#/$defs/distribution", settings)));
    types.put("cases", Map.of("type", List.of("string", "array")));
    types.put("when", SchemaTypes.map("A sweep for each value of one parameter."));
    types.put("union", SchemaTypes.list(part));
    types.put("product", SchemaTypes.list(part));
    types.put("where", SchemaTypes.text("A condition on the parameters of a point."));
    return SchemaTypes.object(SweepReader.KEYS, types);
  }

  /** Parameters by name, beside the settings of their sweep. */
  private static Map<String, Object> named(
      Optional<OperationSpec> operation, String each, List<String> settings) {
    Map<String, Object> properties = new LinkedHashMap<>();
    for (String setting : settings) {
      properties.put(
          setting,
          setting.equals("seed")
              ? SchemaTypes.seed()
              : SchemaTypes.integer("", setting.equals("skip") ? 0 : 1));
    }
    boolean open = operation.map(OperationSpec::open).orElse(true);
    operation
        .map(OperationSpec::parameters)
        .orElse(List.of())
        .forEach(parameter -> properties.putIfAbsent(parameter.name(), SchemaTypes.ref(each)));
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("type", "object");
    object.put("properties", properties);
    object.put("additionalProperties", open ? SchemaTypes.ref(each) : (Object) false);
    return object;
  }

  private static Map<String, Object> axis() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("type", "array");
    values.put("minItems", 1L);
    Map<String, Object> types = new LinkedHashMap<>();
    AxisReader.SPACINGS.forEach(kind -> types.put(kind, SchemaTypes.numbers(3)));
    Map<String, Object> spacing = SchemaTypes.object(AxisReader.SPACINGS, types);
    spacing.put("minProperties", 1L);
    spacing.put("maxProperties", 1L);
    return new LinkedHashMap<>(Map.of("anyOf", List.of(values, spacing)));
  }

  private static Map<String, Object> distribution() {
    Map<String, Object> types = new LinkedHashMap<>();
    AxisReader.DISTRIBUTIONS.forEach(
        kind ->
            types.put(
                kind,
                kind.equals("choice") ? SchemaTypes.ref("#/$defs/axis") : SchemaTypes.numbers(2)));
    Map<String, Object> distribution = SchemaTypes.object(AxisReader.DISTRIBUTIONS, types);
    distribution.put("minProperties", 1L);
    distribution.put("maxProperties", 1L);
    return distribution;
  }
}
