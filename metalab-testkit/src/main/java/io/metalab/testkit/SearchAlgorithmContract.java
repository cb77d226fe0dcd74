package io.metalab.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.Params;
import io.metalab.api.SeedBundle;
import io.metalab.api.search.Dimension;
import io.metalab.api.search.Evidence;
import io.metalab.api.search.SearchAlgorithm;
import io.metalab.api.search.SearchProblem;
import io.metalab.api.search.UnitSearch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * What every {@link SearchAlgorithm} does: equal evidence leads to equal points, which lie in the
 * unit cube, with any batch and whatever fails.
 */
public abstract class SearchAlgorithmContract {
  private static final int SUGGESTIONS = 300;

  /** Returns the algorithm. */
  protected abstract SearchAlgorithm algorithm();

  /** Returns dimensions that it searches; two ordered ones until this is overridden. */
  protected List<Dimension> dimensions() {
    return List.of(
        new Dimension("x", Dimension.Kind.ORDERED, 0, -1, 0),
        new Dimension("y", Dimension.Kind.ORDERED, 5, -1, 0));
  }

  private interface Result {
    Evidence of(long suggestion, double[] point);
  }

  private static Evidence bowl(long suggestion, double[] point) {
    return Evidence.of(suggestion, Arrays.stream(point).map(u -> (u - 0.3) * (u - 0.3)).sum());
  }

  private List<double[]> points(int batch, long seed, Result result) {
    UnitSearch search =
        algorithm()
            .start(new SearchProblem(dimensions(), 1, batch, SeedBundle.of(seed), Params.empty()));
    List<double[]> points = new ArrayList<>();
    for (int k = 0; k < SUGGESTIONS; k++) {
      if (k >= batch) {
        double[] told = points.get(k - batch);
        search.tell(told.clone(), result.of(k - batch, told));
      }
      Optional<double[]> asked = search.ask();
      if (asked.isEmpty()) {
        break;
      }
      points.add(asked.get().clone());
    }
    return points;
  }

  @Test
  void hasAShortLowerCaseNameAndSaysWhatItDoes() {
    assertThat(algorithm().name()).matches("[a-z][a-z0-9_.-]{0,31}");
    assertThat(algorithm().description()).isNotBlank();
    assertThat(algorithm().settings().values()).allSatisfy(text -> assertThat(text).isNotBlank());
  }

  @Test
  void suggestsTheSamePointsOnTheSameEvidence() {
    for (int batch : new int[] {1, 3, 16}) {
      assertThat(points(batch, 7, SearchAlgorithmContract::bowl))
          .usingElementComparator(Arrays::compare)
          .containsExactlyElementsOf(points(batch, 7, SearchAlgorithmContract::bowl));
    }
  }

  @Test
  void staysInTheUnitCube() {
    for (int batch : new int[] {1, 16}) {
      assertThat(points(batch, 7, SearchAlgorithmContract::bowl))
          .isNotEmpty()
          .allSatisfy(
              point -> {
                assertThat(point).hasSize(dimensions().size());
                assertThat(Arrays.stream(point)).allMatch(u -> u >= 0 && u <= 1);
              });
    }
  }

  @Test
  void goesOnWhateverFails() {
    List<double[]> allFail =
        points(2, 7, (k, point) -> Evidence.without(k, Evidence.Outcome.FAILED));
    List<double[]> someFail =
        points(
            2,
            7,
            (k, point) ->
                k % 3 == 0 ? Evidence.without(k, Evidence.Outcome.DIVERGED) : bowl(k, point));

    assertThat(allFail).hasSize(SUGGESTIONS);
    assertThat(someFail).hasSize(SUGGESTIONS);
  }
}
