package io.metalab.core.plan;

import static java.util.Objects.requireNonNull;

import io.metalab.api.RunStatus;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Why the runs of a plan are new or known.
 *
 * @param experimentId what is planned
 * @param runs number of planned runs
 * @param looked how many of them were looked up, from the first on
 * @param byStatus how many of those the store holds, by status
 * @param against the stored experiment that the plan was compared with, or empty if there is none
 * @param finished when the latest run compared with ended; the epoch if there is none
 * @param compared how many planned runs the differences are counted in; all of them or an even
 *     sample
 * @param differences what makes planned runs new; empty if nothing but combinations is new
 */
public record PlanExplanation(
    String experimentId,
    long runs,
    long looked,
    Map<RunStatus, Long> byStatus,
    String against,
    Instant finished,
    long compared,
    List<Difference> differences) {
  private static final List<String> PARTS =
      List.of("experiment", "operation", "context", "params", "seed");

  public PlanExplanation {
    requireNonNull(experimentId, "experimentId");
    Map<RunStatus, Long> copy = new EnumMap<>(RunStatus.class);
    copy.putAll(byStatus);
    byStatus = Collections.unmodifiableMap(copy);
    requireNonNull(against, "against");
    requireNonNull(finished, "finished");
    differences = List.copyOf(differences);
  }

  /** Returns how many of the runs that were looked up have succeeded before. */
  public long reusable() {
    return byStatus.getOrDefault(RunStatus.SUCCESS, 0L);
  }

  /** Returns the difference at a path. */
  public Optional<Difference> find(String path) {
    return differences.stream().filter(difference -> difference.path().equals(path)).findFirst();
  }

  /** Returns the parts of the identity, such as {@code params}, without any difference. */
  public List<String> same() {
    return PARTS.stream()
        .filter(part -> differences.stream().noneMatch(d -> part.equals(partOf(d.path()))))
        .toList();
  }

  private static String partOf(String path) {
    int end = 0;
    while (end < path.length() && Character.isLetter(path.charAt(end))) {
      end++;
    }
    return path.substring(0, end);
  }
}
