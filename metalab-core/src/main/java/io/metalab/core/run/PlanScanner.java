package io.metalab.core.run;

import io.metalab.api.RunEvent;
import io.metalab.api.RunId;
import io.metalab.api.RunIds;
import io.metalab.api.store.BulkLookupStore;
import io.metalab.api.store.Store;
import io.metalab.api.store.StoredRun;
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
  private static final int FIRST_STEP = 4_096;
  private static final int LAST_STEP = 1 << 16;
  private static final long MAX_IDS_REMEMBERED = 1L << 23;

  private final StudyPlan plan;
  private final Store store;
  private final RunOptions options;
  private final String codeDigest;
  private final Optional<Predicate<PlannedRun>> only;
  private final Optional<SearchRun> search;
  private final ChunkLayout layout;
  private final Tally tally;
  private final Consumer<RunEvent> events;
  private final Known known;
  private SeenIds seen;
  private long remembered;

  /** Takes a chunk with something left to do; may block. */
  interface Sink {
    void accept(ChunkWork work) throws InterruptedException;
  }

  /** Tells whether a run was asked for by an earlier session of the study, which decides on it. */
  interface Known {
    boolean test(RunIds ids, int index);
  }

  PlanScanner(StudySetup setup, Tally tally, Consumer<RunEvent> events) {
    this(setup, tally, events, (ids, index) -> false);
  }

  PlanScanner(StudySetup setup, Tally tally, Consumer<RunEvent> events, Known known) {
    this.known = known;
    this.plan = setup.plan();
    this.search = setup.search();
    this.store = setup.store();
    this.options = setup.options();
    this.codeDigest = setup.provenance().codeDigest();
    this.only = setup.only();
    this.layout =
        search
            .map(driver -> new ChunkLayout(plan.size(), driver.driver().runsPerSuggestion()))
            .orElseGet(() -> ChunkLayout.of(plan.size()));
    this.tally = tally;
    this.events = events;
    this.seen = new SeenIds(plan.size());
  }

  /**
   * What is known of the runs of a few chunks, by position.
   *
   * @param first index in the plan of the first run
   * @param stored what the store holds; null for a run that it does not
   * @param repeated which runs stand before in the plan
   */
  private record Step(long first, RunIds ids, List<@Nullable StoredRun> stored, BitSet repeated) {}

  /**
   * Gives each chunk with something left to do to the sink.
   *
   * @throws InterruptedException if the thread is interrupted
   */
  void scan(Sink sink) throws InterruptedException {
    if (search.isPresent()) {
      search.get().scan(chunk -> scan(chunk, chunk + 1, sink));
      tally.deselected.add(search.get().neverAsked());
      return;
    }
    long chunks = chunks(FIRST_STEP); // The first run need not wait for more than that.
    for (long chunk = 0; chunk < layout.chunks(); ) {
      long end = Math.min(layout.chunks(), chunk + chunks);
      scan(chunk, end, sink);
      chunk = end;
      chunks = Math.min(chunks(LAST_STEP), 2 * chunks);
    }
  }

  private long chunks(int runs) {
    return Math.max(1, runs / layout.chunkSize());
  }

  private void scan(long firstChunk, long endChunk, Sink sink) throws InterruptedException {
    RunIds ids = plan.ids(layout.from(firstChunk), layout.to(endChunk - 1));
    Step step = new Step(layout.from(firstChunk), ids, lookUp(ids), repeated(ids));
    for (long chunk = firstChunk; chunk < endChunk; chunk++) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      ChunkWork work = work(step, chunk);
      if (!work.isEmpty()) {
        sink.accept(work);
      } else if (search.isPresent()) {
        search.get().driver().over(chunk);
      }
    }
  }

  private ChunkWork work(Step step, long chunk) {
    ChunkWork.Builder work = new ChunkWork.Builder();
    BitSet reused = new BitSet();
    BitSet stale = new BitSet();
    for (long index = layout.from(chunk); index < layout.to(chunk); index++) {
      int i = (int) (index - step.first());
      StoredRun stored = step.stored().get(i);
      if (only.isPresent() && !only.get().test(plan.runAt(index))) {
        tally.deselected.increment();
      } else if (step.repeated().get(i)) {
        tally.duplicates.increment();
      } else if (known.test(step.ids(), i)) {
        tally.deselected.increment();
      } else if (stored == null) {
        work.add(index, 0);
      } else {
        switch (decide(stored)) {
          case REUSE -> reused.set(i);
          case REUSE_STALE -> stale.set(i);
          case SKIP -> tally.skipped.increment();
          case RUN -> work.add(index, stored.attempt());
        }
      }
    }
    reused(step.ids().select(reused), false);
    reused(step.ids().select(stale), true);
    return work.build(chunk);
  }

  private List<@Nullable StoredRun> lookUp(RunIds ids) {
    if (store instanceof BulkLookupStore bulk) {
      return bulk.lookUp(ids);
    }
    Map<RunId, StoredRun> known = store.findRuns(ids);
    List<@Nullable StoredRun> stored = new ArrayList<>(ids.size());
    ids.forEach(id -> stored.add(known.get(id)));
    return stored;
  }

  /** In a plan too large to remember, runs far apart are found equal once one of them is stored. */
  private BitSet repeated(RunIds ids) {
    remembered += ids.size();
    if (remembered > MAX_IDS_REMEMBERED) {
      seen = new SeenIds(MAX_IDS_REMEMBERED);
      remembered = ids.size();
    }
    return seen.repeated(ids);
  }

  private Decision decide(StoredRun stored) {
    return Decision.of(stored, options, codeDigest);
  }

  /** Counts and tells of a run that is not executed; returns whether this is one. */
  boolean isDone(RunId runId, StoredRun stored) {
    Decision decision = decide(stored);
    if (decision == Decision.SKIP) {
      tally.skipped.increment();
    } else if (decision != Decision.RUN) {
      reused(RunIds.copyOf(List.of(runId)), decision == Decision.REUSE_STALE);
    }
    return decision != Decision.RUN;
  }

  /** Counts and tells of runs that were found successful. */
  void reused(RunIds runIds, boolean stale) {
    if (runIds.isEmpty()) {
      return;
    }
    if (stale) {
      tally.stale.add(runIds.size());
    }
    tally.reused.add(runIds.size());
    events.accept(new RunEvent.Reused(runIds, stale));
  }
}
