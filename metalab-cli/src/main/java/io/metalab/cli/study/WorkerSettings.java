package io.metalab.cli.study;

import io.metalab.api.executor.WorkerJvm;
import io.metalab.cli.config.Config;
import io.metalab.cli.config.Key;
import io.metalab.cli.output.CliException;
import io.metalab.core.study.Quantities;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** How settings say what worker processes are started with. */
final class WorkerSettings {
  private static final String AUTO = "auto";

  private WorkerSettings() {}

  /**
   * Returns what the settings in force say.
   *
   * @param declared what the study says, whose options may hold blanks
   * @throws CliException with {@code USAGE} if one of them breaks a rule
   */
  static WorkerJvm of(Config config, WorkerJvm declared) {
    long memoryBytes =
        config.value(Key.WORKER_MEMORY).equals(AUTO) ? 0 : bytes(config, Key.WORKER_MEMORY);
    try {
      return new WorkerJvm(
          memoryBytes,
          options(config.value(Key.WORKER_OPTIONS), declared),
          RunSettings.integer(config, Key.RECYCLE_RUNS),
          bytes(config, Key.RECYCLE_MEMORY));
    } catch (IllegalArgumentException e) {
      throw CliException.usage(String.valueOf(e.getMessage()), "metalab doctor --config");
    }
  }

  /** Adds what a study says, as settings write it. */
  static void put(WorkerJvm jvm, Map<Key, String> values) {
    values.put(Key.WORKER_MEMORY, jvm.memoryBytes() == 0 ? AUTO : jvm.memoryBytes() + "B");
    values.put(Key.WORKER_OPTIONS, joined(jvm));
    values.put(Key.RECYCLE_RUNS, Integer.toString(jvm.recycleRuns()));
    values.put(Key.RECYCLE_MEMORY, jvm.recycleMemoryBytes() + "B");
  }

  private static String joined(WorkerJvm jvm) {
    return String.join(" ", jvm.options());
  }

  private static List<String> options(String text, WorkerJvm declared) {
    if (text.equals(joined(declared))) {
      return declared.options();
    }
    return Arrays.stream(text.strip().split("\\s+")).filter(word -> !word.isEmpty()).toList();
  }

  private static long bytes(Config config, Key key) {
    return Quantities.bytes(config.value(key))
        .orElseThrow(() -> RunSettings.wrong(config, key, "a size such as 512MiB or 2GiB"));
  }
}
