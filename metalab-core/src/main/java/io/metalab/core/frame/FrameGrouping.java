package io.metalab.core.frame;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs in groups, with statistics over each. Immutable.
 *
 * <p>All runs of the question are counted. Metrics and derived metrics are taken from successes
 * alone; the other runs of a group are its excluded ones.
 */
public final class FrameGrouping {
  private final FrameQuery query;
  private final Optional<List<String>> fields;
  private final List<Double> probabilities;

  /**
   * Creates groups.
   *
   * @param fields what makes a group; empty for all params and, if there are several, the study
   */
  FrameGrouping(FrameQuery query, Optional<List<String>> fields, List<Double> probabilities) {
    this.query = query;
    this.fields = fields.map(List::copyOf);
    this.probabilities = List.copyOf(probabilities);
  }

  /**
   * Adds quantiles to the statistics, by the seventh definition of Hyndman and Fan: linear between
   * the order statistics, the k-th of n standing for the probability {@code (k-1)/(n-1)}. It is
   * that of R and NumPy.
   *
   * @param newProbabilities from 0 to 1; 0.5 is the median
   * @throws IllegalArgumentException if one is not
   */
  public FrameGrouping quantiles(double... newProbabilities) {
    for (double probability : newProbabilities) {
      if (!(probability >= 0 && probability <= 1)) {
        throw new IllegalArgumentException(
            "The probability (%s) must be from 0 to 1.".formatted(probability));
      }
    }
    return new FrameGrouping(
        query, fields, Arrays.stream(newProbabilities).boxed().distinct().toList());
  }

  /**
   * Returns the groups, ordered by their keys.
   *
   * @param metrics fields with numbers; all numeric metrics if none is named
   * @throws io.metalab.core.where.FilterException if a field is unknown or ambiguous, or a metric
   *     is never a number
   */
  public List<Group> aggregate(List<String> metrics) {
    // All at once, since each further look would read all records again.
    List<String> names = new ArrayList<>(fields.orElse(List.of("params.*")));
    names.addAll(metrics.isEmpty() ? List.of("metrics.*") : metrics);
    View view = query.view(names);
    List<String> keys =
        fields.isPresent()
            ? fields.get().stream().map(view::require).toList()
            : query.configuration(view);
    List<String> values = view.numeric(metrics);
    Grouper grouper = new Grouper(view, keys);
    Map<String, List<Statistic>> statistics = new LinkedHashMap<>();
    for (String value : values) {
      statistics.put(value, new Moments(view, grouper, value).statistics(probabilities));
    }
    long[] runs = count(view, grouper, "record.id");
    long[] successes = count(view, grouper, "metrics.");
    List<Group> groups = new ArrayList<>(grouper.count());
    for (int group : grouper.inOrder()) {
      Map<String, @Nullable Object> key = new LinkedHashMap<>();
      List<@Nullable Object> parts = grouper.key(group);
      for (int i = 0; i < parts.size(); i++) {
        key.put(keys.get(i), parts.get(i));
      }
      Map<String, Statistic> ofGroup = new LinkedHashMap<>();
      statistics.forEach((metric, all) -> ofGroup.put(metric, all.get(group)));
      groups.add(new Group(key, runs[group], runs[group] - successes[group], ofGroup));
    }
    return groups;
  }

  /** Returns the groups, ordered by their keys; see {@link #aggregate(List)}. */
  public List<Group> aggregate(String... metrics) {
    return aggregate(Arrays.asList(metrics));
  }

  private static long[] count(View view, Grouper grouper, String field) {
    long[] counts = new long[grouper.count()];
    for (int page = 0; page < view.data().pages(); page++) {
      long[] counted = view.counted(page, field);
      int[] groups = grouper.groups(page);
      for (int word = 0; word < Bits.WORDS; word++) {
        for (long bits = counted[word]; bits != 0; bits &= bits - 1) {
          counts[groups[word * Long.SIZE + Long.numberOfTrailingZeros(bits)]]++;
        }
      }
    }
    return counts;
  }
}
