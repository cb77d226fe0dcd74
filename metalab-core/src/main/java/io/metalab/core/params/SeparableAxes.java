package io.metalab.core.params;

import io.metalab.api.ParamSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Recognises sweeps whose points are all combinations of the values of independent parameters, so
 * that what depends on one value alone can be computed once per value and not once per point.
 */
public final class SeparableAxes {
  private SeparableAxes() {}

  /**
   * Returns the number of values of each parameter, the last parameter changing fastest, or empty
   * if the source is not of this kind or gives a parameter twice.
   */
  public static Optional<Map<String, Integer>> sizes(ParamSource source) {
    Map<String, Integer> sizes = new LinkedHashMap<>();
    return collect(source, sizes) ? Optional.of(sizes) : Optional.empty();
  }

  private static boolean collect(ParamSource source, Map<String, Integer> sizes) {
    if (source instanceof GridSource grid) {
      return grid.axes().stream()
          .allMatch(
              axis ->
                  !NestedParams.isPath(axis.name()) // it may change another parameter
                      && sizes.putIfAbsent(axis.name(), axis.size()) == null);
    }
    if (source instanceof ProductSource product) {
      return product.parts().stream().allMatch(part -> collect(part, sizes));
    }
    if (source instanceof ConstantsSource constants) {
      return constants.constants().names().stream()
              .allMatch(name -> sizes.putIfAbsent(name, 1) == null)
          && collect(constants.source(), sizes);
    }
    return false;
  }
}
