package io.metalab.core.race;

import io.metalab.api.Goal;
import io.metalab.api.ReplicateRule;
import io.metalab.api.RunId;
import io.metalab.api.RunStatus;
import io.metalab.api.store.Store;
import io.metalab.core.plan.Rounds;
import io.metalab.core.plan.StudyPlan;
import io.metalab.core.race.PointOutcome.Standing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * The rounds of a study that adds replicates until its points are known well enough; see {@link
 * ReplicateRule} for the rules.
 *
 * <p>Each round is a plan of runs of the study's own plan, asked for after the round before has
 * been executed: replicate after replicate, each in the order of the points. Results are read from
 * the store alone, so that a race that was killed goes on where it was. A run without a finite
 * value of the goal's metric, such as a failed one, counts as a replicate without a value. Not safe
 * for use by several threads.
 */
public final class Race implements Rounds {
  private final StudyPlan plan;
  private final Store store;
  private final ReplicateRule rule;
  private final Goal goal;
  private final int planned;
  private final PointState[] points;
  private final StudentQuantiles quantiles;

  /** How many replicates of the active points have been decided upon. */
  private int level;

  /** The end of the round that was handed out; its results are read when they are asked for. */
  private int roundEnd;

  private Race(StudyPlan plan, Store store) {
    this.plan = plan;
    this.store = store;
    this.rule = plan.experiment().until();
    this.goal = plan.experiment().goal();
    this.planned = plan.experiment().seeds().runsPerPoint();
    this.points = new PointState[Math.toIntExact(plan.size() / planned)];
    Arrays.setAll(points, i -> new PointState());
    this.quantiles = new StudentQuantiles(rule.confidence());
  }

  /** Returns the race of a plan whose experiment has a rule. */
  public static Race of(StudyPlan plan, Store store) {
    return new Race(plan, store);
  }

  /**
   * Returns where each point of a plan stands by what a store holds now: after the last round all
   * of whose runs have come to an end.
   */
  public static List<PointOutcome> outcomes(StudyPlan plan, Store store) {
    Race race = new Race(plan, store);
    while (race.hasNext()) {
      StudyPlan round = race.next();
      List<RunId> ids = round.ids(0, round.size());
      long over =
          store.findRuns(ids).values().stream().filter(run -> run.status().isFinished()).count();
      if (over < ids.size()) {
        break;
      }
    }
    return race.outcomes();
  }

  /** Returns whether there is another round, given the results of those before. */
  @Override
  public boolean hasNext() {
    readRound();
    return level < planned && Arrays.stream(points).anyMatch(PointState::isActive);
  }

  @Override
  public StudyPlan next() {
    if (!hasNext()) {
      throw new NoSuchElementException("The race is over.");
    }
    roundEnd = level == 0 ? rule.min() : level + 1;
    return plan.select(
        IntStream.range(level, roundEnd)
            .boxed()
            .flatMapToLong(replicate -> active().map(point -> point * planned + replicate))
            .toArray());
  }

  private LongStream active() {
    return LongStream.range(0, points.length).filter(point -> points[(int) point].isActive());
  }

  private void readRound() {
    if (roundEnd == level) {
      return;
    }
    active()
        .forEach(
            point -> {
              for (int replicate = level; replicate < roundEnd; replicate++) {
                points[(int) point].add(value(point * planned + replicate));
              }
              points[(int) point].updateInterval(quantiles);
            });
    level = roundEnd;
    decide();
  }

  private double value(long index) {
    return store
        .findRunRecord(plan.runAt(index).runId())
        .filter(record -> record.status() == RunStatus.SUCCESS)
        .map(record -> record.metrics().get(goal.metric()))
        .filter(Number.class::isInstance)
        .map(value -> ((Number) value).doubleValue())
        .orElse(Double.NaN);
  }

  private void decide() {
    if (rule.separated()) {
      leaveBehind();
    }
    for (PointState point : points) {
      if (rule.halfwidth() > 0 && point.halfwidth() <= rule.halfwidth()) {
        point.stop(Standing.NARROW);
      }
      if (point.replicates() >= planned) {
        point.stop(Standing.EXHAUSTED);
      }
    }
  }

  private void leaveBehind() {
    PointState best = null;
    for (PointState point : points) {
      if (point.hasInterval() && (best == null || isBetter(point, best))) {
        best = point;
      }
    }
    if (best == null) {
      return;
    }
    boolean alone = true;
    for (PointState point : points) {
      if (point == best) {
        continue;
      }
      if (point.isApartFrom(best)) {
        point.stop(Standing.SEPARATED);
      } else {
        alone = false;
      }
    }
    if (alone) {
      best.stop(Standing.SEPARATED);
    }
  }

  private boolean isBetter(PointState point, PointState best) {
    return goal.minimize() ? point.mean() < best.mean() : point.mean() > best.mean();
  }

  @Override
  public long mostRunsLater() {
    return active().count() * (planned - Math.max(level, roundEnd));
  }

  /** Nothing is known of a round whose results are not there. */
  @Override
  public boolean pass() {
    return false;
  }

  /** Returns where each point stands, by the results read so far, in the order of the plan. */
  public List<PointOutcome> outcomes() {
    List<PointOutcome> outcomes = new ArrayList<>(points.length);
    for (int i = 0; i < points.length; i++) {
      PointState point = points[i];
      outcomes.add(
          new PointOutcome(
              i,
              plan.experiment().params().caseAt(i).caseId(),
              point.replicates(),
              planned,
              point.mean(),
              point.halfwidth(),
              point.standing()));
    }
    return outcomes;
  }
}
