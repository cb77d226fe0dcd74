package io.metalab.core.search;

import static java.util.Objects.requireNonNull;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.Params;
import io.metalab.api.search.Dimension;
import io.metalab.core.params.Distribution;
import io.metalab.core.where.Where;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The points that a search may suggest: axes, some of which are there at a value of another alone,
 * and a condition. Immutable; coordinates are in the order of the names.
 */
public final class SearchSpace {
  private final List<SearchAxis> axes;
  private final List<Dimension> dimensions;
  private final String where;
  private final Predicate<Params> test;

  private SearchSpace(List<SearchAxis> axes, String where, Predicate<Params> test) {
    this.axes = axes;
    this.dimensions = dimensions(axes);
    this.where = where;
    this.test = test;
  }

  /**
   * Returns a space.
   *
   * @throws MetalabException with {@code INVALID_STUDY} if there is no axis, two have one name, or
   *     one depends on a value that is not there
   */
  public static SearchSpace of(List<SearchAxis> axes) {
    List<SearchAxis> sorted = new ArrayList<>(axes);
    sorted.sort(Comparator.comparing(SearchAxis::name));
    return new SearchSpace(List.copyOf(sorted), "", params -> true);
  }

  /** Returns the space of axes that all points have. */
  public static SearchSpace of(Map<String, ? extends Distribution> axes) {
    return of(
        axes.entrySet().stream()
            .map(axis -> SearchAxis.of(axis.getKey(), axis.getValue()))
            .toList());
  }

  /**
   * Returns the points of this space that meet a condition.
   *
   * @param condition in the language of sweeps, over the parameters of this space
   * @throws MetalabException with {@code INVALID_FILTER} if it does not parse or names another
   *     parameter
   */
  public SearchSpace where(String condition) {
    return new SearchSpace(axes, condition, Where.overParams(condition, names()));
  }

  private static List<Dimension> dimensions(List<SearchAxis> axes) {
    if (axes.isEmpty()) {
      throw invalid("A search needs at least one parameter.");
    }
    Map<String, Integer> places = new TreeMap<>();
    for (SearchAxis axis : axes) {
      if (places.put(axis.name(), places.size()) != null) {
        throw invalid("The parameter %s is searched twice.".formatted(axis.name()));
      }
    }
    List<Dimension> dimensions = new ArrayList<>();
    for (SearchAxis axis : axes) {
      int parent = axis.parent().isEmpty() ? -1 : places.getOrDefault(axis.parent(), -1);
      if (!axis.parent().isEmpty() && (parent < 0 || !axes.get(parent).parent().isEmpty())) {
        throw invalid(
            "The parameter %s depends on %s, which is not a parameter that all points have."
                .formatted(axis.name(), axis.parent()));
      }
      long level = parent < 0 ? 0 : level(axes.get(parent), axis);
      dimensions.add(new Dimension(axis.name(), axis.kind(), axis.levels(), parent, level));
    }
    return List.copyOf(dimensions);
  }

  private static long level(SearchAxis parent, SearchAxis child) {
    if (parent.values() instanceof Distribution.Choice choice) {
      int level = choice.values().indexOf(child.parentValue());
      if (level >= 0) {
        return level;
      }
    }
    throw invalid(
        "The parameter %s is there when %s is %s, which it never is."
            .formatted(child.name(), parent.name(), child.parentValue()));
  }

  /** Returns the axes in the order of the coordinates. */
  public List<SearchAxis> axes() {
    return axes;
  }

  /** Returns the coordinates, as algorithms see them. */
  public List<Dimension> dimensions() {
    return dimensions;
  }

  /** Returns the condition as it was written, or empty. */
  public String where() {
    return where;
  }

  /** Returns the names of all parameters. */
  public List<String> names() {
    return axes.stream().map(SearchAxis::name).toList();
  }

  /** Returns the values of a point of the unit cube. */
  Params at(double[] point) {
    requireNonNull(point, "point");
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (int i = 0; i < axes.size(); i++) {
      if (isActive(i, point)) {
        values.put(axes.get(i).name(), axes.get(i).values().quantile(point[i]));
      }
    }
    return Params.copyOf(values);
  }

  private boolean isActive(int axis, double[] point) {
    Dimension own = dimensions.get(axis);
    return own.parent() < 0
        || dimensions.get(own.parent()).level(point[own.parent()]) == own.parentLevel();
  }

  /** Returns whether params meet the condition. */
  boolean admits(Params params) {
    return test.test(params);
  }

  /** Returns the parameters as a sentence names them. */
  String describe() {
    return axes.stream().map(SearchAxis::name).collect(Collectors.joining(", "));
  }

  private static MetalabException invalid(String message) {
    return new MetalabException(ErrorCode.INVALID_STUDY, message);
  }
}
