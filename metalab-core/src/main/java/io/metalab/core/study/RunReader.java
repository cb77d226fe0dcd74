package io.metalab.core.study;

import io.metalab.api.MetalabException;
import io.metalab.api.executor.Resources;
import io.metalab.api.executor.WorkerJvm;
import io.metalab.core.run.RunOptions;
import io.metalab.core.run.RunOptions.Reuse;
import io.metalab.core.run.RunOptions.StaleCode;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads how a study is executed. */
final class RunReader {
  static final String SLURM = "slurm";
  private static final String HAZELCAST = "hazelcast";
  static final List<String> KEYS =
      List.of(
          "executor",
          "workers",
          "timeout",
          "retries",
          "retry_delay",
          "fail_fast",
          "max_failures",
          "reuse",
          "stale_code",
          "resources",
          "grace",
          "classpath",
          "worker_memory",
          "worker_options",
          "recycle_runs",
          "recycle_memory",
          "cluster",
          "cluster_name",
          SLURM);
  static final List<String> RESOURCES = List.of("cpus", "memory", "gpus", "time");

  private RunReader() {}

  /** Returns the class path, which is needed before anything else can be read. */
  static List<String> classPath(Section run) {
    return run.findTexts("classpath").orElse(List.of());
  }

  /** Returns other options with those set here in their place. */
  static RunOptions options(Section run, RunOptions base) {
    RunOptions.Builder options = base.toBuilder();
    run.findText("executor").ifPresent(options::executor);
    run.findInteger("workers", 0, Integer.MAX_VALUE)
        .map(Long::intValue)
        .ifPresent(options::workers);
    run.find("timeout")
        .ifPresent(item -> options.timeout(Quantities.duration("run.timeout", item)));
    run.findInteger("retries", 0, Integer.MAX_VALUE)
        .map(Long::intValue)
        .ifPresent(options::retries);
    run.find("retry_delay")
        .ifPresent(item -> options.retryDelay(Quantities.duration("run.retry_delay", item)));
    run.find("grace").ifPresent(item -> options.grace(Quantities.duration("run.grace", item)));
    run.findInteger("max_failures", 0, Long.MAX_VALUE).ifPresent(options::maxFailures);
    if (run.findBoolean("fail_fast").orElse(false)) {
      if (run.has("max_failures")) {
        throw run.placeOf("fail_fast").error("fail_fast and max_failures exclude each other.");
      }
      options.failFast();
    }
    run.find("reuse").ifPresent(item -> options.reuse(choice("run.reuse", item, Reuse.class)));
    run.find("stale_code")
        .ifPresent(item -> options.staleCode(choice("run.stale_code", item, StaleCode.class)));
    options.workerJvm(workerJvm(run, base.workerJvm()));
    run.find("resources").ifPresent(item -> options.resources(resources(item, base.resources())));
    Map<String, Object> cluster = cluster(run);
    if (!cluster.isEmpty()) {
      options.executorSettings(HAZELCAST, cluster);
    }
    run.find(SLURM).ifPresent(item -> options.executorSettings(SLURM, SlurmReader.settings(item)));
    return placed(run, options::build);
  }

  private static Map<String, Object> cluster(Section run) {
    Map<String, Object> settings = new LinkedHashMap<>();
    run.findTexts("cluster").ifPresent(addresses -> settings.put("cluster", addresses));
    run.findText("cluster_name").ifPresent(name -> settings.put("cluster_name", name));
    return settings;
  }

  private static WorkerJvm workerJvm(Section run, WorkerJvm base) {
    return placed(
        run,
        () ->
            new WorkerJvm(
                bytes(run, "worker_memory").orElse(base.memoryBytes()),
                run.findTexts("worker_options").orElse(base.options()),
                run.findInteger("recycle_runs", 0, Integer.MAX_VALUE)
                    .map(Long::intValue)
                    .orElse(base.recycleRuns()),
                bytes(run, "recycle_memory").orElse(base.recycleMemoryBytes())));
  }

  private static Optional<Long> bytes(Section run, String key) {
    return run.find(key).map(size -> Quantities.bytes("run." + key, size));
  }

  private static Resources resources(Item item, Resources base) {
    Section section = Section.of("run.resources", item, RESOURCES);
    int cpus =
        section.findInteger("cpus", 1, Integer.MAX_VALUE).map(Long::intValue).orElse(base.cpus());
    long memory =
        section
            .find("memory")
            .map(size -> Quantities.bytes("run.resources.memory", size))
            .orElse(base.memoryBytes());
    int gpus =
        section.findInteger("gpus", 0, Integer.MAX_VALUE).map(Long::intValue).orElse(base.gpus());
    Duration time =
        section
            .find("time")
            .map(limit -> Quantities.duration("run.resources.time", limit))
            .orElse(base.time());
    return new Resources(cpus, memory, gpus, time);
  }

  private static <E extends Enum<E>> E choice(String title, Item item, Class<E> type) {
    List<String> names =
        Arrays.stream(type.getEnumConstants())
            .map(constant -> constant.name().toLowerCase(Locale.ROOT))
            .toList();
    String text = Section.text(title, item);
    if (!names.contains(text)) {
      throw Section.wrongKind(title, item, "one of " + String.join(", ", names));
    }
    return Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
  }

  private static <T> T placed(Section run, Supplier<T> supplier) {
    try {
      return supplier.get();
    } catch (IllegalArgumentException e) {
      throw run.place().error(String.valueOf(e.getMessage()));
    } catch (StudyFileException e) {
      throw e;
    } catch (MetalabException e) {
      throw run.place().error(e);
    }
  }
}
