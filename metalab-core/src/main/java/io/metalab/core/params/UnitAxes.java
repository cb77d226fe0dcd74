package io.metalab.core.params;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.Params;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Parameters whose values are the quantiles of a point of the unit cube. Immutable.
 *
 * <p>Coordinates belong to the parameters in the order of their names, so that points depend
 * neither on the order of the declaration nor on that of a map.
 */
final class UnitAxes {
  private final Map<String, Distribution> distributions;
  private final List<String> names;

  UnitAxes(Map<String, ? extends Distribution> distributions) {
    if (distributions.isEmpty()) {
      throw new MetalabException(
          ErrorCode.INVALID_STUDY, "A design of experiments needs at least one parameter.");
    }
    this.distributions = Collections.unmodifiableMap(new LinkedHashMap<>(distributions));
    this.names = List.copyOf(new TreeSet<>(distributions.keySet()));
  }

  /** Returns the distributions in the order of their declaration. */
  Map<String, Distribution> distributions() {
    return distributions;
  }

  /** Returns the names in the order of the coordinates. */
  List<String> names() {
    return names;
  }

  int size() {
    return names.size();
  }

  /** Returns the values of a point, in the order of the declaration. */
  Params at(double[] point) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    distributions.keySet().forEach(name -> values.put(name, null));
    for (int i = 0; i < point.length; i++) {
      values.put(names.get(i), distribution(i).quantile(point[i]));
    }
    return Params.copyOf(values);
  }

  /** Returns one line such as {@code sobol lr, width (256)}. */
  String describe(String kind, String size) {
    return "%s %s (%s)".formatted(kind, String.join(", ", distributions.keySet()), size);
  }

  private Distribution distribution(int coordinate) {
    Distribution found = distributions.get(names.get(coordinate));
    if (found == null) {
      throw new IllegalStateException("The axis %s is gone.".formatted(names.get(coordinate)));
    }
    return found;
  }
}
