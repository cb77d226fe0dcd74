package io.metalab.executor.slurm;

import io.metalab.api.MetalabException;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.executor.ExecutorConfig;
import io.metalab.api.executor.Resources;
import io.metalab.api.executor.RunBody;
import io.metalab.api.executor.RunPayload;
import io.metalab.api.store.ClaimStore;
import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.Store;
import io.metalab.api.store.StoredRun;
import io.metalab.core.registry.Stores;
import io.metalab.core.run.WorkerBody;
import io.metalab.executor.ThreadExecutor;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A task of a job array: executes the runs that its submission has for it, one after the other, and
 * commits them into the store. Started again, it goes on with those that have not ended.
 */
public final class SlurmTask {
  /** The exit code that says that the task cannot go on, whatever is tried; EX_CONFIG. */
  static final int GIVEN_UP = 78;

  /** How often it is looked whether runs are withdrawn. */
  static final Duration LOOK = Duration.ofMillis(300);

  private static final long CLAIM_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final int SIGNALS = 128;

  private final SubmissionDirectory files;
  private final int number;
  private final Store store;
  private final RunBody body;

  private SlurmTask(SubmissionDirectory files, int number, Store store, RunBody body) {
    this.files = files;
    this.number = number;
    this.store = store;
    this.body = body;
  }

  /**
   * Executes the task that the environment names.
   *
   * @param arguments the directory of the submission, and the exit code that this program ended
   *     with before, 0 for the first start
   */
  public static void main(String[] arguments) {
    int number = Integer.parseInt(System.getenv().getOrDefault("SLURM_ARRAY_TASK_ID", "0"));
    SubmissionDirectory files = new SubmissionDirectory(Path.of(arguments[0]));
    int code;
    try {
      execute(files, number, Integer.parseInt(arguments[1]));
      code = 0;
    } catch (Throwable t) {
      System.err.println(t instanceof MetalabException ? t.getMessage() : t.toString());
      code = GIVEN_UP;
    }
    // Threads that an operation has left behind, and its hooks, are no concern of the job.
    System.out.flush();
    Runtime.getRuntime().halt(code);
  }

  private static void execute(SubmissionDirectory files, int number, int before) throws Exception {
    SpecFile spec = SpecFile.open(files.spec());
    ClassLoader loader = SlurmTask.class.getClassLoader();
    Store store = Stores.open(spec.header().store(), OpenOptions.readWrite(), loader);
    // SLURM ends a job by a signal; what was handed over is to survive that.
    Runtime.getRuntime().addShutdownHook(new Thread(store::close, "metalab-close"));
    try (ClaimStore.Claim claim = claim((ClaimStore) store, files.id(), number);
        TaskProgress progress = new TaskProgress(files, number)) {
      RunBody body = WorkerBody.of(spec.manifest(), store, progress, SlurmExecutor.NAME);
      new SlurmTask(files, number, store, body).execute(spec.task(number), before);
      if (!claim.isHeld()) {
        System.err.println("Another start of this task has taken over from this one.");
      }
    }
    store.close();
  }

  /** Waits until no other start of the task is alive, such as one on a node that was given up. */
  private static ClaimStore.Claim claim(ClaimStore claims, String submission, int number) {
    while (true) {
      var claim = claims.tryClaim(submission, Submitter.WHOLE + 1 + number);
      if (claim.isPresent()) {
        return claim.get();
      }
      LockSupport.parkNanos(CLAIM_PAUSE_NANOS);
    }
  }

  private void execute(List<RunPayload> payloads, int before) throws Exception {
    try (RunningFile running = RunningFile.open(files.running(number))) {
      Map<RunId, StoredRun> stored =
          new HashMap<>(store.findRuns(payloads.stream().map(RunPayload::runId).toList()));
      if (before != 0) {
        bury(payloads, stored, running.position(), before);
      }
      running.set(RunningFile.NONE);
      try (WithdrawnRuns withdrawn = new WithdrawnRuns(files, number);
          ThreadExecutor executor = ThreadExecutor.open(new ExecutorConfig(1, 1), body)) {
        withdrawn.start();
        for (int position = 0; position < payloads.size(); position++) {
          RunPayload payload = payloads.get(position);
          StoredRun known = stored.get(payload.runId());
          if (isDue(payload, known) && !withdrawn.contains(position)) {
            running.set(position);
            // The next run starts when this one's record is durable, so that none but the run that
            // ends Java pays for it.
            withdrawn.follow(position, executor.submit(attempt(payload, known)));
            running.set(RunningFile.NONE);
          }
        }
      }
    }
  }

  /** A run that Java ended with gets a record that says so. */
  private void bury(
      List<RunPayload> payloads, Map<RunId, StoredRun> stored, OptionalInt position, int code)
      throws IOException {
    if (position.isEmpty()) {
      throw new IOException(
          "Java ended with exit code %d while no run was executed.".formatted(code));
    }
    RunPayload payload = payloads.get(position.getAsInt());
    StoredRun known = stored.get(payload.runId());
    if (isDue(payload, known)) {
      // The number of the attempt that was under way, which may not have become visible.
      RunPayload dead =
          known == null
              ? payload
              : payload.withAttempt(Math.max(known.attempt(), payload.attempt()));
      RunRecord record =
          body.abandon(dead, RunBody.WORKER_DIED, "The task's Java ended with " + text(code))
              .join();
      stored.put(payload.runId(), new StoredRun(record.status(), record.attempt(), ""));
    }
  }

  private static String text(int code) {
    return code > SIGNALS
        ? "exit code %d, that is by signal %d.".formatted(code, code - SIGNALS)
        : "exit code %d.".formatted(code);
  }

  private boolean isDue(RunPayload payload, @Nullable StoredRun known) {
    return known == null
        || Settled.find(store, payload.runId(), known, payload.attempt()).isEmpty();
  }

  /** What is set aside for the run is the task's already. */
  private static RunPayload attempt(RunPayload payload, @Nullable StoredRun known) {
    RunPayload plain = payload.withResources(Resources.DEFAULT);
    return known != null && known.attempt() >= payload.attempt()
        ? plain.withAttempt(known.attempt() + 1)
        : plain;
  }
}
