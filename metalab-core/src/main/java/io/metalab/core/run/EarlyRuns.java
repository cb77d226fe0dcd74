package io.metalab.core.run;

import io.metalab.api.RunId;
import io.metalab.api.RunIds;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.executor.RunPayload;
import io.metalab.api.store.ClaimStore;
import io.metalab.api.store.RecordLookupStore;
import io.metalab.api.store.Store;
import io.metalab.api.store.StoredRun;
import io.metalab.core.plan.PlannedRun;
import io.metalab.core.plan.StudyPlan;
import io.metalab.core.stage.FollowUps;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The runs of later stages that follow upon single runs of the stage being executed, started while
 * that goes on.
 *
 * <p>Each is claimed by itself. Nothing depends on it: what is not started here, since too many
 * wait or somebody else has it, is executed when the turn of its stage comes. Belongs to the
 * controller's thread.
 */
final class EarlyRuns {
  private static final int RECORDS_AT_ONCE = 64;

  private final StudySetup setup;
  private final Store store;
  private final SharedWork shared;
  private final FollowUps followUps;
  private final RunClaims claims;
  private final Supplier<Optional<RunId>> unfinished;
  private final ArrayDeque<RunId> ended = new ArrayDeque<>();
  private final ArrayDeque<RunId> found = new ArrayDeque<>();
  private final ArrayDeque<RunRecord> records = new ArrayDeque<>();
  private final ArrayDeque<Planned> planned = new ArrayDeque<>();
  private final Set<OwnedChunk> owned = new LinkedHashSet<>();
  private final Set<String> prepared = new HashSet<>();

  /** Runs of one plan of which no more is known than that they follow. */
  private final class Planned implements RunSource {
    private final StudyPlan plan;
    private final Payloads payloads;
    private long next;

    Planned(StudyPlan plan) {
      this.plan = plan;
      this.payloads = new Payloads(plan, setup.options(), store);
    }

    @Override
    public RunPayload payload(ActiveRun run) {
      return payloads.of(run);
    }

    @Override
    public void over(OwnedChunk chunk) {
      if (owned.remove(chunk)) {
        chunk.release();
      }
    }

    /** Whoever has it executes it, or its stage does. */
    @Override
    public void lose(OwnedChunk chunk, RunsInFlight inFlight) {
      if (owned.remove(chunk)) {
        chunk.lose();
        inFlight.cancel("Another controller has taken over the run.", run -> run.chunk() == chunk);
        chunk.release();
      }
    }
  }

  /**
   * Starts with none.
   *
   * @param unfinished tells of a run of the stage being executed that has not ended here, if any
   */
  EarlyRuns(
      StudySetup setup,
      SharedWork shared,
      FollowUps followUps,
      Supplier<Optional<RunId>> unfinished) {
    this.setup = setup;
    this.store = setup.store();
    this.shared = shared;
    this.followUps = isPossible(setup) ? followUps : FollowUps.NONE;
    this.claims = new RunClaims(setup);
    this.unfinished = unfinished;
  }

  /** Where runs are chosen or copied, each is looked at with its stage. */
  private static boolean isPossible(StudySetup setup) {
    return setup.only().isEmpty() && !setup.options().reusesStore();
  }

  /** Returns what follows; nothing if runs are not started early at all. */
  FollowUps followUps() {
    return followUps;
  }

  boolean isPossible() {
    return !followUps.isEmpty() && !shared.isFullOfEarly();
  }

  /** A run has ended well, upon which others may follow. */
  void ended(RunId run) {
    add(run, ended);
  }

  /** Runs have been found that ended well before this session. */
  void found(RunIds runs) {
    for (int i = 0; i < runs.size() && found.size() < SharedWork.MOST_EARLY; i++) {
      add(runs.get(i), found);
    }
  }

  private void add(RunId run, ArrayDeque<RunId> waiting) {
    if (isPossible() && waiting.size() < SharedWork.MOST_EARLY) {
      waiting.add(run);
    }
  }

