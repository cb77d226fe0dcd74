package io.metalab.core.run;

import io.metalab.api.RunEvent;
import io.metalab.api.RunId;
import io.metalab.api.store.Store;
import io.metalab.api.store.StoredRun;
import io.metalab.core.plan.PlannedRun;
import io.metalab.core.plan.StudyPlan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Walks a plan in order, many chunks at a time, and finds what is left to do; the store is asked
 * once for each step, never for each run.
 */
final class PlanScanner {
  private static final int RUNS_PER_STEP = 4_096;
  private static final int MAX_RUNS_CHECKED_FIRST = 100_000;
  private static final int RUNS_WORTH_A_SECOND_THREAD = 512;

  private final StudyPlan plan;
  private final Store store;
  private final RunOptions options;
  private final String codeDigest;
  private final Predicate<PlannedRun> only;
  private final ChunkLayout layout;
  private final Tally tally;
  private final Consumer<RunEvent> events;

  /** Takes a chunk with something left to do; may block. */
  interface Sink {
    void accept(ChunkWork work) throws InterruptedException;
  }

  PlanScanner(StudySetup setup, Tally tally, Consumer<RunEvent> events) {
    this.plan = setup.plan();
    this.store = setup.store();
    this.options = setup.options();
    this.codeDigest = setup.provenance().codeDigest();
    this.only = setup.only();
    this.layout = ChunkLayout.of(plan.size());
    this.tally = tally;
    this.events = events;
  }

  /**
   * Gives each chunk with something left to do to the sink.
   *
   * @throws InterruptedException if the thread is interrupted
   */
  void scan(Sink sink) throws InterruptedException {
    int chunksPerStep = Math.max(1, RUNS_PER_STEP / layout.chunkSize());
    for (long chunk = 0; chunk < layout.chunks(); chunk += chunksPerStep) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      long end = Math.min(layout.chunks(), chunk + chunksPerStep);
      for (ChunkWork work : step(chunk, end)) {
        sink.accept(work);
      }
    }
  }

  /**
   * Checks the points of a plan before anything runs, unless there are so many that it would keep
   * the first run waiting; then each is checked as it comes.
   *
   * @throws io.metalab.api.MetalabException naming a point whose params the operation does not take
   */
  void check() {
    if (plan.size() <= MAX_RUNS_CHECKED_FIRST) {
      IntStream.range(0, (int) plan.size()).parallel().forEach(plan::runAt);
    }
  }

  private List<ChunkWork> step(long firstChunk, long endChunk) {
    long from = layout.from(firstChunk);
    PlannedRun[] runs = runs(from, layout.to(endChunk - 1));
    List<RunId> ids = new ArrayList<>(runs.length);
    for (PlannedRun run : runs) {
      ids.add(run.runId());
    }
    Map<RunId, StoredRun> stored = store.findRuns(ids);
    Set<RunId> seen = new HashSet<>(runs.length * 2);
    List<ChunkWork> work = new ArrayList<>();
    for (long chunk = firstChunk; chunk < endChunk; chunk++) {
      List<Todo> todos = new ArrayList<>();
      for (long i = layout.from(chunk); i < layout.to(chunk); i++) {
        PlannedRun run = runs[(int) (i - from)];
        if (!only.test(run)) {
          tally.deselected.increment();
        } else if (!seen.add(run.runId())) {
          tally.duplicates.increment();
        } else {
          sort(run, stored.get(run.runId()), todos);
        }
      }
      if (!todos.isEmpty()) {
        work.add(new ChunkWork(chunk, todos));
      }
    }
    return work;
  }

  private void sort(PlannedRun run, @Nullable StoredRun stored, List<Todo> todos) {
    if (stored == null) {
      todos.add(new Todo(run, 0));
    } else if (!isDone(run.runId(), stored)) {
      todos.add(new Todo(run, stored.attempt()));
    }
  }

  /** Counts and tells of a run that is not executed; returns whether this is one. */
  boolean isDone(RunId runId, StoredRun stored) {
    Decision decision = Decision.of(stored, options, codeDigest);
    if (decision == Decision.RUN) {
      return false;
    }
    if (decision == Decision.SKIP) {
      tally.skipped.increment();
      return true;
    }
    reused(runId, decision == Decision.REUSE_STALE);
    return true;
  }

  /** Counts and tells of a run that was found successful. */
  void reused(RunId runId, boolean stale) {
    if (stale) {
      tally.stale.increment();
    }
    tally.reused.increment();
    events.accept(new RunEvent.Reused(runId, stale));
  }

  private PlannedRun[] runs(long from, long to) {
    int count = (int) (to - from);
    IntStream offsets = IntStream.range(0, count);
    return (count < RUNS_WORTH_A_SECOND_THREAD ? offsets : offsets.parallel())
        .mapToObj(i -> plan.runAt(from + i))
        .toArray(PlannedRun[]::new);
  }
}
