package io.metalab.executor.slurm;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.executor.Resources;
import io.metalab.api.executor.RunPayload;
import io.metalab.api.store.ClaimStore;
import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes submissions of the runs that wait; of the dispatcher's thread. */
final class Submitter {
  private static final Logger LOG = LoggerFactory.getLogger(Submitter.class);

  /** The chunk of a claim that stands for a whole submission; the others are its tasks. */
  static final long WHOLE = 0;

  /** How many tasks the first submission has, which is to tell the cost of a run. */
  private static final int FIRST_TASKS = 8;

  private static final SecureRandom RANDOM = new SecureRandom();

  private final SlurmJobs jobs;
  private final Board board;
  private final Window window;
  private int mostTasks;
  private long firstNanos;
  private boolean first = true;
  private boolean refused;
  private boolean warned;
  private long refusedNanos;

  Submitter(SlurmJobs jobs, Board board, Window window) {
    this.jobs = jobs;
    this.board = board;
    this.window = window;
    this.mostTasks = jobs.limits().tasksPerArray();
  }

  /**
   * Submits what should be.
   *
   * @param quiet whether nothing has come for a while
   * @throws MetalabException with {@code UNSATISFIABLE} if SLURM refuses it
   */
  void submit(boolean quiet, long nowNanos) {
    while (isDue(quiet, nowNanos)) {
      boolean known = board.secondsPerRun() > 0 || jobs.sizes().fixed().isPresent();
      boolean probe = first && !known;
      int most = Math.min(mostTasks, room());
      Resources resources = board.waiting().element().payload().resources();
      int tasks = probe ? Math.min(most, firstTasks()) : most;
      int runsPerTask =
          probe
              ? jobs.sizes().firstRunsPerTask(board.waiting().size(), tasks)
              : jobs.sizes().runsPerTask(board.waiting().size(), seconds(resources));
      List<SlurmRun> runs =
          take(resources, (int) Math.min(Integer.MAX_VALUE, (long) tasks * runsPerTask));
      boolean submitted = false;
      try {
        submitted = submit(split(runs, runsPerTask), resources);
      } finally {
        if (!submitted) {
          putBack(runs);
        }
      }
      if (!submitted) {
        refused = true;
        refusedNanos = nowNanos;
        return;
      }
      if (first) {
        first = false;
        firstNanos = nowNanos;
      }
    }
  }

  /** Returns whether a submission should be made. */
  boolean isDue(boolean quiet, long nowNanos) {
    if (board.waiting().isEmpty() || room() < 1) {
      return false;
    }
    if (refused && nowNanos - refusedNanos < jobs.times().queue().toNanos()) {
      return false;
    }
    refused = false;
    if (!quiet && !window.isFull()) {
      return false;
    }
    boolean unknown = board.secondsPerRun() <= 0 && jobs.sizes().fixed().isEmpty();
    boolean waited = nowNanos - firstNanos >= jobs.times().firstResults().toNanos();
    return first || !unknown || waited || board.openTasks().isEmpty();
  }

  /** Returns how many tasks there is room for, in the cluster's limits and the study's. */
  private int room() {
    int room = jobs.limits().openTasks() - board.openTasks().size();
    // With a limit of its own each submission may have any number of tasks, but not with none.
    return jobs.workers() > 0 && freeSlots() < 1 ? 0 : room;
  }

  private int freeSlots() {
    return jobs.workers() - board.slots();
  }

  private int firstTasks() {
    return jobs.workers() > 0 ? Math.min(jobs.workers(), FIRST_TASKS) : FIRST_TASKS;
  }

  /** Lets arrays run more tasks at once where others have ended. */
  void widen() {
    for (Submission submission : board.submissions()) {
      int more = Math.min(freeSlots(), submission.openTasks() - submission.limit());
      if (submission.limit() > 0 && more > 0) {
        jobs.client().limit(submission.jobId(), submission.limit() + more);
        submission.limit(submission.limit() + more);
      }
    }
  }

  /** What is not known is taken to be at most what the runs ask for. */
  private double seconds(Resources resources) {
    double measured = board.secondsPerRun();
    return measured > 0 ? measured : resources.time().toMillis() / 1e3;
  }