  /**
   * Returns whether there may be a run to start; what was found follows while the stage goes on.
   */
  boolean isWaiting() {
    return !planned.isEmpty()
        || !records.isEmpty()
        || !ended.isEmpty()
        || (!found.isEmpty() && unfinished.get().isPresent());
  }

  /** Looks at the run that comes next; returns it if it is to be started. */
  @Nullable ActiveRun next() {
    if (planned.isEmpty()) {
      plan();
    }
    Planned first = planned.peek();
    if (first == null) {
      return null;
    }
    PlannedRun run = first.plan.runAt(first.next++);
    if (first.next == first.plan.size()) {
      planned.remove();
    }
    return isPossible() && isUntried(run.runId()) ? claimed(run, first) : null;
  }

  private void plan() {
    if (records.isEmpty()) {
      read(ended.isEmpty() ? found : ended);
    }
    RunRecord record = records.poll();
    if (record != null && record.status() == RunStatus.SUCCESS) {
      followUps.after(record).stream()
          .filter(plan -> plan.size() > 0)
          .forEach(plan -> planned.add(new Planned(plan)));
    }
  }

  private void read(ArrayDeque<RunId> waiting) {
    List<RunId> ids = new ArrayList<>(RECORDS_AT_ONCE);
    while (ids.size() < RECORDS_AT_ONCE && !waiting.isEmpty()) {
      ids.add(waiting.remove());
    }
    records.addAll(RecordLookupStore.findRunRecords(store, ids).values());
  }

  private boolean isUntried(RunId run) {
    StoredRun stored = store.findRuns(List.of(run)).get(run);
    return stored == null || isUntried(stored);
  }

  /** Whether a failed run is tried again, or one of other code, is decided with its stage. */
  private static boolean isUntried(StoredRun stored) {
    return stored.status() != RunStatus.SUCCESS && stored.status() != RunStatus.FAILED;
  }

  /** The store tells, since others see there that the stage is over. */
  private boolean stageGoesOn() {
    Optional<RunId> run = unfinished.get();
    if (run.isEmpty()) {
      return false;
    }
    StoredRun stored = store.findRuns(List.of(run.get())).get(run.get());
    return stored == null || !stored.status().isFinished();
  }

  private @Nullable ActiveRun claimed(PlannedRun run, Planned source) {
    ClaimStore.Claim claim = null;
    if (claims.areKept()) {
      Optional<ClaimStore.Claim> granted = claims.tryClaim(run.runId());
      if (granted.isEmpty()) {
        return null;
      }
      claim = granted.get();
      if (!stageGoesOn() && claims.areShared()) {
        claim.close();
        return null;
      }
    }
    // What is done may have changed before the claim.
    Map<RunId, StoredRun> stored = store.findRuns(List.of(run.runId()));
    StoredRun known = stored.get(run.runId());
    if ((known != null && !isUntried(known)) || !shared.startEarly(run.runId())) {
      if (claim != null) {
        claim.close();
      }
      return null;
    }
    int attempts =
        known == null
            ? Settler.removedAttempts(store, List.of(run.runId()), stored)
                .getOrDefault(run.runId(), 0)
            : known.attempt();
    prepare(source.plan);
    Todo todo = new Todo(run, attempts);
    OwnedChunk chunk = new OwnedChunk(source, run.index(), claim, List.of(todo), setup.nanoTime());
    owned.add(chunk);
    return new ActiveRun(todo, chunk, 0);
  }

  private void prepare(StudyPlan plan) {
    if (prepared.add(plan.contextFingerprint())) {
      store.putDocument(StudyRounds.CONTEXT_DOCUMENT, plan.contextText());
    }
  }

  /** Gives all claims free. */
  void close() {
    owned.forEach(OwnedChunk::release);
    owned.clear();
  }
}
