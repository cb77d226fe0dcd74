package io.metalab.executor.slurm;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much a cluster takes at once.
 *
 * @param tasksPerArray the most tasks of one job array
 * @param openTasks the most tasks that wait or run at a time
 */
record SlurmLimits(int tasksPerArray, int openTasks) {
  private static final int DEFAULT_ARRAY_SIZE = 1001;
  private static final int DEFAULT_JOB_COUNT = 10_000;

  SlurmLimits {
    if (tasksPerArray < 1 || openTasks < 1) {
      throw new IllegalArgumentException(
          "The limits (%d tasks of an array, %d in all) must be at least 1."
              .formatted(tasksPerArray, openTasks));
    }
  }

  /**
   * Reads the output of {@code scontrol show config}. One study takes at most half of the jobs that
   * the controller daemon keeps, for those are the limit of all users together.
   */
  static SlurmLimits ofConfig(String config) {
    int arraySize = number(config, "MaxArraySize").orElse(DEFAULT_ARRAY_SIZE);
    int jobCount = number(config, "MaxJobCount").orElse(DEFAULT_JOB_COUNT);
    return new SlurmLimits(Math.max(1, arraySize), Math.max(1, jobCount / 2));
  }

  /** Returns whether the cluster counts what each user submits. */
  static boolean isEnforced(String config) {
    return Pattern.compile("(?m)^AccountingStorageEnforce\\s*=.*(limits|qos|safe)")
        .matcher(config)
        .find();
  }

  /**
   * Returns these limits lowered to the least of the user's own, one number per line as {@code
   * sacctmgr} prints them; empty lines are no limit.
   */
  SlurmLimits lowered(String submitLimits) {
    int least =
        submitLimits
            .lines()
            .map(String::strip)
            .filter(line -> line.matches("[0-9]{1,9}"))
            .mapToInt(Integer::parseInt)
            .min()
            .orElse(Integer.MAX_VALUE);
    return new SlurmLimits(tasksPerArray, Math.max(1, Math.min(openTasks, least)));
  }

  private static OptionalInt number(String config, String name) {
    Matcher matcher =
        Pattern.compile("(?m)^%s\\s*=\\s*([0-9]{1,9})\\b".formatted(name)).matcher(config);
    return matcher.find()
        ? OptionalInt.of(Integer.parseInt(matcher.group(1)))
        : OptionalInt.empty();
  }
}
