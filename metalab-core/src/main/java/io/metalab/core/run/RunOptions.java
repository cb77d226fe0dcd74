package io.metalab.core.run;

import static java.util.Objects.requireNonNull;

import io.metalab.api.executor.ExecutorConfig;
import io.metalab.api.executor.Resources;
import io.metalab.api.executor.WorkerJvm;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a study is executed; nothing here enters an id.
 *
 * @param executor name of the executor
 * @param workers how many runs are executed at once; 0 for one per processor
 * @param window how many runs may be in flight; 0 for the executor's choice
 * @param timeout the longest an attempt may take; zero for no limit
 * @param retries how often a failed run is tried again in this session
 * @param retryDelay how long to wait before trying again
 * @param maxFailures after how many failed runs no more are started; 0 for no limit
 * @param resume what is done about runs that are stored already
 * @param reuse where finished runs are looked for
 * @param staleCode what is done about runs that other code executed
 * @param resources what one run takes up
 * @param availableGpus how many GPUs of this machine runs may hold at once
 * @param limit the most runs to start; 0 for no limit
 * @param grace how long running runs may go on once the study is drained
 * @param workerJvm how the JVMs are started that execute runs; executors without such ignore it
 * @param executorSettings by the name of an executor, JSON values by name that it alone knows
 */
