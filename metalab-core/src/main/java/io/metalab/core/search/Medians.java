package io.metalab.core.search;

import io.metalab.api.PruneRule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The medians, by fold and step, of what the suggestions told so far have reported. */
final class Medians {
  private final PruneRule rule;
  private final List<SortedMap<Long, List<Double>>> sorted = new ArrayList<>();

  Medians(PruneRule rule, int folds) {
    this.rule = rule;
    for (int fold = 0; fold < folds; fold++) {
      sorted.add(new TreeMap<>());
    }
  }

  /** Takes the values by step that each fold of a suggestion has reported; none if it failed. */
  void add(List<SortedMap<Long, Double>> reports) {
    for (int fold = 0; fold < reports.size(); fold++) {
      SortedMap<Long, List<Double>> steps = sorted.get(fold);
      reports
          .get(fold)
          .forEach(
              (step, value) -> {
                List<Double> values = steps.computeIfAbsent(step, s -> new ArrayList<>());
                int place = Collections.binarySearch(values, value);
                values.add(place < 0 ? -place - 1 : place, value);
              });
    }
  }

  /** Returns the medians of a fold by step, of the steps that enough suggestions have reported. */
  SortedMap<Long, Double> bars(int fold) {
    SortedMap<Long, Double> bars = new TreeMap<>();
    sorted
        .get(fold)
        .tailMap(rule.warmup())
        .forEach(
            (step, values) -> {
              if (values.size() >= rule.start()) {
                bars.put(step, median(values));
              }
            });
    return bars;
  }

  private static double median(List<Double> values) {
    int half = values.size() / 2;
    return values.size() % 2 == 1
        ? values.get(half)
        : values.get(half - 1) / 2 + values.get(half) / 2;
  }
}
