package io.metalab.executor.slurm;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.executor.Resources;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What nodes have. */
final class NodeSizes {
  /** The fields of a line of {@code sinfo}, for its option {@code --format}. */
  static final String FORMAT = "%c|%m|%G";

  private static final Pattern LINE = Pattern.compile("([0-9]+)\\+?\\|([0-9]+)\\+?\\|(.*)");
  private static final Pattern GPUS = Pattern.compile("(?:^|,)gpu:(?:[^:,(]+:)?([0-9]+)");
  private static final int MEBIBYTE_BITS = 20;

  private NodeSizes() {}

  /** Returns the most of each kind that a line of {@code sinfo} names; empty if none does. */
  static Optional<Resources> largest(String sinfo) {
    int cpus = 0;
    long memory = 0;
    int gpus = 0;
    for (String line : sinfo.lines().toList()) {
      Matcher matcher = LINE.matcher(line.strip());
      if (matcher.matches()) {
        cpus = Math.max(cpus, Integer.parseInt(matcher.group(1)));
        memory = Math.max(memory, Long.parseLong(matcher.group(2)) << MEBIBYTE_BITS);
        gpus = Math.max(gpus, gpus(matcher.group(3)));
      }
    }
    return cpus == 0
        ? Optional.empty()
        : Optional.of(new Resources(cpus, memory, gpus, Duration.ZERO));
  }

  private static int gpus(String generic) {
    int gpus = 0;
    Matcher matcher = GPUS.matcher(generic);
    while (matcher.find()) {
      gpus += Integer.parseInt(matcher.group(1));
    }
    return gpus;
  }

  /**
   * Refuses what no node has.
   *
   * @throws MetalabException with {@code UNSATISFIABLE}
   */
  static void check(Resources wanted, Resources largest) {
    check("cpus", wanted.cpus(), largest.cpus());
    check(
        "MiB of memory",
        wanted.memoryBytes() >> MEBIBYTE_BITS,
        largest.memoryBytes() >> MEBIBYTE_BITS);
    check("gpus", wanted.gpus(), largest.gpus());
  }

  private static void check(String what, long wanted, long largest) {
    if (wanted > largest) {
      throw new MetalabException(
          ErrorCode.UNSATISFIABLE,
          "Each run asks for %d %s, but no node has more than %d. Ask for less in run.resources, or name another partition in run.slurm.partition; `sinfo -o '%%P %%c %%m %%G'` lists what there is."
              .formatted(wanted, what, largest));
    }
  }
}
