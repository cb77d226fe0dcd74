package io.metalab.core.stage;

import io.metalab.api.Experiment;
import io.metalab.api.Params;
import io.metalab.api.StageValue;
import io.metalab.api.search.AdaptiveParamSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds and replaces the values that earlier stages give. */
public final class StageValues {
  /** Points of a sweep beyond these take nothing that none of the first ones takes. */
  static final int POINTS_LOOKED_AT = 1_000;

  private StageValues() {}

  /** Returns whether a value is one that an earlier stage gives, or holds one. */
  public static boolean isIn(@Nullable Object value) {
    Set<StageValue> found = new LinkedHashSet<>();
    add(value, found);
    return !found.isEmpty();
  }

  /** Returns whether an experiment takes values of earlier stages. */
  public static boolean takes(Experiment experiment) {
    return !of(experiment).isEmpty();
  }

  /** Returns what an experiment takes from earlier stages, in its context and its first points. */
  static Set<StageValue> of(Experiment experiment) {
    Set<StageValue> found = inContext(experiment);
    if (experiment.params() instanceof AdaptiveParamSource) {
      return found; // Its points are known once it is under way; see StageChecks.
    }
    long points = Math.min(POINTS_LOOKED_AT, experiment.params().size());
    for (long i = 0; i < points; i++) {
      add(experiment.params().caseAt(i).params().asMap(), found);
    }
    return found;
  }

  /** Returns what the context of an experiment takes from earlier stages. */
  static Set<StageValue> inContext(Experiment experiment) {
    Set<StageValue> found = new LinkedHashSet<>();
    add(experiment.context().values().asMap(), found);
    return found;
  }

  private static void add(@Nullable Object value, Set<StageValue> found) {
    if (value instanceof StageValue taken) {
      found.add(taken);
    } else if (value instanceof List<?> list) {
      list.forEach(inner -> add(inner, found));
    } else if (value instanceof Map<?, ?> map) {
      map.values().forEach(inner -> add(inner, found));
    }
  }

  /** Returns params with each value of a stage replaced; the same object if there is none. */
  static Params replace(Params params, Function<StageValue, @Nullable Object> replacement) {
    Map<String, @Nullable Object> replaced = null;
    for (Map.Entry<String, @Nullable Object> entry : params.asMap().entrySet()) {
      Object before = entry.getValue();
      Object after = replace(before, replacement);
      if (after != before) {
        replaced = replaced == null ? new LinkedHashMap<>(params.asMap()) : replaced;
        replaced.put(entry.getKey(), after);
      }
    }
    return replaced == null ? params : Params.copyOf(replaced);
  }

  private static @Nullable Object replace(
      @Nullable Object value, Function<StageValue, @Nullable Object> replacement) {
    if (value instanceof StageValue taken) {
      return replacement.apply(taken);
    }
    if (value instanceof List<?> list && isIn(list)) {
      List<@Nullable Object> copy = new ArrayList<>(list.size());
      list.forEach(inner -> copy.add(replace(inner, replacement)));
      return copy;
    }
    if (value instanceof Map<?, ?> map && isIn(map)) {
      Map<Object, @Nullable Object> copy = new LinkedHashMap<>();
      map.forEach((key, inner) -> copy.put(key, replace(inner, replacement)));
      return copy;
    }
    return value;
  }
}
