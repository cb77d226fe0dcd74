package io.metalab.cli.study;

import io.metalab.cli.config.Config;
import io.metalab.cli.config.Key;
import io.metalab.cli.output.CliException;
import io.metalab.core.run.RunOptions;
import io.metalab.core.study.Quantities;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** Puts together how a study is executed, from flags, settings and the study itself. */
final class RunSettings {
  private RunSettings() {}

  /**
   * Returns the options in force.
   *
   * @throws CliException with {@code USAGE} if flags or settings do not go together
   */
  static RunOptions options(RunFlags flags, Config config, StudySource study) {
    RunOptions declared = study.options(RunOptions.defaults());
    Config merged = config.withStudy(declared(study, declared)).withFlags(flags.settings());
    RunOptions.Builder options =
        declared.toBuilder()
            .executor(merged.value(Key.EXECUTOR))
            .workers(workers(merged))
            .grace(duration(merged.value(Key.GRACE), "grace"))
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

  private static Map<Key, String> declared(StudySource study, RunOptions options) {
    Map<Key, String> declared = new EnumMap<>(Key.class);
    if (study.settingNames().contains("executor")) {
      declared.put(Key.EXECUTOR, options.executor());
    }
    if (study.settingNames().contains("workers")) {
      declared.put(Key.WORKERS, Integer.toString(options.workers()));
    }
    if (study.settingNames().contains("grace")) {
      declared.put(Key.GRACE, options.grace().toMillis() + "ms");
    }
    return declared;
  }

  private static int workers(Config config) {
    String text = config.value(Key.WORKERS);
    try {
      return Math.toIntExact(notNegative(Integer.parseInt(text), "workers"));
    } catch (NumberFormatException e) {
      throw CliException.usage(
          "The workers (%s, from %s) must be an integer."
              .formatted(text, config.get(Key.WORKERS).origin()),
          "metalab doctor --config");
    }
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
