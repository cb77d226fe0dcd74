package io.metalab.core.study;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what a study says of its jobs in the queue of a SLURM cluster. */
final class SlurmReader {
  private static final List<String> TEXTS =
      List.of("partition", "time", "account", "qos", "gres", "constraint", "directory", "java");
  private static final List<String> LISTS = List.of("sbatch", "setup");
  private static final String CHUNK_SIZE = "chunk_size";
  private static final List<String> KEYS =
      List.of(
          "partition",
          "time",
          "account",
          "qos",
          "gres",
          "constraint",
          CHUNK_SIZE,
          "sbatch",
          "setup",
          "directory",
          "java");

  private SlurmReader() {}

  /** Returns the values by name; the executor knows what they mean. */
  static Map<String, Object> settings(Item item) {
    Section section = Section.of("run.slurm", item, KEYS);
    Map<String, Object> settings = new LinkedHashMap<>();
    TEXTS.forEach(key -> section.findText(key).ifPresent(text -> settings.put(key, text)));
    LISTS.forEach(key -> section.findTexts(key).ifPresent(texts -> settings.put(key, texts)));
    section
        .findInteger(CHUNK_SIZE, 1, Integer.MAX_VALUE)
        .ifPresent(size -> settings.put(CHUNK_SIZE, size));
    return settings;
  }

  static Map<String, Object> schema() {
    Map<String, Object> types = new LinkedHashMap<>();
    types.put("partition", SchemaTypes.text("The partition; the cluster's default unless given."));
    types.put("time", SchemaTypes.text("The longest a task may take, such as 4h."));
    types.put("account", SchemaTypes.text("The account that is charged."));
    types.put("qos", SchemaTypes.text("The quality of service."));
    types.put("gres", SchemaTypes.text("Generic resources of a task, such as gpu:a100:1."));
    types.put("constraint", SchemaTypes.text("Features that a node must have."));
    types.put(CHUNK_SIZE, SchemaTypes.integer("Runs of a task; by their cost unless given.", 1));
    types.put("sbatch", SchemaTypes.texts("Further options of sbatch, such as --exclusive."));
    types.put("setup", SchemaTypes.texts("Lines of shell before the runs, such as module load."));
    types.put(
        "directory",
        SchemaTypes.text("Where files of jobs are, seen by all nodes; in the store unless given."));
    types.put(
        "java", SchemaTypes.text("The java command on nodes; the one used here unless given."));
    return SchemaTypes.object("Jobs of the executor slurm.", KEYS, types);
  }
}
