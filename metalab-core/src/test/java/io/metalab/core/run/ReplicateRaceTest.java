package io.metalab.core.run;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.metalab.api.Experiment;
import io.metalab.api.Goal;
import io.metalab.api.Operation;
import io.metalab.api.OperationSpec;
import io.metalab.api.ReplicateRule;
import io.metalab.api.SeedPlan;
import io.metalab.core.identity.FileDigests;
import io.metalab.core.params.ParamSources;
import io.metalab.core.plan.StudyPlan;
import io.metalab.core.race.PointOutcome;
import io.metalab.core.race.PointOutcome.Standing;
import io.metalab.core.race.Race;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ReplicateRaceTest {
  private static final int REPLICATES = 30;

  private final FakeStore store = new FakeStore();
  private final Set<String> executed = Collections.synchronizedSet(new TreeSet<>());

  /** Normal noise around the mean of the point; spread 0 gives the same value each time. */
  private final Operation noisy =
      (context, params, seeds, runtime, capture) -> {
        executed.add(params.getLong("mean") + "/" + seeds.replicate());
        double noise = seeds.random().nextGaussian(0, params.getDouble("sd"));
        if (seeds.replicate() == 2 && params.has("fails")) {
          throw new IllegalStateException("fails");
        }
        capture.metric("loss", params.getLong("mean") + noise);
        return null;
      };

  private StudyPlan plan(ReplicateRule rule, double... sds) {
    return StudyPlan.of(
        Experiment.of("race", "1")
            .operation(OperationSpec.open("noisy"), noisy)
            .params(
                ParamSources.zip(
                    Map.of(
                        "mean",
                        LongStream.range(0, sds.length).boxed().toList(),
                        "sd",
                        Arrays.stream(sds).boxed().toList())))
            .seeds(SeedPlan.replicates(1, REPLICATES))
            .goal(new Goal("loss", true))
            .until(rule)
            .build(),
        FileDigests.of(Path.of("")));
  }

  private StudyResult run(StudyPlan plan, int workers, long limit) {
    return StudyRunner.of(plan, store, PoolExecutor.provider())
        .options(RunOptions.defaults().toBuilder().workers(workers).limit(limit).build())
        .start()
        .result();
  }

  private StudyResult run(StudyPlan plan) {
    return run(plan, 4, 0);
  }

  @Test
  void stopsAPointOnceItsIntervalIsNarrow() {
    StudyPlan plan = plan(new ReplicateRule(0.5, false, 0.95, 5), 0, 1, 100);
    StudyResult result = run(plan);

    List<PointOutcome> points = Race.outcomes(plan, store);
    assertThat(points)
        .extracting(PointOutcome::standing)
        .containsExactly(Standing.NARROW, Standing.NARROW, Standing.EXHAUSTED);
    assertThat(points.get(0).replicates()).isEqualTo(5);
    assertThat(points.get(1).replicates()).isBetween(6, 29);
    assertThat(points.get(1).halfwidth()).isLessThanOrEqualTo(0.5);
    assertThat(points.get(2).replicates()).isEqualTo(REPLICATES);
    assertThat(result.ending()).isEqualTo(Ending.COMPLETE);
    assertThat(result.counts().ok())
        .isEqualTo(points.stream().mapToLong(PointOutcome::replicates).sum())
        .isEqualTo(result.counts().total());
  }

  /** The mean, sd and t quantile 2.7764451051978 of 4 degrees, worked out apart from the code. */
  @Test
  void computesTheIntervalOfStudent() {
    StudyPlan plan = plan(new ReplicateRule(1e-9, false, 0.95, 5), 1);
    run(plan, 4, 5);
    double[] values =
        plan.runs(0, 5).stream()
            .map(run -> store.findRunRecord(run.runId()).orElseThrow())
            .mapToDouble(record -> (double) requireNonNull(record.metrics().get("loss")))
            .toArray();
    double mean = Arrays.stream(values).sum() / 5;
    double variance = Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum() / 4;

    PointOutcome point = Race.outcomes(plan, store).get(0);

    assertThat(point.mean()).isCloseTo(mean, within(1e-14));
    assertThat(point.halfwidth())
        .isCloseTo(2.7764451051977987 * Math.sqrt(variance / 5), within(1e-9));
  }

  @Test
  void stopsPointsThatTheBestHasLeftBehindAndThenTheBest() {
    StudyPlan plan = plan(new ReplicateRule(0, true, 0.95, 3), 0.01, 0.01, 5);
    run(plan);

    List<PointOutcome> points = Race.outcomes(plan, store);
    assertThat(points.get(1).standing()).isEqualTo(Standing.SEPARATED);
    assertThat(points.get(1).replicates()).isEqualTo(3);
    assertThat(points.get(0).replicates()).isGreaterThan(3);
    assertThat(points.get(0).replicates()).isEqualTo(points.get(2).replicates());
  }

  @Test
  void executesTheSameRunsForAnyNumberOfWorkersAndAfterAnyInterruption() {
    ReplicateRule rule = new ReplicateRule(0.4, true, 0.9, 4);
    StudyPlan plan = plan(rule, 0.5, 1, 2, 0, 3);
    run(plan, 1, 0);
    Set<String> alone = Set.copyOf(executed);
    for (int workers : new int[] {2, 7}) {
      ReplicateRaceTest other = new ReplicateRaceTest();
      StudyPlan again = other.plan(rule, 0.5, 1, 2, 0, 3);
      long piece = workers;
      StudyResult result;
      do {
        result = other.run(again, workers, piece++);
      } while (result.ending() == Ending.LIMIT);
      assertThat(other.executed).isEqualTo(alone);
      assertThat(Race.outcomes(again, other.store)).isEqualTo(Race.outcomes(plan, store));
    }
  }

  @Test
  void reusesStoredReplicatesAndDecidesAsIfHigherOnesWereNotThere() {
    ReplicateRule rule = new ReplicateRule(0.5, false, 0.95, 5);
    StudyPlan raced = plan(rule, 1, 2);
    StudyPlan all = plan(ReplicateRule.NONE, 1, 2);
    assertThat(all.runs(0, all.size()).stream().map(run -> run.runId()))
        .containsExactlyElementsOf(
            raced.runs(0, raced.size()).stream().map(run -> run.runId()).toList());
    run(all);
    executed.clear();
    List<PointOutcome> withAll = Race.outcomes(raced, store);

    StudyResult result = run(raced);

    assertThat(executed).isEmpty();
    assertThat(result.counts().reused())
        .isEqualTo(withAll.stream().mapToLong(PointOutcome::replicates).sum());
    ReplicateRaceTest fresh = new ReplicateRaceTest();
    StudyPlan again = fresh.plan(rule, 1, 2);
    fresh.run(again);
    assertThat(Race.outcomes(again, fresh.store)).isEqualTo(withAll);
  }

  @Test
  void previewsTheNextRoundAndTheMostThatMayFollow() {
    StudyPlan plan = plan(new ReplicateRule(0.5, false, 0.95, 5), 0, 100);
    StudyRunner runner = StudyRunner.of(plan, store, PoolExecutor.provider());
    StudyPreview before = runner.preview();
    assertThat(before.fresh()).isEqualTo(10);
    assertThat(before.mostLater()).isEqualTo(50);

    run(plan, 2, 12);
    StudyPreview later = runner.preview();

    assertThat(later.counts().reused()).isEqualTo(12);
    assertThat(later.fresh()).isEqualTo(1);
    assertThat(later.mostLater()).isEqualTo(22);
    assertThat(later.points())
        .extracting(PointOutcome::standing)
        .containsExactly(Standing.NARROW, Standing.ACTIVE);
  }

  @Test
  void refusesRulesThatCannotHold() {
    assertThatThrownBy(() -> new ReplicateRule(0.1, false, 0.95, 1))
        .hasMessageContaining("replicates (1)");
    assertThatThrownBy(() -> new ReplicateRule(Double.NaN, false, 0.95, 5))
        .hasMessageContaining("halfwidth (NaN)");
    assertThatThrownBy(() -> plan(new ReplicateRule(0.1, false, 0.95, REPLICATES), 1))
        .hasMessageContaining("The replicates (30) must be more than the least number (30)");
  }
}
