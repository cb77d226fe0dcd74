package io.metalab.core.search.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metalab.api.ParamCase;
import io.metalab.api.Params;
import io.metalab.api.search.AskTell;
import io.metalab.core.params.Distribution;
import io.metalab.core.search.Search;
import io.metalab.core.search.SearchAxis;
import io.metalab.core.search.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GridSearchTest {
  private static List<Params> all(SearchSpace space) {
    AskTell search = Search.of("grid", 100, space).build().start(1);
    List<Params> points = new ArrayList<>();
    for (Optional<List<ParamCase>> asked = search.ask(); asked.isPresent(); asked = search.ask()) {
      points.add(asked.get().get(0).params());
    }
    return points;
  }

  @Test
  void suggestsEveryValueWithEveryOtherAndEnds() {
    assertThat(
            all(
                SearchSpace.of(
                    Map.of(
                        "a",
                        new Distribution.Choice(List.of("x", "y")),
                        "b",
                        new Distribution.IntegerRange(1, 2)))))
        .containsExactly(
            Params.of("a", "x", "b", 1),
            Params.of("a", "x", "b", 2),
            Params.of("a", "y", "b", 1),
            Params.of("a", "y", "b", 2));
  }

  @Test
  void goesOnceThroughWhatDependsOnAnother() {
    assertThat(
            all(
                SearchSpace.of(
                    List.of(
                        SearchAxis.of("kind", new Distribution.Choice(List.of("flat", "deep"))),
                        SearchAxis.of("depth", new Distribution.IntegerRange(2, 4))
                            .when("kind", "deep")))))
        .containsExactlyInAnyOrder(
            Params.of("kind", "flat"),
            Params.of("kind", "deep", "depth", 2),
            Params.of("kind", "deep", "depth", 3),
            Params.of("kind", "deep", "depth", 4));
  }

  @Test
  void needsListedValues() {
    assertThatThrownBy(() -> all(SearchSpace.of(Map.of("x", new Distribution.Uniform(0, 1)))))
        .hasMessageContaining("needs listed values, but x has any number");
  }

  @Test
  void sweepsOfDymadHaveTheirNames() {
    for (String name :
        List.of("nelder_mead_like", "multi_start_nelder_mead", "batch_pattern_search", "grid")) {
      SearchSpace space =
          SearchSpace.of(Map.of("lr", new Distribution.Choice(List.of(0.1, 0.01, 0.001))));
      assertThat(Search.of(name, 5, space).build().algorithm().name())
          .isIn("nelder_mead", "pattern", "grid");
    }
  }
}