  private List<SlurmRun> take(Resources resources, int most) {
    ArrayDeque<SlurmRun> waiting = board.waiting();
    List<SlurmRun> runs = new ArrayList<>();
    while (runs.size() < most
        && !waiting.isEmpty()
        && waiting.element().payload().resources().equals(resources)) {
      runs.add(waiting.remove());
    }
    return runs;
  }

  private void putBack(List<SlurmRun> runs) {
    for (int i = runs.size() - 1; i >= 0; i--) {
      board.waiting().addFirst(runs.get(i));
    }
  }

  /** Cuts runs into tasks of equal size, give or take one. */
  static <T> List<List<T>> split(List<T> runs, int runsPerTask) {
    int count = (runs.size() + runsPerTask - 1) / runsPerTask;
    List<List<T>> tasks = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int from = (int) ((long) runs.size() * i / count);
      int to = (int) ((long) runs.size() * (i + 1) / count);
      tasks.add(runs.subList(from, to));
    }
    return tasks;
  }

  private boolean submit(List<List<SlurmRun>> tasks, Resources resources) {
    try {
      return write(tasks, resources);
    } catch (IOException e) {
      throw new MetalabException(
          ErrorCode.STORE_UNUSABLE,
          "The files of a submission cannot be written to %s: %s".formatted(jobs.root(), e),
          e);
    }
  }

  private boolean write(List<List<SlurmRun>> tasks, Resources resources) throws IOException {
    String id = HexFormat.of().toHexDigits(RANDOM.nextLong());
    SubmissionDirectory files = new SubmissionDirectory(jobs.root().resolve(id));
    ClaimStore.Claim claim = jobs.claims().tryClaim(id, WHOLE).orElseThrow();
    Files.createDirectories(files.path());
    String experiment = tasks.get(0).get(0).payload().experimentId();
    String name = experiment.replaceAll("[^A-Za-z0-9_.-]", "-") + "." + id.substring(0, 8);
    int limit = jobs.workers() > 0 ? Math.min(tasks.size(), freeSlots()) : 0;
    SpecFile.write(
        files.spec(),
        new SpecFile.Header(id, name, experiment, jobs.body().store().locator(), tasks.size()),
        jobs.body().manifest(),
        tasks.stream().map(Submitter::payloads).toList());
    Files.writeString(
        files.script(),
        jobs.script()
            .text(
                files, name, tasks.size(), limit, time(tasks.get(0).size(), resources), resources));
    Optional<Long> job;
    try {
      job = jobs.client().submit(files.script());
    } catch (MetalabException e) {
      abolish(files, claim);
      throw e;
    }
    if (job.isEmpty()) {
      abolish(files, claim);
      mostTasks = Math.max(1, tasks.size() / 2);
      if (!warned) {
        LOG.warn(
            "The queue is full: SLURM takes no array of {} now. {} is tried every {} s.",
            SlurmWords.tasks(tasks.size()),
            tasks.size() > 1 ? "A smaller one" : "It",
            jobs.times().queue().toSeconds());
      }
      warned = true;
      return false;
    }
    warned = false;
    files.writeJob(job.get());
    mostTasks = (int) Math.min(jobs.limits().tasksPerArray(), 2L * mostTasks);
    add(new Submission(files, name, job.get(), tasks.size(), limit, claim, true), tasks);
    LOG.info(
        "Submitted job {}: {} of up to {} runs.",
        job.get(),
        SlurmWords.tasks(tasks.size()),
        tasks.get(tasks.size() - 1).size());
    return true;
  }

  private static void abolish(SubmissionDirectory files, ClaimStore.Claim claim)
      throws IOException {
    files.delete();
    claim.close();
  }

  private void add(Submission submission, List<List<SlurmRun>> tasks) {
    for (int number = 0; number < tasks.size(); number++) {
      ArrayTask task = submission.task(number);
      List<SlurmRun> runs = tasks.get(number);
      for (int position = 0; position < runs.size(); position++) {
        task.place(runs.get(position).runId(), position);
        task.attach(runs.get(position));
      }
    }
    board.submissions().add(submission);
  }

  /** Returns the time of a task: what the user says, else what its runs ask for together. */
  private Duration time(int runs, Resources resources) {
    return jobs.settings().time().isZero()
        ? resources.time().multipliedBy(runs)
        : jobs.settings().time();
  }

  private static List<RunPayload> payloads(List<SlurmRun> runs) {
    return runs.stream().map(SlurmRun::payload).toList();
  }
}
