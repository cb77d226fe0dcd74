package io.metalab.cli.study;

import io.metalab.cli.config.Key;
import io.metalab.cli.config.Setting;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code run}, {@code resume} and every Java program that declares a study. */
public final class RunFlags {
  @Option(
      names = "-p",
      paramLabel = "NAME=V[,V]",
      description = "Set a parameter, of a stage as STAGE.NAME=V; several values make an axis.")
  List<String> params = List.of();

  @Option(
      names = {"-j", "--workers"},
      paramLabel = "N",
      description = "How many runs at once; one per processor unless set.")
  @Nullable Integer workers;

  @Option(
      names = "--executor",
      paramLabel = "NAME",
      description = "What executes runs; thread unless set.")
  @Nullable String executor;

  @Option(
      names = "--worker-memory",
      paramLabel = "SIZE",
      description = "Heap of each worker process, such as 2GiB; Java decides unless set.")
  @Nullable String workerMemory;

  @Option(
      names = "--cluster",
      paramLabel = "HOST:PORT,..",
      description = "Members of the cluster of the executor hazelcast; 127.0.0.1:5701 unless set.")
  @Nullable String cluster;

  @Option(
      names = "--slurm",
      paramLabel = "NAME=VALUE",
      description = "A setting of the executor slurm, such as partition=long or time=4h.")
  Map<String, String> slurm = Map.of();

  @Option(names = "--dry-run", description = "Say what would run, and run nothing.")
  boolean dryRun;

  @Option(names = "--limit", paramLabel = "N", description = "Start at most this many runs.")
  long limit;

  @Option(
      names = "--only",
      paramLabel = "ID|EXPR",
      description = "Only runs whose id starts so, or for whose params this holds.")
  List<String> only = List.of();

  @Option(
      names = "--skip-failed",
      description = "Do not try runs again that failed before; exit code 3 while there are some.")
  boolean skipFailed;

  @Option(names = "--force", description = "Execute runs again that are done.")
  boolean force;

  @Option(names = "--fail-fast", description = "Start no more runs after the first failure.")
  boolean failFast;

  @Option(
      names = "--max-failures",
      paramLabel = "N",
      description = "Start no more runs after this many failures.")
  @Nullable Long maxFailures;

  @Option(
      names = "--timeout",
      paramLabel = "T",
      description = "Stop the study after this time, such as 90s or 2h; exit code 124.")
  @Nullable String timeout;

  @Option(
      names = "--grace",
      paramLabel = "T",
      description = "How long running runs may go on after Ctrl-C; 30s unless set.")
  @Nullable String grace;

  @Option(
      names = "--detach",
      description = "Go on without this terminal; status, log and cancel reach it.")
  boolean detach;

  @Option(
      names = "--classpath",
      split = ":",
      paramLabel = "PATH",
      description = "Directories and jars of the user's operations.")
  List<String> classPath = List.of();

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Write the report of the study to this HTML page at the end.")
  @Nullable String report;

  /** Returns flags that say no more than how runs are executed. */
  public static RunFlags ofExecution(
      @Nullable Integer workers, @Nullable String executor, List<String> classPath) {
    RunFlags flags = new RunFlags();
    flags.workers = workers;
    flags.executor = executor;
    flags.classPath = List.copyOf(classPath);
    return flags;
  }

  /** Returns flags that say no more than what is declared. */
  public static RunFlags ofDeclaration(List<String> params, List<String> classPath) {
    RunFlags flags = new RunFlags();
    flags.params = List.copyOf(params);
    flags.classPath = List.copyOf(classPath);
    return flags;
  }

  /** Returns whether {@code -p} was given. */
  public boolean hasParams() {
    return !params.isEmpty();
  }

  /** Returns what the flags say of settings. */
  Map<Key, Setting> settings() {
    Map<Key, Setting> settings = new EnumMap<>(Key.class);
    if (executor != null) {
      settings.put(Key.EXECUTOR, new Setting(executor, "--executor"));
    }
    if (workers != null) {
      settings.put(Key.WORKERS, new Setting(workers.toString(), "-j"));
    }
    if (workerMemory != null) {
      settings.put(Key.WORKER_MEMORY, new Setting(workerMemory, "--worker-memory"));
    }
    if (cluster != null) {
      settings.put(Key.CLUSTER, new Setting(cluster, "--cluster"));
    }
    settings.putAll(SlurmFlags.ofFlags(slurm));
    if (grace != null) {
      settings.put(Key.GRACE, new Setting(grace, "--grace"));
    }
    return settings;
  }
}
