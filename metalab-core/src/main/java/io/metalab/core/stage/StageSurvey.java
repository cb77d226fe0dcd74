package io.metalab.core.stage;

import static java.util.Objects.requireNonNull;

import io.metalab.api.Experiment;
import io.metalab.api.RunId;
import io.metalab.api.RunStatus;
import io.metalab.api.store.Store;
import io.metalab.api.store.StoredRun;
import io.metalab.core.plan.Rounds;
import io.metalab.core.plan.StudyPlan;
import io.metalab.core.race.Race;
import io.metalab.core.search.KnownRuns;
import io.metalab.core.search.SearchProgress;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * How far each stage of a study is by what a store holds now; nothing is executed or written.
 *
 * @param standing what is known of the stage
 * @param counts how many of its runs that have ids are stored with which status
 * @param search how far its search is; empty for stages that search nothing
 */
public record StageSurvey(
    StageStanding standing, Map<RunStatus, Long> counts, Optional<SearchProgress> search) {
  private static final int BATCH = 1 << 14;

  public StageSurvey {
    requireNonNull(standing, "standing");
    counts = new LinkedHashMap<>(counts);
    requireNonNull(search, "search");
  }

  /**
   * Looks at all stages, as far as they can be planned.
   *
   * @param planner plans one stage
   */
  public static List<StageSurvey> of(
      Pipeline pipeline, Store store, Function<Experiment, StudyPlan> planner) {
    Map<String, Map<RunStatus, Long>> counts = new HashMap<>();
    List<StageStanding> standings =
        walk(
            pipeline,
            store,
            planner,
            (plan, found) ->
                found.forEach(
                    (status, count) ->
                        counts
                            .computeIfAbsent(
                                plan.experiment().stage(), name -> new EnumMap<>(RunStatus.class))
                            .merge(status, count, Long::sum)));
    List<StageSurvey> surveys = new ArrayList<>();
    standings.forEach(
        standing ->
            surveys.add(
                new StageSurvey(
                    standing,
                    counts.getOrDefault(standing.name(), Map.of()),
                    search(pipeline.stage(standing.name()), store, planner))));
    return surveys;
  }

  private static Optional<SearchProgress> search(
      Stage stage, Store store, Function<Experiment, StudyPlan> planner) {
    return stage.isSearch()
        ? SearchProgress.of(planner.apply(stage.experiment()), store)
        : Optional.empty();
  }

  /** Returns the plans of all stages, as far as they can be planned, in order. */
  public static List<StudyPlan> plans(
      Pipeline pipeline, Store store, Function<Experiment, StudyPlan> planner) {
    List<StudyPlan> plans = new ArrayList<>();
    walk(pipeline, store, planner, (plan, found) -> plans.add(plan));
    return plans;
  }

  private static List<StageStanding> walk(
      Pipeline pipeline,
      Store store,
      Function<Experiment, StudyPlan> planner,
      BiConsumer<StudyPlan, Map<RunStatus, Long>> visitor) {
    StageRounds rounds =
        new StageRounds(
            pipeline,
            store,
            planner,
            plan -> plan.experiment().until().isNone() ? Rounds.of(plan) : Race.of(plan, store),
            status -> status == RunStatus.FAILED);
    boolean goesOn = true;
    while (goesOn && rounds.hasNext()) {
      StudyPlan plan = KnownRuns.of(rounds.next(), store).plan();
      Map<RunStatus, Long> found = statuses(plan, store);
      visitor.accept(plan, found);
      long over =
          found.entrySet().stream()
              .filter(entry -> entry.getKey().isFinished() && entry.getKey() != RunStatus.LOST)
              .mapToLong(Map.Entry::getValue)
              .sum();
      goesOn = over == plan.size() || rounds.pass();
    }
    return rounds.standings();
  }

  private static Map<RunStatus, Long> statuses(StudyPlan plan, Store store) {
    Map<RunStatus, Long> counts = new EnumMap<>(RunStatus.class);
    for (long from = 0; from < plan.size(); from += BATCH) {
      List<RunId> ids = plan.ids(from, Math.min(plan.size(), from + BATCH));
      for (StoredRun run : store.findRuns(ids).values()) {
        counts.merge(run.status(), 1L, Long::sum);
      }
    }
    return counts;
  }
}
