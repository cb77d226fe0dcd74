package io.metalab.core.identity;

import io.metalab.api.Pruning;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What may stop a run, as plain JSON: {@code {"bars":[[1,0.5],…],"delta":0,"minimize":true,
 * "patience":0}}, the bars in the order of the steps.
 */
public final class PruningForm {
  private PruningForm() {}

  /** Returns the plain form. */
  public static Map<String, Object> of(Pruning pruning) {
    Map<String, Object> form = new LinkedHashMap<>();
    form.put("bars", points(pruning.bars()));
    form.put("delta", pruning.delta());
    form.put("minimize", pruning.minimize());
    form.put("patience", (long) pruning.patience());
    return form;
  }

  /**
   * Reads a plain form.
   *
   * @param counts whether others are compared with the run, which no identity tells
   * @throws IllegalArgumentException if it is none
   */
  public static Pruning read(Map<String, ?> form, boolean counts) {
    if (form.get("minimize") instanceof Boolean minimize
        && form.get("patience") instanceof Number patience
        && form.get("delta") instanceof Number delta) {
      return new Pruning(
          minimize, points(form.get("bars")), patience.intValue(), delta.doubleValue(), counts);
    }
    throw malformed(form);
  }

  /** Returns values by step as a list of pairs. */
  public static List<List<Object>> points(SortedMap<Long, Double> values) {
    List<List<Object>> points = new ArrayList<>(values.size());
    values.forEach((step, value) -> points.add(List.of(step, value)));
    return points;
  }

  /**
   * Reads pairs.
   *
   * @throws IllegalArgumentException if they are none
   */
  public static SortedMap<Long, Double> points(@Nullable Object form) {
    SortedMap<Long, Double> values = new TreeMap<>();
    if (!(form instanceof List<?> points)) {
      throw malformed(form);
    }
    for (Object point : points) {
      if (point instanceof List<?> pair
          && pair.size() == 2
          && pair.get(0) instanceof Number step
          && pair.get(1) instanceof Number value) {
        values.put(step.longValue(), value.doubleValue());
      } else {
        throw malformed(form);
      }
    }
    return values;
  }

  private static IllegalArgumentException malformed(@Nullable Object form) {
    return new IllegalArgumentException("What prunes a run (%s) is malformed.".formatted(form));
  }
}
