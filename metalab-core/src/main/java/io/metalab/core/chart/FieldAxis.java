package io.metalab.core.chart;

import io.metalab.capture.plot.Axis;
import io.metalab.capture.plot.Scale;
import io.metalab.core.json.ValueText;
import io.metalab.core.where.FieldNames;
import io.metalab.core.where.SortKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An axis for the values of a field: of numbers, or with a place for each other value. */
final class FieldAxis {
  private final Axis axis;
  private final Map<Object, Integer> places = new HashMap<>();

  private FieldAxis(
      String field, Collection<?> values, Optional<Scale> asked, Set<String> log, boolean named) {
    Set<Object> distinct = new LinkedHashSet<>(values);
    distinct.removeIf(Objects::isNull);
    String label = FieldNames.bare(field);
    if (!named && distinct.stream().allMatch(Number.class::isInstance)) {
      Scale scale =
          Scales.of(
              asked,
              field,
              log,
              distinct.stream().mapToDouble(value -> ((Number) value).doubleValue()));
      axis = Axis.of(label, scale);
    } else {
      List<Object> ordered = new ArrayList<>(distinct);
      ordered.sort(new SortKey(field, false).order());
      ordered.forEach(value -> places.put(value, places.size()));
      axis = Axis.categories(label, ordered.stream().map(ValueText::plain).toList());
    }
  }

  /** Returns an axis that has a place for each of some values. */
  static FieldAxis of(
      String field, Collection<?> values, Optional<Scale> asked, Set<String> logarithmic) {
    return new FieldAxis(field, values, asked, logarithmic, false);
  }

  /** Returns an axis that has a place of equal width for each of some values. */
  static FieldAxis named(String field, Collection<?> values) {
    return new FieldAxis(field, values, Optional.empty(), Set.of(), true);
  }

  Axis axis() {
    return axis;
  }

  /** Returns where a value stands; NaN if it is missing. */
  double place(@Nullable Object value) {
    if (value == null) {
      return Double.NaN;
    }
    Integer place = places.get(value);
    return place != null
        ? place
        : value instanceof Number number ? number.doubleValue() : Double.NaN;
  }
}
