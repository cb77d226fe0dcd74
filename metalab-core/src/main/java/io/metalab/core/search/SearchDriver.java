package io.metalab.core.search;

import io.metalab.api.ErrorCode;
import io.metalab.api.Goal;
import io.metalab.api.MetalabException;
import io.metalab.api.ParamCase;
import io.metalab.api.PruneRule;
import io.metalab.api.Pruning;
import io.metalab.api.RunId;
import io.metalab.api.search.AdaptiveParamSource;
import io.metalab.api.search.AskTell;
import io.metalab.api.search.Evidence;
import io.metalab.api.store.Store;
import io.metalab.core.params.DecidedPoints;
import io.metalab.core.plan.PlannedRun;
import io.metalab.core.plan.StudyPlan;
import io.metalab.core.search.SuggestionEntry.Told;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Decides upon the suggestions of a plan's search: replays the log, then asks for further ones as
 * results come, each of which is in the log before anybody sees it.
 *
 * <p>Belongs to one thread; only {@link #over} may be called by others.
 */
public final class SearchDriver {
  /** A search that has no value after so many suggestions stops. */
  public static final int MOST_WITHOUT_VALUE = 20;

  private final AdaptiveParamSource search;
  private final Store store;
  private final List<Goal> goals;
  private final SearchLog log;
  private final DecidedPoints points;
  private final StudyPlan plan;
  private final int runs;
  private final boolean writes;
  private final BitSet over = new BitSet();
  private final SearchScore score;
  private final PruneRule prune;
  private final Medians medians;
  private final AskTell asked;
  private List<SuggestionEntry> logged = List.of();
  private String previous;
  private long decided;
  private long told;
  private boolean ended;

  private SearchDriver(
      StudyPlan declared, AdaptiveParamSource search, Store store, boolean writes) {
    this.search = search;
    this.store = store;
    this.goals = search.goals().isEmpty() ? List.of(declared.experiment().goal()) : search.goals();
    this.score = new SearchScore(goals);
    this.prune = declared.experiment().prune();
    this.medians = new Medians(prune, search.folds());
    this.log = SearchLog.of(declared, search, store);
    this.previous = log.id();
    this.points = new DecidedPoints(search.describe(), log.id(), search.size());
    this.plan = declared.withParams(points);
    this.runs = search.folds() * declared.experiment().seeds().runsPerPoint();
    this.writes = writes;
    this.asked = search.start(goals.size());
  }

  /**
   * Returns what drives the search of a plan; empty if it has none.
   *
   * @throws MetalabException with {@code INVALID_STUDY} if the store holds the log of another
   *     search of the same study
   */
  public static Optional<SearchDriver> of(StudyPlan plan, Store store) {
    Optional<SearchDriver> driver = driver(plan, store, true);
    driver.ifPresent(SearchDriver::check);
    return driver;
  }

  /** Returns what tells, without writing, how far the search of a plan is; empty if it has none. */
  public static Optional<SearchDriver> reader(StudyPlan plan, Store store) {
    Optional<SearchDriver> driver = driver(plan, store, false);
    driver.ifPresent(SearchDriver::load);
    return driver;
  }

  private static Optional<SearchDriver> driver(StudyPlan plan, Store store, boolean writes) {
    return plan.experiment().params() instanceof AdaptiveParamSource search
        ? Optional.of(new SearchDriver(plan, search, store, writes))
        : Optional.empty();
  }

  /**
   * Checks that the store holds no log of another search of the same study.
   *
   * @throws MetalabException with {@code INVALID_STUDY} if it does
   */
  public void check() {
    log.check();
  }

  /** Reads the log; a driver that writes has to be the only one by then. */
  public void begin() {
    log.begin();
    load();
  }

  private void load() {
    logged = log.read();
  }

  /** Returns the digest of what decides the suggestions. */
  public String id() {
    return log.id();
  }

  /** Returns the plan, of which the runs of the suggestions are known that were decided upon. */
  public StudyPlan plan() {
    return plan;
  }

  /** Returns how many runs each suggestion has. */
  public int runsPerSuggestion() {
    return runs;
  }

  /** Returns how many suggestions were decided upon. */
  public long decided() {
    return decided;
  }

  /** Returns how many runs may yet be asked for that are not known. */
  public long mayStillAsk() {
    return ended ? 0 : undecided();
  }

  /** Returns how many runs were never asked for, since the search ended by itself. */
  public long neverAsked() {
    return ended ? undecided() : 0;
  }

  private long undecided() {
    return plan.size() - decided * runs;
  }

  /** Says that all runs of a suggestion have come to an end; may be called by any thread. */
  public void over(long suggestion) {
    synchronized (over) {
      over.set(Math.toIntExact(suggestion));
      over.notifyAll();
    }
  }

  /**
   * Decides upon the next suggestion, once the results are there that it depends on.
   *
   * @return whether there is one; not if the search is over or runs it depends on were cancelled
   * @throws InterruptedException if the thread is interrupted while it waits
   * @throws MetalabException with {@code INVALID_STUDY} if no suggestion has a value so far
   */
  public boolean next() throws InterruptedException {
    long needed = decided - search.batch();
    if (needed >= 0 && decided >= logged.size()) {
      synchronized (over) {
        while (!over.get((int) needed)) {
          over.wait();
        }
      }
    }
    return nextKnown();
  }

  /** Decides upon the next suggestion if the results are there that it depends on. */
  public boolean nextKnown() {
    if (ended || decided >= search.budget()) {
      ended = true;
      return false;
    }
    Optional<Told> result = Optional.empty();
    if (decided >= search.batch()) {
      result = result(decided - search.batch());
      if (result.isEmpty()) {
        return false;
      }
      asked.tell(result.get().evidence());
      medians.add(result.get().reports());
      told++;
    }
    Optional<List<ParamCase>> cases = asked.ask();
    if (cases.isEmpty()) {
      ended = true;
      return false;
    }
    add(cases.get());
    decided++;
    keep(cases.get(), result);
    return true;
  }

  /** Adds the points of a suggestion, each with the medians that its runs are compared with. */
  private void add(List<ParamCase> cases) {
    for (int fold = 0; fold < cases.size(); fold++) {
      ParamCase point = cases.get(fold);
      points.add(
          prune.hasMedian()
              ? point.withPruning(Pruning.of(prune, goals.get(0), medians.bars(fold)))
              : point);
    }
  }

  /** Returns the runs that are known, having decided upon what can be. */
  KnownRuns known() {
    while (nextKnown()) {
      // Each is kept as it comes.
    }
    return new KnownRuns(plan.withParams(points.known()), mayStillAsk());
  }

  /** Returns how far the search is, having decided upon what is known. */
  SearchProgress progress() {
    while (nextKnown()) {
      // Each is kept as it comes.
    }
    long trailing = 0;
    for (long suggestion = told; suggestion < decided; suggestion++) {
      Optional<SuggestionResults> results = SuggestionResults.read(store, goals, ids(suggestion));
      if (results.isPresent()) {
        trailing++;
        score.add(results.get().evidence(suggestion));
      }
    }
    return new SearchProgress(
        search.describe(),
        search.budget(),
        search.batch(),
        decided,
        told + trailing,
        score.valued(),
        ended,
        goals,
        score.best(
            number -> plan.experiment().params().caseAt(number * search.folds()).params(),
            Search.ties(search),
            number -> SuggestionResults.deviation(store, goals, ids(number))));
  }

  private List<RunId> ids(long suggestion) {
    return LongStream.range(suggestion * runs, (suggestion + 1) * runs)
        .mapToObj(plan::runAt)
        .map(PlannedRun::runId)
        .toList();
  }

  private Optional<Told> result(long suggestion) {
    if (decided < logged.size()) {
      Optional<Told> known = logged.get((int) decided).told();
      known.ifPresent(result -> score.add(result.evidence()));
      return known;
    }
    Optional<SuggestionResults> results = SuggestionResults.read(store, goals, ids(suggestion));
    if (results.isEmpty()) {
      return Optional.empty();
    }
    Evidence evidence = results.get().evidence(suggestion);
    score.add(evidence);
    if (score.valued() == 0 && writes && suggestion + 1 >= MOST_WITHOUT_VALUE) {
      throw new MetalabException(
          ErrorCode.INVALID_STUDY,
          """
          The search stops: none of its first %d suggestions has a value of %s. Of the last one, %s.
          Maybe correct the operation, the goal or the bounds, then resume the study.\
          """
              .formatted(
                  suggestion + 1,
                  goals.stream().map(Goal::metric).collect(Collectors.joining(" and ")),
                  results.get().problem()));
    }
    return Optional.of(
        new Told(
            evidence,
            prune.hasMedian() ? results.get().reports(store, search.folds()) : List.of()));
  }

  /** Writes the suggestion, or checks that it is the one that was written. */
  private void keep(List<ParamCase> cases, Optional<Told> result) {
    long number = decided - 1;
    List<RunId> ids = ids(number);
    SuggestionEntry entry =
        new SuggestionEntry(
            number, previous, cases.stream().map(ParamCase::params).toList(), ids, result);
    if (number < logged.size()) {
      if (!logged.get((int) number).runs().equals(ids)) {
        throw new MetalabException(
            ErrorCode.INVALID_STUDY,
            """
            Suggestion %d of the search is another one than the store's log has, although the same was told before it.
            Maybe the algorithm has changed: give the study another version.\
            """
                .formatted(number));
      }
      previous = entry.digest();
    } else {
      previous = writes ? log.append(entry) : entry.digest();
    }
  }
}