public record RunOptions(
    String executor,
    int workers,
    int window,
    Duration timeout,
    int retries,
    Duration retryDelay,
    long maxFailures,
    Resume resume,
    Reuse reuse,
    StaleCode staleCode,
    Resources resources,
    int availableGpus,
    long limit,
    Duration grace,
    WorkerJvm workerJvm,
    Map<String, Map<String, Object>> executorSettings) {
  /** What is done about runs that are stored already. */
  public enum Resume {
    /** Successful runs are reused; failed, cancelled and lost ones are tried again. */
    RETRY,
    /** Successful runs are reused; failed ones are left alone. */
    SKIP_FAILED,
    /**
     * Every run is executed again, as a further attempt. A success is final: the stored record
     * stays the effective one, and a different result is a finding of nondeterminism.
     */
    FORCE
  }

  /** Where finished runs are looked for. */
  public enum Reuse {
    /** Among the runs of the experiment. */
    EXPERIMENT,
    /** Among equal computations of every experiment in the store. */
    STORE
  }

  /** What is done about successful runs that were executed by other code than today's. */
  public enum StaleCode {
    /** They are reused and reported. */
    WARN,
    /** They are executed again, as with {@link Resume#FORCE}. */
    RERUN,
    /** They are reused. */
    IGNORE
  }

  public RunOptions {
    requireNonNull(executor, "executor");
    requireNonNull(resume, "resume");
    requireNonNull(reuse, "reuse");
    requireNonNull(staleCode, "staleCode");
    requireNonNull(resources, "resources");
    requireNonNull(workerJvm, "workerJvm");
    executorSettings = copy(executorSettings);
    atLeastZero("workers", workers);
    atLeastZero("window", window);
    atLeastZero("retries", retries);
    atLeastZero("maxFailures", maxFailures);
    atLeastZero("availableGpus", availableGpus);
    atLeastZero("limit", limit);
    atLeastZero("timeout", timeout);
    atLeastZero("retryDelay", retryDelay);
    atLeastZero("grace", grace);
  }

  /** Returns whether results of other experiments are taken over. */
  public boolean reusesStore() {
    return reuse == Reuse.STORE && resume != Resume.FORCE;
  }

  /** Returns one thread per processor, no retries, no limits, and what is documented above. */
  public static RunOptions defaults() {
    return builder().build();
  }

  /** Starts from the defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /** Starts from these options. */
  public Builder toBuilder() {
    return builder()
        .executor(executor)
        .workers(workers)
        .window(window)
        .timeout(timeout)
        .retries(retries)
        .retryDelay(retryDelay)
        .maxFailures(maxFailures)
        .resume(resume)
        .reuse(reuse)
        .staleCode(staleCode)
        .resources(resources)
        .availableGpus(availableGpus)
        .limit(limit)
        .grace(grace)
        .workerJvm(workerJvm)
        .executorSettings(executorSettings);
  }

  private static Map<String, Map<String, Object>> copy(Map<String, Map<String, Object>> settings) {
    Map<String, Map<String, Object>> copy = new LinkedHashMap<>();
    settings.forEach(
        (name, values) -> copy.put(name, Collections.unmodifiableMap(new LinkedHashMap<>(values))));
    return Collections.unmodifiableMap(copy);
  }

  /** Returns the longest an attempt may take: the shorter of its timeout and its time, or zero. */
  public Duration attemptTimeout() {
    Duration time = resources.time();
    if (timeout.isZero() || time.isZero()) {
      return timeout.plus(time);
    }
    return timeout.compareTo(time) < 0 ? timeout : time;
  }

  /** Returns how executors are opened. */
  public ExecutorConfig executorConfig() {
    return new ExecutorConfig(
        workers,
        window,
        availableGpus,
        workerJvm,
        executorSettings.getOrDefault(executor, Map.of()));
  }

  private static void atLeastZero(String name, long value) {
    if (value < 0) {
      throw new IllegalArgumentException("The %s (%d) must be at least 0.".formatted(name, value));
    }
  }

  private static void atLeastZero(String name, Duration value) {
    if (requireNonNull(value, name).isNegative()) {
      throw new IllegalArgumentException("The %s (%s) must be at least 0.".formatted(name, value));
    }
  }

  /** Puts {@link RunOptions} together. */
  public static final class Builder {
    private String executor = "thread";
    private int workers;
    private int window;
    private Duration timeout = Duration.ZERO;
    private int retries;
    private Duration retryDelay = Duration.ZERO;
    private long maxFailures;
    private Resume resume = Resume.RETRY;
    private Reuse reuse = Reuse.EXPERIMENT;
    private StaleCode staleCode = StaleCode.WARN;
    private Resources resources = Resources.DEFAULT;
    private int availableGpus;
    private long limit;
    private Duration grace = Duration.ofSeconds(30);
    private WorkerJvm workerJvm = WorkerJvm.DEFAULT;
    private Map<String, Map<String, Object>> executorSettings = Map.of();

    private Builder() {}

    /** Sets the name of the executor. */
    public Builder executor(String newExecutor) {
      this.executor = newExecutor;
      return this;
    }

    /** Sets how many runs are executed at once. */
    public Builder workers(int newWorkers) {
      this.workers = newWorkers;
      return this;
    }

    /** Sets how many runs may be in flight. */
    public Builder window(int newWindow) {
      this.window = newWindow;
      return this;
    }

    /** Sets the longest an attempt may take. */
    public Builder timeout(Duration newTimeout) {
      this.timeout = newTimeout;
      return this;
    }

    /** Sets how often a failed run is tried again. */
    public Builder retries(int newRetries) {
      this.retries = newRetries;
      return this;
    }

    /** Sets how long to wait before trying again. */
    public Builder retryDelay(Duration newRetryDelay) {
      this.retryDelay = newRetryDelay;
      return this;
    }

    /** Starts no more runs after the first failure. */
    public Builder failFast() {
      return maxFailures(1);
    }

    /** Sets after how many failed runs no more are started. */
    public Builder maxFailures(long newMaxFailures) {
      this.maxFailures = newMaxFailures;
      return this;
    }

    /** Sets what is done about runs that are stored already. */
    public Builder resume(Resume newResume) {
      this.resume = newResume;
      return this;
    }

    /** Sets where finished runs are looked for. */
    public Builder reuse(Reuse newReuse) {
      this.reuse = newReuse;
      return this;
    }

    /** Sets what is done about runs that other code executed. */
    public Builder staleCode(StaleCode newStaleCode) {
      this.staleCode = newStaleCode;
      return this;
    }

    /** Sets what one run takes up. */
    public Builder resources(Resources newResources) {
      this.resources = newResources;
      return this;
    }

    /** Sets how many GPUs of this machine runs may hold at once. */
    public Builder availableGpus(int newAvailableGpus) {
      this.availableGpus = newAvailableGpus;
      return this;
    }

    /** Sets the most runs to start. */
    public Builder limit(long newLimit) {
      this.limit = newLimit;
      return this;
    }

    /** Sets how long running runs may go on once the study is drained. */
    public Builder grace(Duration newGrace) {
      this.grace = newGrace;
      return this;
    }

    /** Sets how the JVMs are started that execute runs. */
    public Builder workerJvm(WorkerJvm newWorkerJvm) {
      this.workerJvm = newWorkerJvm;
      return this;
    }

    /** Sets what an executor alone knows, by name; it counts if that executor is the one. */
    public Builder executorSettings(String ofExecutor, Map<String, Object> newSettings) {
      Map<String, Map<String, Object>> all = new LinkedHashMap<>(executorSettings);
      all.put(ofExecutor, newSettings);
      return executorSettings(all);
    }

    private Builder executorSettings(Map<String, Map<String, Object>> newSettings) {
      this.executorSettings = newSettings;
      return this;
    }

    /** Returns the options. */
    public RunOptions build() {
      return new RunOptions(
          executor,
          workers,
          window,
          timeout,
          retries,
          retryDelay,
          maxFailures,
          resume,
          reuse,
          staleCode,
          resources,
          availableGpus,
          limit,
          grace,
          workerJvm,
          executorSettings);
    }
  }
}
