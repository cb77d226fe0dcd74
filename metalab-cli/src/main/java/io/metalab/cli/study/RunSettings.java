package io.metalab.cli.study;

import io.metalab.cli.CliContext;
import io.metalab.cli.config.Config;
import io.metalab.cli.config.Key;
import io.metalab.cli.output.CliException;
import io.metalab.core.provenance.Gpus;
import io.metalab.core.run.RunOptions;
import io.metalab.core.study.Quantities;
import io.metalab.executor.hazelcast.HazelcastExecutor;
import io.metalab.executor.slurm.SlurmExecutor;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Puts together how a study is executed, from flags, settings and the study itself. */
final class RunSettings {
  private RunSettings() {}

  /**
   * Returns the options in force.
   *
   * @throws CliException with {@code USAGE} if flags or settings do not go together
   */
  static RunOptions options(RunFlags flags, CliContext context, StudySource study) {
    RunOptions declared = study.options(RunOptions.defaults());
    Config merged =
        context.config().withStudy(declared(study, declared)).withFlags(flags.settings());
    RunOptions.Builder options =
        declared.toBuilder()
            .executor(merged.value(Key.EXECUTOR))
            .workers(integer(merged, Key.WORKERS))
            .timeout(duration(merged, Key.RUN_TIMEOUT))
            .retries(integer(merged, Key.RETRIES))
            .retryDelay(duration(merged, Key.RETRY_DELAY))
            .staleCode(staleCode(merged))
            .grace(duration(merged, Key.GRACE))
            .workerJvm(WorkerSettings.of(merged, declared.workerJvm()))
            .executorSettings(HazelcastExecutor.NAME, ClusterFlags.settings(merged))
            .executorSettings(SlurmExecutor.NAME, SlurmFlags.settings(merged))
            .availableGpus(gpus(merged, context))
            .limit(notNegative(flags.limit, "--limit"))
            .resume(resume(flags));
    if (flags.failFast && flags.maxFailures != null) {
      throw CliException.usage("--fail-fast and --max-failures exclude each other.", "");
    }
    if (flags.failFast) {
      options.failFast();
    }
    if (flags.maxFailures != null) {
      options.maxFailures(notNegative(flags.maxFailures, "--max-failures"));
    }
    return options.build();
  }

  /**
   * Reads a duration.
   *
   * @throws CliException with {@code USAGE} if it is none
   */
  static Duration duration(String text, String name) {
    return Quantities.duration(text)
        .orElseThrow(
            () ->
                CliException.usage(
                    "The %s (%s) must be a duration such as 500ms, 90s, 10m or 2h."
                        .formatted(name, text),
                    ""));
  }

  /** Returns what the study itself says, so that settings from above it can take its place. */
  private static Map<Key, String> declared(StudySource study, RunOptions options) {
    Map<Key, String> values = new EnumMap<>(Key.class);
    values.put(Key.EXECUTOR, options.executor());
    values.put(Key.WORKERS, Integer.toString(options.workers()));
    values.put(Key.RUN_TIMEOUT, text(options.timeout()));
    values.put(Key.RETRIES, Integer.toString(options.retries()));
    values.put(Key.RETRY_DELAY, text(options.retryDelay()));
    values.put(Key.STALE_CODE, options.staleCode().name().toLowerCase(Locale.ROOT));
    values.put(Key.GRACE, text(options.grace()));
    WorkerSettings.put(options.workerJvm(), values);
    ClusterFlags.put(
        options.executorSettings().getOrDefault(HazelcastExecutor.NAME, Map.of()), values);
    values.keySet().removeIf(key -> !study.settingNames().contains(nameInStudy(key)));
    SlurmFlags.put(options.executorSettings().getOrDefault(SlurmExecutor.NAME, Map.of()), values);
    return values;
  }

  private static String nameInStudy(Key key) {
    return key.path().substring(key.path().indexOf('.') + 1);
  }

  private static String text(Duration duration) {
    return duration.toMillis() + "ms";
  }

  private static Duration duration(Config config, Key key) {
    return Quantities.duration(config.value(key))
        .orElseThrow(() -> wrong(config, key, "a duration such as 500ms, 90s, 10m or 2h"));
  }

  static int integer(Config config, Key key) {
    String text = config.value(key);
    try {
      return Math.toIntExact(notNegative(Integer.parseInt(text), nameInStudy(key)));
    } catch (NumberFormatException e) {
      throw wrong(config, key, key == Key.AVAILABLE_GPUS ? "auto or an integer" : "an integer");
    }
  }

  private static int gpus(Config config, CliContext context) {
    return config.value(Key.AVAILABLE_GPUS).equals("auto")
        ? Gpus.count(context.environment().variables())
        : integer(config, Key.AVAILABLE_GPUS);
  }

  private static RunOptions.StaleCode staleCode(Config config) {
    String text = config.value(Key.STALE_CODE);
    for (RunOptions.StaleCode choice : RunOptions.StaleCode.values()) {
      if (choice.name().toLowerCase(Locale.ROOT).equals(text)) {
        return choice;
      }
    }
    throw wrong(config, Key.STALE_CODE, "warn, rerun or ignore");
  }

  static CliException wrong(Config config, Key key, String rule) {
    return CliException.usage(
        "The %s (%s, from %s) must be %s."
            .formatted(key.path(), config.value(key), config.get(key).origin(), rule),
        "metalab doctor --config");
  }

  private static RunOptions.Resume resume(RunFlags flags) {
    if (flags.force && flags.skipFailed) {
      throw CliException.usage("--force and --skip-failed exclude each other.", "");
    }
    if (flags.force) {
      return RunOptions.Resume.FORCE;
    }
    return flags.skipFailed ? RunOptions.Resume.SKIP_FAILED : RunOptions.Resume.RETRY;
  }

  private static long notNegative(long value, String name) {
    if (value < 0) {
      throw CliException.usage("The %s (%d) must be at least 0.".formatted(name, value), "");
    }
    return value;
  }
}
