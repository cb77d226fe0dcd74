package io.metalab.cli.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The settings that files and environment variables may make. */
public enum Key {
  STORE("store", "./runs", "where runs are kept"),
  STORE_CLASSPATH(
      "store_classpath", "", "directories and jars with stores of one's own, between colons"),
  COLOR("color", "auto", "auto, always or never"),
  EXECUTOR("run.executor", "thread", "what executes runs"),
  WORKERS("run.workers", "0", "how many runs at once; 0 for one per processor"),
  RUN_TIMEOUT("run.timeout", "0s", "how long one run may take; 0s for any time"),
  RETRIES("run.retries", "0", "how often a failed run is tried again at once"),
  RETRY_DELAY("run.retry_delay", "0s", "how long before that"),
  STALE_CODE("run.stale_code", "warn", "runs of other code: warn, rerun or ignore"),
  GRACE("run.grace", "30s", "how long running runs may go on after Ctrl-C"),
  AVAILABLE_GPUS(
      "run.available_gpus",
      "auto",
      "GPUs of this machine that runs may hold at once; auto counts those of NVIDIA"),
  WORKER_MEMORY(
      "run.worker_memory",
      "auto",
      "heap of a worker process, such as 2GiB; auto leaves it to Java"),
  WORKER_OPTIONS(
      "run.worker_options", "", "further options of the java command of worker processes"),
  RECYCLE_RUNS(
      "run.recycle_runs", "0", "after how many runs a worker process is replaced; 0 for never"),
  RECYCLE_MEMORY(
      "run.recycle_memory", "0B", "at which memory a worker process is replaced; 0B for none"),
  CLUSTER(
      "run.cluster",
      "127.0.0.1:5701",
      "addresses of members of a Hazelcast cluster, separated by commas"),
  CLUSTER_NAME("run.cluster_name", "metalab", "the name of the Hazelcast cluster"),
  SLURM_PARTITION("run.slurm.partition", "", "the partition of jobs; the cluster's if empty"),
  SLURM_TIME("run.slurm.time", "", "the longest a task may take; the partition's if empty"),
  SLURM_ACCOUNT("run.slurm.account", "", "the account that jobs are charged to"),
  SLURM_QOS("run.slurm.qos", "", "the quality of service of jobs"),
  SLURM_GRES("run.slurm.gres", "", "generic resources of a task, such as gpu:a100:1"),
  SLURM_CONSTRAINT("run.slurm.constraint", "", "features that a node must have"),
  SLURM_CHUNK_SIZE("run.slurm.chunk_size", "", "runs of a task; by their cost if empty"),
  SLURM_SBATCH("run.slurm.sbatch", "", "a further option of sbatch, such as --exclusive"),
  SLURM_SETUP("run.slurm.setup", "", "a line of shell before the runs, such as module load"),
  SLURM_DIRECTORY("run.slurm.directory", "", "where files of jobs are; in the store if empty"),
  SLURM_JAVA("run.slurm.java", "", "the java command on nodes; the one used here if empty");

  private final String path;
  private final String defaultValue;
  private final String doc;

  Key(String path, String defaultValue, String doc) {
    this.path = path;
    this.defaultValue = defaultValue;
    this.doc = doc;
  }

  /** Returns the name in files, such as {@code run.workers}. */
  public String path() {
    return path;
  }

  /** Returns the environment variable, such as {@code METALAB_WORKERS}. */
  public String variable() {
    return "METALAB_" + name().toUpperCase(Locale.ROOT);
  }

  /** Returns the value that holds if nobody sets another. */
  public String defaultValue() {
    return defaultValue;
  }

  /** Returns what it says. */
  public String doc() {
    return doc;
  }

  /** Returns the key of this name in files. */
  public static Optional<Key> find(String path) {
    return Arrays.stream(values()).filter(key -> key.path.equals(path)).findFirst();
  }

  /** Returns all names in files. */
  public static List<String> paths() {
    return Arrays.stream(values()).map(Key::path).toList();
  }
}
