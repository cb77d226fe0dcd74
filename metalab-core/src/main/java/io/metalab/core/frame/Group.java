package io.metalab.core.frame;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs with equal values of some fields.
 *
 * @param key the values by full name of the field, null where missing
 * @param runs number of runs
 * @param excluded how many of them are not successes, whose metrics are not counted
 * @param statistics by full name of the field
 */
public record Group(
    Map<String, @Nullable Object> key,
    long runs,
    long excluded,
    Map<String, Statistic> statistics) {
  public Group {
    key = Collections.unmodifiableMap(new LinkedHashMap<>(key));
    statistics = Collections.unmodifiableMap(new LinkedHashMap<>(statistics));
  }

  /**
   * Returns the statistic of a field.
   *
   * @param field its full name
   * @throws IllegalArgumentException if it was not asked for
   */
  public Statistic statistic(String field) {
    Statistic statistic = statistics.get(field);
    if (statistic == null) {
      throw new IllegalArgumentException(
          "There is no statistic of '%s', only of %s.".formatted(field, statistics.keySet()));
    }
    return statistic;
  }
}
