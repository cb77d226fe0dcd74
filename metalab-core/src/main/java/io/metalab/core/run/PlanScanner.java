package io.metalab.core.run;

import io.metalab.api.RunEvent;
import io.metalab.api.RunId;
import io.metalab.api.store.Store;
import io.metalab.api.store.StoredRun;
import io.metalab.core.params.Slices;
import io.metalab.core.plan.IdBlock;
import io.metalab.core.plan.PlannedRun;
import io.metalab.core.plan.SeenIds;
import io.metalab.core.plan.StudyPlan;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Walks a plan in order, many chunks at a time, and finds what is left to do; the store is asked
 * once for each step, never for each run.
 */
final class PlanScanner {
  private static final int RUNS_PER_STEP = 4_096;
  private static final int MOST_STEPS_AT_ONCE = 16;
  private static final long MAX_IDS_REMEMBERED = 1L << 23;

  private final StudyPlan plan;
  private final Store store;
  private final RunOptions options;
  private final String codeDigest;
  private final Optional<Predicate<PlannedRun>> only;
  private final ChunkLayout layout;
  private final Tally tally;
  private final Consumer<RunEvent> events;
  private SeenIds seen;
  private long remembered;

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
    this.seen = new SeenIds(plan.size());
  }

  /**
   * What the store knows of the runs of a few chunks.
   *
   * @param stored by position in the block; null for a run that is not stored
   */
  private record Step(
      long firstChunk,
      long endChunk,
      IdBlock block,
      List<RunId> ids,
      List<@Nullable StoredRun> stored) {}

  /**
   * Gives each chunk with something left to do to the sink.
   *
   * @throws InterruptedException if the thread is interrupted
   */
  void scan(Sink sink) throws InterruptedException {
    int chunksPerStep = Math.max(1, RUNS_PER_STEP / layout.chunkSize());
    int steps = 1; // The first run need not wait for more than that.
    for (long chunk = 0; chunk < layout.chunks(); ) {
      for (Step step : lookUp(chunk, steps, chunksPerStep)) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        for (ChunkWork work : work(step)) {
          sink.accept(work);
        }
      }
      chunk += (long) steps * chunksPerStep;
      steps = Math.min(MOST_STEPS_AT_ONCE, 2 * steps);
    }
  }

  /** Looks up some steps on all cores; fewer at the end of the plan. */
  private List<Step> lookUp(long firstChunk, int steps, int chunksPerStep) {
    long left = layout.chunks() - firstChunk;
    int count = (int) Math.min(steps, (left + chunksPerStep - 1) / chunksPerStep);
    Step[] found = new Step[count];
    Slices.forEach(
        count,
        1,
        (from, to) -> {
          long first = firstChunk + from * chunksPerStep;
          found[(int) from] = lookUp(first, Math.min(layout.chunks(), first + chunksPerStep));
        });
    return List.of(found);
  }

  private Step lookUp(long firstChunk, long endChunk) {
    IdBlock block = plan.ids(layout.from(firstChunk), layout.to(endChunk - 1));
    List<RunId> ids = List.copyOf(block.asList());
    Map<RunId, StoredRun> stored = store.findRuns(ids);
    List<@Nullable StoredRun> byPosition = new ArrayList<>(ids.size());
    for (RunId id : ids) {
      byPosition.add(stored.get(id));
    }
    return new Step(firstChunk, endChunk, block, ids, byPosition);
  }

  private List<ChunkWork> work(Step step) {
    BitSet repeated = repeated(step.block());
    List<ChunkWork> work = new ArrayList<>();
    for (long chunk = step.firstChunk(); chunk < step.endChunk(); chunk++) {
      List<Todo> todos = new ArrayList<>();
      for (long index = layout.from(chunk); index < layout.to(chunk); index++) {
        int i = (int) (index - step.block().from());
        if (only.isPresent() && !only.get().test(plan.runAt(index))) {
          tally.deselected.increment();
        } else if (repeated.get(i)) {
          tally.duplicates.increment();
        } else {
          sort(index, step.ids().get(i), step.stored().get(i), todos);
        }
      }
      if (!todos.isEmpty()) {
        work.add(new ChunkWork(chunk, todos));
      }
    }
    return work;
  }

  /** In a plan too large to remember, runs far apart are found equal once one of them is stored. */
  private BitSet repeated(IdBlock block) {
    remembered += block.size();
    if (remembered > MAX_IDS_REMEMBERED) {
      seen = new SeenIds(MAX_IDS_REMEMBERED);
      remembered = block.size();
    }
    return seen.repeated(block);
  }

  private void sort(long index, RunId runId, @Nullable StoredRun stored, List<Todo> todos) {
    if (stored == null) {
      todos.add(new Todo(plan.runAt(index), 0));
    } else if (!isDone(runId, stored)) {
      todos.add(new Todo(plan.runAt(index), stored.attempt()));
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
}
