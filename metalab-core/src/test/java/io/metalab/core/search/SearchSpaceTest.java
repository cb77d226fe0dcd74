package io.metalab.core.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metalab.api.Params;
import io.metalab.api.search.AskTell;
import io.metalab.api.search.Dimension;
import io.metalab.api.search.Evidence;
import io.metalab.core.json.Json;
import io.metalab.core.params.Distribution;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SearchSpaceTest {
  private static final SearchSpace MODELS =
      SearchSpace.of(
          List.of(
              SearchAxis.of("rate", new Distribution.LogUniform(1e-4, 1)),
              SearchAxis.of("layers", new Distribution.IntegerRange(1, 4)),
              SearchAxis.of("optimizer", new Distribution.Choice(List.of("adam", "sgd"))),
              SearchAxis.of("momentum", new Distribution.Uniform(0, 1)).when("optimizer", "sgd")));

  private static List<Params> suggestions(Search search, int count) {
    AskTell asked = search.start(1);
    List<Params> points = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      points.add(asked.ask().orElseThrow().get(0).params());
      asked.tell(Evidence.of(k, k));
    }
    return points;
  }

  @Test
  void hasCoordinatesInTheOrderOfTheNames() {
    assertThat(MODELS.dimensions())
        .extracting(Dimension::name)
        .containsExactly("layers", "momentum", "optimizer", "rate");
    assertThat(MODELS.at(new double[] {0.3, 0.25, 0.9, 1}))
        .isEqualTo(Params.of("layers", 2, "momentum", 0.25, "optimizer", "sgd", "rate", 1.0));
  }

  @Test
  void leavesOutWhatBelongsToAnotherValue() {
    assertThat(MODELS.at(new double[] {1, 0.25, 0.1, 0}))
        .isEqualTo(Params.of("layers", 4, "optimizer", "adam", "rate", 1e-4));
  }

  @Test
  void drawsPointsAgainThatBreakTheConditionInTheSameWayEachTime() {
    SearchSpace corner =
        SearchSpace.of(
                Map.of("x", new Distribution.Uniform(0, 1), "y", new Distribution.Uniform(0, 1)))
            .where("x + y < 0.5");
    Search search = Search.of("random", 200, corner).seed(5).build();

    List<Params> points = suggestions(search, 200);

    assertThat(points)
        .allSatisfy(
            point -> assertThat(point.getDouble("x") + point.getDouble("y")).isLessThan(0.5))
        .doesNotHaveDuplicates()
        .isEqualTo(suggestions(search, 200));
  }

  @Test
  void refusesAConditionThatNothingMeets() {
    SearchSpace empty = SearchSpace.of(Map.of("x", new Distribution.Uniform(0, 1))).where("x > 2");

    assertThatThrownBy(() -> suggestions(Search.of("random", 5, empty).build(), 1))
        .hasMessageContaining(
            "None of 10000 points drawn meets the condition of the search: x > 2");
  }

  @Test
  void refusesWhatHasNoBoundsOrIsGivenTwice() {
    assertThatThrownBy(() -> SearchAxis.of("x", new Distribution.Normal(0, 1)))
        .hasMessageContaining("The axis x of a search has no bounds");
    assertThatThrownBy(() -> SearchAxis.budget("epochs", List.of(9, 3)))
        .hasMessageContaining("each greater than the one before; 3 is not");
    assertThatThrownBy(
            () ->
                SearchSpace.of(
                    List.of(SearchAxis.of("x", new Distribution.Uniform(0, 1)).when("kind", "a"))))
        .hasMessageContaining("depends on kind, which is not a parameter that all points have");
    assertThatThrownBy(() -> Search.of("random", 5, MODELS).constants(Params.of("rate", 1)).build())
        .hasMessageContaining("rate is both searched and set otherwise");
  }

  @Test
  void isTheSameAfterAWayThroughJson() {
    Search search =
        Search.of("tpe", 30, MODELS.where("layers < 4"))
            .batch(3)
            .seed(9)
            .settings(Params.of("start", 5))
            .folds(List.of(Params.of("fold", 0), Params.of("fold", 1)))
            .constants(Params.of("data", "x"))
            .build();

    Search read =
        SearchCodec.decode(
            Json.parseObject(Json.write(SearchCodec.encode(search).orElseThrow())),
            getClass().getClassLoader());

    assertThat(read).isEqualTo(search).hasSameHashCodeAs(search);
    assertThat(suggestions(read, 30)).isEqualTo(suggestions(search, 30));
  }
}
