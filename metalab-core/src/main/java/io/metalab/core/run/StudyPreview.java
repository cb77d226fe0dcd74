package io.metalab.core.run;

import static java.util.Objects.requireNonNull;

import io.metalab.core.plan.PlannedRun;
import io.metalab.core.plan.Rounds;
import io.metalab.core.plan.StudyPlan;
import io.metalab.core.race.PointOutcome;
import io.metalab.core.race.Race;
import io.metalab.core.stage.StageRounds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a session would do, found out without doing it.
 *
 * @param counts how many runs are where before it starts
 * @param elsewhere how many runs would not be executed, since other experiments have their results
 * @param fresh how many runs would be executed for the first time
 * @param again how many runs were tried before and would be executed again
 * @param first the first runs that would be executed
 * @param mostLater how many more runs the results of those may lead to at most
 * @param stages what would be done in each stage; empty for a study without stages
 * @param points where each point of a study stands that adds replicates until they suffice; empty
 *     for other studies
 */
public record StudyPreview(
    RunCounts counts,
    long elsewhere,
    long fresh,
    long again,
    List<PlannedRun> first,
    long mostLater,
    List<StagePreview> stages,
    List<PointOutcome> points) {
  /** The most runs that are listed. */
  public static final int MAX_LISTED = 10;

  public StudyPreview {
    requireNonNull(counts, "counts");
    first = List.copyOf(first);
    stages = List.copyOf(stages);
    points = List.copyOf(points);
  }

  /** Looks at one round after the other, until one has something to execute. */
  static StudyPreview of(StudySetup setup, Rounds rounds) throws InterruptedException {
    Tally tally = new Tally();
    Counter counter = new Counter(setup, tally);
    long asked = 0;
    long undecided = 0;
    Map<String, StageCounts> byStage = new HashMap<>();
    boolean goesOn = true;
    while (goesOn && rounds.hasNext()) {
      StudyPlan round = rounds.next();
      StageCounts before = counter.counts();
      Optional<SearchRun> search = SearchRun.reader(round, setup.store());
      StudySetup seen = search.map(setup.withPlan(round)::withSearch).orElse(setup.withPlan(round));
      new PlanScanner(seen, tally, event -> {}).scan(work -> counter.count(work, seen.plan()));
      long unknown = search.map(SearchRun::mayStillAsk).orElse(0L);
      asked += round.size() - unknown;
      undecided += unknown;
      StageCounts added = counter.counts().minus(before);
      byStage.merge(round.experiment().stage(), added, StageCounts::plus);
      goesOn = added.todo() + unknown == 0 || rounds.pass();
    }
    List<StagePreview> stages =
        rounds instanceof StageRounds staged
            ? staged.standings().stream().map(one -> StagePreview.of(one, byStage)).toList()
            : List.of();
    // Stages count as pending what their searches have not decided upon.
    long later = rounds.mostRunsLater() + (stages.isEmpty() ? undecided : 0);
    List<PointOutcome> points = rounds instanceof Race race ? race.outcomes() : List.of();
    return new StudyPreview(
        tally.counts(asked),
        counter.elsewhere,
        counter.fresh,
        counter.again,
        counter.first,
        later,
        stages,
        points);
  }

  /** Counts the runs that are left to do. */
  private static final class Counter {
    private final Optional<StoreMatches> matches;
    private final Tally tally;
    private final List<PlannedRun> first = new ArrayList<>();
    private long elsewhere;
    private long fresh;
    private long again;

    private Counter(StudySetup setup, Tally tally) {
      this.matches = setup.reusesStore() ? Optional.of(new StoreMatches(setup)) : Optional.empty();
      this.tally = tally;
    }

    private StageCounts counts() {
      return new StageCounts(tally.reused.sum() + elsewhere, fresh, again, tally.skipped.sum());
    }

    private void count(ChunkWork work, StudyPlan plan) {
      if (matches.isPresent()) {
        count(matches.get(), work.todos(plan));
        return;
      }
      long untried = work.attempts().stream().filter(attempts -> attempts == 0).count();
      fresh += untried;
      again += work.size() - untried;
      work.todos(plan, MAX_LISTED - first.size()).forEach(todo -> first.add(todo.run()));
    }

    private void count(StoreMatches found, List<Todo> todos) {
      Set<Todo> left = new LinkedHashSet<>(todos);
      for (StoreMatches.Match match : found.find(todos)) {
        left.remove(match.todo());
        elsewhere++;
        if (match.stale()) {
          tally.stale.increment();
        }
      }
      for (Todo todo : left) {
        if (todo.attempts() == 0) {
          fresh++;
        } else {
          again++;
        }
        if (first.size() < MAX_LISTED) {
          first.add(todo.run());
        }
      }
    }
  }
}
