package io.metalab.core.stage;

import io.metalab.api.Experiment;
import io.metalab.api.RunId;
import io.metalab.api.RunStatus;
import io.metalab.api.StageValue;
import io.metalab.api.store.Store;
import io.metalab.core.plan.Rounds;
import io.metalab.core.plan.StudyPlan;
import io.metalab.core.search.KnownRuns;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The plans of a study of several stages, one stage after the other.
 *
 * <p>A stage is planned when those before it are over: what it takes of their runs is read from the
 * store, many records at a time, and enters its params as values, artifacts by their digests. Runs
 * that have not come to an end leave theirs pending, failed ones block theirs.
 */
public final class StageRounds implements Rounds {
  private final Pipeline pipeline;
  private final Store store;
  private final Function<Experiment, StudyPlan> planner;
  private final Function<StudyPlan, Rounds> rounds;
  private final Predicate<RunStatus> blocks;
  private final Map<String, EarlierRuns> earlier = new LinkedHashMap<>();
  private final List<StageStanding> standings = new ArrayList<>();
  private final List<StudyPlan> handedOut = new ArrayList<>();
  private int next;
  private @Nullable Rounds current;

  /**
   * Starts at the first stage.
   *
   * @param store keeps the results
   * @param planner plans one stage, whose experiment holds no values of other stages any more
   * @param rounds makes the rounds of one stage
   * @param blocks tells whether a run of a status other than success will never be one
   */
  public StageRounds(
      Pipeline pipeline,
      Store store,
      Function<Experiment, StudyPlan> planner,
      Function<StudyPlan, Rounds> rounds,
      Predicate<RunStatus> blocks) {
    this.pipeline = pipeline;
    this.store = store;
    this.planner = planner;
    this.rounds = rounds;
    this.blocks = blocks;
  }

  /**
   * Returns whether there is another round, given the results of those before.
   *
   * @throws StageException if what a stage takes is not there
   */
  @Override
  public boolean hasNext() {
    while (true) {
      if (current != null) {
        if (current.hasNext()) {
          return true;
        }
        leave(0);
      }
      if (next == pipeline.stages().size()) {
        return false;
      }
      open(pipeline.stages().get(next++));
    }
  }

  @Override
  public StudyPlan next() {
    if (!hasNext() || current == null) {
      throw new NoSuchElementException("All stages are over.");
    }
    StudyPlan plan = current.next();
    handedOut.add(plan);
    return plan;
  }

  /** Returns how many runs may follow, as far as the stages are known that were looked at. */
  @Override
  public long mostRunsLater() {
    long known = current == null ? 0 : current.mostRunsLater();
    return standings.stream().mapToLong(StageStanding::pending).sum() + known;
  }

  @Override
  public boolean pass() {
    if (current != null && !current.pass()) {
      leave(current.mostRunsLater());
    }
    return current != null || next < pipeline.stages().size();
  }

  /** Returns what is known of each stage that was looked at, in order. */
  public List<StageStanding> standings() {
    return List.copyOf(standings);
  }

  /** Returns the stage that the round handed out last is of, or empty if there was none. */
  public String stage() {
    return handedOut.isEmpty() ? "" : handedOut.get(handedOut.size() - 1).experiment().stage();
  }

  /** Returns what may follow at once upon runs of the stage that the last round is of. */
  public FollowUps followUps() {
    return handedOut.isEmpty() ? FollowUps.NONE : FollowUps.of(pipeline, stage(), planner);
  }

  private void open(Stage stage) {
    handedOut.clear();
    List<List<StageValue>> wanted = new ArrayList<>();
    List<TakenRuns> taken = new ArrayList<>();
    Set<StageValue> values = StageValues.of(stage.experiment());
    for (Take take : stage.takes()) {
      List<StageValue> ofStage =
          values.stream().filter(value -> value.stage().equals(take.stage())).toList();
      EarlierRuns runs = earlier.get(take.stage());
      if (runs == null) {
        throw new IllegalStateException("The stage '%s' is not over.".formatted(take.stage()));
      }
      wanted.add(ofStage);
      taken.add(new TakeReader(store, stage.name(), take, ofStage, blocks).read(runs));
    }
    StageSource source = new StageSource(stage, taken, wanted);
    StageStanding standing = standing(stage, source, taken);
    standings.add(standing);
    if (source.size() > 0) {
      current = rounds.apply(planner.apply(source.experiment()));
    } else {
      leave(0);
    }
  }

  private static StageStanding standing(Stage stage, StageSource source, List<TakenRuns> taken) {
    int runsPerPoint = stage.experiment().seeds().runsPerPoint();
    double own = (double) stage.experiment().params().size() * runsPerPoint;
    double all = own;
    double started = own;
    List<String> waitsFor = new ArrayList<>();
    Set<RunId> blocking = new LinkedHashSet<>();
    for (int i = 0; i < taken.size(); i++) {
      TakenRuns one = taken.get(i);
      all *= one.all();
      started *= one.groups().size() + one.pending();
      blocking.addAll(one.blocking());
      if (one.pending() > 0) {
        waitsFor.add(stage.takes().get(i).stage());
      }
    }
    long runs = Math.multiplyExact(source.size(), (long) runsPerPoint);
    return new StageStanding(
        stage.name(),
        stage.experiment().operationSpec().qualifiedKey(),
        source.describe(),
        runs,
        (long) started - runs,
        waitsFor,
        (long) (all - started),
        blocking.stream().limit(TakenRuns.MOST_NAMED).toList());
  }

  /**
   * Keeps what later stages need to know of the one that was opened last.
   *
   * @param later how many more runs its later rounds may have
   */
  private void leave(long later) {
    current = null;
    StageStanding standing = standings.remove(standings.size() - 1).withMorePending(later);
    Stage stage = pipeline.stage(standing.name());
    Set<RunId> ids = new LinkedHashSet<>();
    if (stage.isOpenEnded() || pipeline.isTaken(stage.name())) {
      for (StudyPlan plan : handedOut) {
        KnownRuns known = KnownRuns.of(plan, store);
        ids.addAll(known.plan().ids(0, known.plan().size()));
        standing = standing.withMorePending(known.mayFollow());
      }
    }
    if (stage.isOpenEnded()) {
      standing = standing.withRuns(ids.size());
    }
    standings.add(standing);
    earlier.put(
        stage.name(),
        new EarlierRuns(
            ids,
            stage.experiment().seeds().runsPerPoint(),
            standing.pending(),
            standing.blocked(),
            standing.blocking()));
  }
}
