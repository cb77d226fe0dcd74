package io.metalab.executor.slurm;

import static java.util.Objects.requireNonNull;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.core.registry.DidYouMean;
import io.metalab.core.study.Quantities;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * What a study or the settings say of its jobs; never part of an id.
 *
 * @param options options of {@code sbatch} by name, such as {@code partition}
 * @param time the longest a task may take; zero for what the partition gives
 * @param chunkSize how many runs a task gets; empty for as many as their cost suggests
 * @param sbatch further options, such as {@code --exclusive}
 * @param setup lines of shell before the runs, such as {@code module load …}
 * @param directory where the files of submissions are, seen by all nodes; empty for a place in the
 *     store
 * @param java the command that starts Java on a node; empty for the Java of this program
 */
record SlurmSettings(
    Map<String, String> options,
    Duration time,
    OptionalInt chunkSize,
    List<String> sbatch,
    List<String> setup,
    String directory,
    String java) {
  /** The names of all settings. */
  static final List<String> NAMES =
      List.of(
          "partition",
          "time",
          "account",
          "qos",
          "gres",
          "constraint",
          "chunk_size",
          "sbatch",
          "setup",
          "directory",
          "java");

  private static final List<String> OPTIONS =
      List.of("partition", "account", "qos", "gres", "constraint");

  SlurmSettings {
    options = new TreeMap<>(options);
    requireNonNull(time, "time");
    requireNonNull(chunkSize, "chunkSize");
    sbatch = List.copyOf(sbatch);
    setup = List.copyOf(setup);
    requireNonNull(directory, "directory");
    requireNonNull(java, "java");
  }

  /**
   * Reads settings.
   *
   * @param values JSON values by name; a list may be given as one text
   * @throws MetalabException with {@code INVALID_STUDY} if a name is unknown or a value of the
   *     wrong kind
   */
  static SlurmSettings of(Map<String, Object> values) {
    for (String name : values.keySet()) {
      if (!NAMES.contains(name)) {
        throw new MetalabException(
            ErrorCode.INVALID_STUDY,
            "The executor slurm has no setting '%s'.%s The settings are %s."
                .formatted(name, DidYouMean.hint(name, NAMES), String.join(", ", NAMES)));
      }
    }
    Map<String, String> options = new TreeMap<>();
    for (String name : OPTIONS) {
      text(values, name).ifPresent(value -> options.put(name, value));
    }
    return new SlurmSettings(
        options,
        time(values),
        chunkSize(values),
        lines(values, "sbatch").stream().map(SlurmSettings::option).toList(),
        lines(values, "setup"),
        text(values, "directory").orElse(""),
        text(values, "java").orElse(""));
  }

  /** Returns the partition, or empty for the cluster's default. */
  String partition() {
    return options.getOrDefault("partition", "");
  }

  private static Optional<String> text(Map<String, Object> values, String name) {
    Object value = values.get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof String text && !text.isBlank() && text.lines().count() == 1) {
      return Optional.of(text.strip());
    }
    throw wrong(name, value, "a line of text");
  }

  private static Duration time(Map<String, Object> values) {
    Object value = values.get("time");
    if (value == null) {
      return Duration.ZERO;
    }
    return (value instanceof String text ? Quantities.duration(text) : Optional.<Duration>empty())
        .filter(time -> time.compareTo(Duration.ofMinutes(1)) >= 0)
        .orElseThrow(() -> wrong("time", value, "a duration of at least 1m, such as 90m or 4h"));
  }

  private static OptionalInt chunkSize(Map<String, Object> values) {
    Object value = values.get("chunk_size");
    if (value == null) {
      return OptionalInt.empty();
    }
    if (String.valueOf(value).matches("[1-9][0-9]{0,6}")) {
      return OptionalInt.of(Integer.parseInt(String.valueOf(value)));
    }
    throw wrong("chunk_size", value, "an integer from 1 to 9999999");
  }

  private static List<String> lines(Map<String, Object> values, String name) {
    Object value = values.get(name);
    if (value instanceof String text) {
      return text.lines().filter(line -> !line.isBlank()).toList();
    }
    List<String> lines = new ArrayList<>();
    for (Object line : value instanceof List<?> list ? list : List.of()) {
      if (!(line instanceof String text)) {
        throw wrong(name, line, "text, each line");
      }
      text.lines().filter(one -> !one.isBlank()).forEach(lines::add);
    }
    if (value != null && !(value instanceof List<?>)) {
      throw wrong(name, value, "a list of lines");
    }
    return lines;
  }

  /** Returns an option without the comment sign that it has in a job script. */
  private static String option(String line) {
    String option = line.strip().replaceFirst("^#SBATCH\\s+", "");
    if (!option.startsWith("-")) {
      throw wrong("sbatch", line, "options of sbatch, such as --exclusive or --mail-type=FAIL");
    }
    return option;
  }

  private static MetalabException wrong(String name, Object value, String rule) {
    return new MetalabException(
        ErrorCode.INVALID_STUDY,
        "The setting slurm.%s (%s) must be %s.".formatted(name, value, rule));
  }
}
