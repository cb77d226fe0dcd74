package io.metalab.core.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Counts, leaf by leaf, the planned runs that have what no stored run has, or lack what each has.
 */
final class LeafCounts {
  private static final int MOST_SHOWN = 5;

  private final Map<String, Set<String>> stored = new LinkedHashMap<>();
  private final Map<String, Integer> storedTimes = new LinkedHashMap<>();
  private final Map<String, Set<String>> news = new LinkedHashMap<>();
  private final Map<String, Long> changes = new LinkedHashMap<>();
  private int storedRuns;

  /** Adds a stored run; all of them come before the first planned one. */
  void addStored(Map<String, String> leaves) {
    storedRuns++;
    leaves.forEach(
        (path, text) -> {
          stored.computeIfAbsent(path, p -> new LinkedHashSet<>()).add(text);
          storedTimes.merge(path, 1, Integer::sum);
        });
  }

  void addPlanned(Map<String, String> leaves) {
    leaves.forEach(
        (path, text) -> {
          if (!stored.getOrDefault(path, Set.of()).contains(text)) {
            news.computeIfAbsent(path, p -> new LinkedHashSet<>()).add(text);
            changes.merge(path, 1L, Long::sum);
          }
        });
    storedTimes.forEach(
        (path, times) -> {
          if (times == storedRuns && !leaves.containsKey(path)) {
            changes.merge(path, 1L, Long::sum);
          }
        });
  }

  /** Returns the leaves that make planned runs new, those that change most runs first. */
  List<Difference> differences() {
    List<Difference> differences = new ArrayList<>();
    changes.forEach(
        (path, count) ->
            differences.add(
                new Difference(
                    path,
                    first(stored.getOrDefault(path, Set.of())),
                    first(news.getOrDefault(path, Set.of())),
                    count,
                    "")));
    differences.sort((a, b) -> Long.compare(b.changes(), a.changes()));
    return differences;
  }

  private static List<String> first(Set<String> texts) {
    return texts.stream().limit(MOST_SHOWN).toList();
  }
}
