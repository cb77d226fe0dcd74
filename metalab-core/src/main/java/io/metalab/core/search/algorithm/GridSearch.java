package io.metalab.core.search.algorithm;

import io.metalab.api.search.Dimension;
import io.metalab.api.search.Evidence;
import io.metalab.api.search.SearchAlgorithm;
import io.metalab.api.search.SearchProblem;
import io.metalab.api.search.UnitSearch;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every value of each parameter with every other, the last parameter changing fastest. */
public final class GridSearch implements SearchAlgorithm {
  @Override
  public String name() {
    return "grid";
  }

  @Override
  public String description() {
    return "Every value with every other; ends once all were suggested.";
  }

  @Override
  public Map<String, String> settings() {
    return Map.of();
  }

  @Override
  public UnitSearch start(SearchProblem problem) {
    new Settings(name(), problem).requireNoBudget();
    List<Dimension> dimensions = problem.dimensions();
    for (Dimension dimension : dimensions) {
      if (dimension.levels() == 0) {
        throw Settings.invalid(
            "The search grid needs listed values, but %s has any number between its bounds. Maybe write {lin: [from, to, count]}."
                .formatted(dimension.name()));
      }
    }
    return new UnitSearch() {
      private final long[] next = new long[dimensions.size()];
      private boolean over;

      @Override
      public Optional<double[]> ask() {
        double[] point = point();
        while (!over && !isFirstOfItsKind(point)) {
          advance();
          point = point();
        }
        if (over) {
          return Optional.empty();
        }
        advance();
        return Optional.of(point);
      }

      /** What does not count at a point goes through its values once. */
      private boolean isFirstOfItsKind(double[] point) {
        for (int i = 0; i < next.length; i++) {
          if (next[i] > 0 && !problem.isActive(i, point)) {
            return false;
          }
        }
        return true;
      }

      private double[] point() {
        double[] point = new double[next.length];
        for (int i = 0; i < next.length; i++) {
          point[i] = dimensions.get(i).coordinate(next[i]);
        }
        return point;
      }

      private void advance() {
        int i = next.length - 1;
        while (i >= 0 && ++next[i] == dimensions.get(i).levels()) {
          next[i] = 0;
          i--;
        }
        over = i < 0;
      }

      @Override
      public void tell(double[] point, Evidence evidence) {
        // No result decides anything.
      }
    };
  }
}
