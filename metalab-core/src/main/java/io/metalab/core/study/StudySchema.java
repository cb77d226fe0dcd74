package io.metalab.core.study;

import io.metalab.api.OperationSpec;
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
    types.put("operation", OperationSchema.forms(operation));
    types.put(
        "context",
        SchemaTypes.map(
            "What all runs share; {file: path}, {dir: path} and {artifact: name, run: id} count by"
                + " content."));
    types.put("params", params(operation));
    types.put("sweep", SchemaTypes.ref(SweepSchema.SWEEP));
    types.put("search", SearchSchema.search(goal()));
    types.put("seeds", seeds());
    types.put("prune", PruneReader.schema());
    types.put("tags", SchemaTypes.texts("Labels of every record."));
    types.put(StudyReader.STAGES, StageSchema.stages(types));
    types.put("run", run());
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("$schema", DRAFT);
    schema.put("title", operation.map(spec -> "A study of " + spec.key()).orElse("A study"));
    schema.putAll(SchemaTypes.object("An experiment that metalab runs.", StudyReader.KEYS, types));
    schema.put("required", List.of("study", "version"));
    schema.put(
        "oneOf",
        List.of(
            Map.of("required", List.of("operation")),
            Map.of("required", List.of(StudyReader.STAGES))));
    schema.put("$defs", SweepSchema.definitions(operation));
    return schema;
  }

  private static Map<String, Object> goal() {
    Map<String, Object> types = new LinkedHashMap<>();
    types.put("metric", SchemaTypes.text("The metric that counts."));
    types.put("minimize", SchemaTypes.of("boolean", "Whether smaller is better."));
    types.put("maximize", SchemaTypes.of("boolean", "Whether greater is better."));
    Map<String, Object> goal =
        SchemaTypes.object("What the study optimizes.", ExperimentReader.GOAL, types);
    goal.put("required", List.of("metric"));
    goal.put(
        "oneOf",
        List.of(Map.of("required", List.of("minimize")), Map.of("required", List.of("maximize"))));
    return goal;
  }

  private static Map<String, Object> params(Optional<OperationSpec> operation) {
    Map<String, Object> params = SchemaTypes.map("Constants; a list here is one value.");
    operation.ifPresent(
        spec -> {
          Map<String, Object> properties = new LinkedHashMap<>();
          spec.parameters()
              .forEach(
                  parameter ->
                      properties.put(parameter.name(), OperationSchema.parameter(parameter)));
          params.put("properties", properties);
          params.put("additionalProperties", spec.open());
        });
    return params;
  }

  private static Map<String, Object> seeds() {
    Map<String, Object> rule = new LinkedHashMap<>();
    rule.put("halfwidth", SchemaTypes.of("number", "Enough once the interval is this narrow."));
    rule.put("separated", SchemaTypes.of("boolean", "Enough once apart from the best."));
    rule.put("confidence", SchemaTypes.of("number", "The probability of the intervals."));
    rule.put("min", SchemaTypes.integer("The least number of replicates.", 2));
    Map<String, Object> types = new LinkedHashMap<>();
    types.put("base", SchemaTypes.seed("What the seeds of all runs are made from."));
    types.put("replicates", SchemaTypes.integer("Runs of each point.", 0));
    types.put(
        "until",
        SchemaTypes.object("When a point has enough replicates.", SeedsReader.UNTIL, rule));
    Map<String, Object> seeds =
        SchemaTypes.object("Random seeds and replicates.", SeedsReader.KEYS, types);
    seeds.put("required", List.of("base"));
    return seeds;
  }

  private static Map<String, Object> run() {
    Map<String, Object> resources = new LinkedHashMap<>();
    resources.put("cpus", SchemaTypes.integer("Processors of one run.", 1));
    resources.put("memory", SchemaTypes.text("Memory of one run, such as 2GiB."));
    resources.put("gpus", SchemaTypes.integer("GPUs of one run.", 0));
    resources.put("time", SchemaTypes.text("The longest one run takes, such as 2h."));
    Map<String, Object> types = new LinkedHashMap<>();
    types.put("executor", SchemaTypes.text("What executes the runs."));
    types.put("workers", SchemaTypes.integer("Runs at once; 0 for one per processor.", 0));
    types.put("timeout", SchemaTypes.text("The longest an attempt may take, such as 10m."));
    types.put("retries", SchemaTypes.integer("How often a failed run is tried again.", 0));
    types.put("retry_delay", SchemaTypes.text("How long to wait before that, such as 10s."));
    types.put("fail_fast", SchemaTypes.of("boolean", "Whether the first failure ends the study."));
    types.put("max_failures", SchemaTypes.integer("The failures that end the study.", 0));
    types.put("reuse", SchemaTypes.choice("Whose stored runs count.", "experiment", "store"));
    types.put(
        "stale_code",
        SchemaTypes.choice("What to do with runs of other code.", "warn", "rerun", "ignore"));
    types.put(
        "resources", SchemaTypes.object("What one run takes up.", RunReader.RESOURCES, resources));
    types.put("grace", SchemaTypes.text("How long running runs may go on, such as 30s."));
    types.put("classpath", SchemaTypes.texts("Directories and jars of your own operations."));
    types.put("worker_memory", SchemaTypes.text("The heap of a worker process, such as 2GiB."));
    types.put("worker_options", SchemaTypes.texts("Options of the java command of workers."));
    types.put(
        "recycle_runs", SchemaTypes.integer("Runs after which a worker is replaced; 0: never.", 0));
    types.put(
        "recycle_memory",
        SchemaTypes.text("Memory at which a worker is replaced between two runs, such as 4GiB."));
    types.put(
        "cluster",
        SchemaTypes.texts("Addresses of members, host:port, for the executor hazelcast."));
    types.put("cluster_name", SchemaTypes.text("The cluster's name; metalab unless given."));
    types.put(RunReader.SLURM, SlurmReader.schema());
    return SchemaTypes.object("How runs are executed; changes no id.", RunReader.KEYS, types);
  }
}
