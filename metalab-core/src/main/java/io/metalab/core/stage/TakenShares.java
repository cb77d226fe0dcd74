package io.metalab.core.stage;

import io.metalab.api.RunId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Ranks the runs that a stage may take and shares them out among its points.
 *
 * <p>Lists are in the order of their content, never in that in which runs ended, so that equal
 * results make equal ids.
 */
final class TakenShares {
  private final String stage;
  private final Take take;
  private final List<TakenRun> runs;
  private final Set<String> blockedPoints;

  /**
   * Prepares to share.
   *
   * @param stage the stage that takes
   * @param runs the successful runs in the order of their plan
   * @param blockedPoints the points of which some run failed
   */
  TakenShares(String stage, Take take, List<TakenRun> runs, Set<String> blockedPoints) {
    this.stage = stage;
    this.take = take;
    this.runs = runs;
    this.blockedPoints = blockedPoints;
  }

  /** The runs of one point and their rank. */
  private record Share(List<TakenRun> runs, double score) {}

  /**
   * Returns what each point takes.
   *
   * @param pending how many runs have not come to an end
   * @param failed how many runs failed
   * @param blockedBefore how many runs have no ids since others failed
   * @param runsPerPoint how many replicates each point has
   * @param blocking some of the runs that failed
   */
  TakenRuns shared(
      long pending, long failed, long blockedBefore, int runsPerPoint, List<RunId> blocking) {
    boolean runByRun = take.mode() == Take.Mode.EACH || take.mode() == Take.Mode.ALL;
    long more = runByRun ? pending : points(pending, runsPerPoint);
    long blocked =
        runByRun
            ? failed + blockedBefore
            : blockedPoints.size() + points(blockedBefore, runsPerPoint);
    long here = runByRun ? runs.size() : points().size();
    if (take.needsAll() && pending + blocked > 0) {
      long wanted = take.mode() == Take.Mode.ALL ? 1 : Math.min(take.top(), here + more + blocked);
      return pending > 0
          ? new TakenRuns(List.of(), wanted, 0, List.of())
          : new TakenRuns(List.of(), 0, wanted, blocking);
    }
    return pending > 0 && !runByRun
        ? new TakenRuns(List.of(), here + more, 0, List.of())
        : new TakenRuns(groups(), more, blocked, blocking);
  }

  /** Returns how many points so many runs are of. */
  private static long points(long runs, int runsPerPoint) {
    return (runs + runsPerPoint - 1) / runsPerPoint;
  }

  private Map<String, List<TakenRun>> points() {
    Map<String, List<TakenRun>> points = new LinkedHashMap<>();
    runs.forEach(run -> points.computeIfAbsent(run.point(), key -> new ArrayList<>()).add(run));
    points.keySet().removeAll(blockedPoints);
    return points;
  }

  private List<TakenRuns.Group> groups() {
    return switch (take.mode()) {
      case EACH ->
          grouped(best(runs.stream().map(run -> new Share(List.of(run), run.score())).toList()));
      case BEST -> grouped(best(points().values().stream().map(this::bestOf).toList()));
      case FOLDED -> grouped(best(points().values().stream().map(TakenShares::folded).toList()));
      case ALL -> {
        List<TakenRun> all =
            best(runs.stream().map(run -> new Share(List.of(run), run.score())).toList()).stream()
                .flatMap(share -> share.runs().stream())
                .toList();
        yield all.isEmpty() ? List.of() : List.of(listed(all));
      }
    };
  }

  private List<TakenRuns.Group> grouped(List<Share> shares) {
    return shares.stream()
        .map(
            share ->
                take.mode() == Take.Mode.FOLDED
                    ? listed(share.runs())
                    : new TakenRuns.Group(label(share.runs()), share.runs().get(0).values()))
        .toList();
  }

  /** Keeps the best, in order, where that is asked for. */
  private List<Share> best(List<Share> shares) {
    if (!take.ranks() || shares.isEmpty()) {
      return shares;
    }
    List<Share> ranked =
        new ArrayList<>(shares.stream().filter(share -> Double.isFinite(share.score())).toList());
    if (ranked.isEmpty()) {
      throw new StageException(
          stage,
          "The stage '%s' takes the best of '%s' by the metric '%s', of which none of its %d successful runs has a finite value."
              .formatted(stage, take.stage(), take.by().metric(), runs.size()),
          "");
    }
    if (take.top() == 0) {
      return ranked;
    }
    ranked.sort(byScore().thenComparing(share -> share.runs().get(0).runId()));
    return ranked.subList(0, Math.min(take.top(), ranked.size()));
  }

  private Comparator<Share> byScore() {
    Comparator<Share> ascending = Comparator.comparingDouble(Share::score);
    return take.by().minimize() ? ascending : ascending.reversed();
  }

  private Share bestOf(List<TakenRun> replicates) {
    Comparator<TakenRun> ascending = Comparator.comparingDouble(TakenRun::score);
    return replicates.stream()
        .filter(run -> Double.isFinite(run.score()))
        .min(
            (take.by().minimize() ? ascending : ascending.reversed())
                .thenComparing(TakenRun::runId))
        .map(run -> new Share(List.of(run), run.score()))
        .orElse(new Share(replicates, Double.NaN));
  }

  private static Share folded(List<TakenRun> replicates) {
    double mean =
        replicates.stream()
            .mapToDouble(TakenRun::score)
            .filter(Double::isFinite)
            .average()
            .orElse(Double.NaN);
    return new Share(replicates, mean);
  }

  private static TakenRuns.Group listed(List<TakenRun> runs) {
    List<TakenRun> ordered = ContentOrder.sorted(runs);
    int wanted = ordered.get(0).values().size();
    List<List<@Nullable Object>> columns =
        IntStream.range(0, wanted)
            .mapToObj(
                i -> {
                  List<@Nullable Object> column = new ArrayList<>(ordered.size());
                  ordered.forEach(run -> column.add(run.values().get(i)));
                  return column;
                })
            .toList();
    return new TakenRuns.Group(label(ordered), columns);
  }

  private static String label(List<TakenRun> runs) {
    String first = runs.get(0).runId().shortHex();
    return runs.size() == 1 ? first : first + "+" + (runs.size() - 1);
  }
}
