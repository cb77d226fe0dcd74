package io.metalab.core.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metalab.api.Goal;
import io.metalab.api.ParamCase;
import io.metalab.api.Params;
import io.metalab.api.search.Dimension;
import io.metalab.core.params.Distribution;
import io.metalab.core.search.Search;
import io.metalab.core.search.SearchAxis;
import io.metalab.core.search.SearchSpace;
import io.metalab.core.search.TieBreaker;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchSectionTest {
  private static final String GOAL = "goal: {metric: loss, minimize: true}\n";

  @TempDir Path directory;
  private Studies studies;

  @BeforeEach
  void open() {
    studies = new Studies(directory);
  }

  private Search search(String text, String... overrides) {
    return (Search) studies.readOpen(GOAL + text, overrides).experiment().params();
  }

  @Test
  void readsEveryKey() {
    Search search =
        search(
            """
            params: {data: x}
            search:
              algorithm: tpe
              n: 50
              batch: 4
              seed: 7
              space:
                rate: {loguniform: [1e-4, 1]}
                width: {int: [16, 128]}
                layers: [1, 2, 4]
                kernel: [rbf, linear]
              when: {optimizer: {adam: {beta: {uniform: [0, 1]}}, sgd: }}
              where: "rate < 0.5"
              folds: {fold: [0, 1, 2]}
              settings: {start: 5}
              ties: [param_l1]
            """);

    assertThat(search)
        .isEqualTo(
            Search.of(
                    "tpe",
                    50,
                    SearchSpace.of(
                            List.of(
                                SearchAxis.of("rate", new Distribution.LogUniform(1e-4, 1)),
                                SearchAxis.of("width", new Distribution.IntegerRange(16, 128)),
                                SearchAxis.of(
                                    "layers", new Distribution.Choice(List.of(1L, 2L, 4L))),
                                SearchAxis.of(
                                    "kernel", new Distribution.Choice(List.of("rbf", "linear"))),
                                SearchAxis.of(
                                    "optimizer", new Distribution.Choice(List.of("adam", "sgd"))),
                                SearchAxis.of("beta", new Distribution.Uniform(0, 1))
                                    .when("optimizer", "adam")))
                        .where("rate < 0.5"))
                .batch(4)
                .seed(7)
                .folds(List.of(Params.of("fold", 0), Params.of("fold", 1), Params.of("fold", 2)))
                .settings(Params.of("start", 5))
                .constants(Params.of("data", "x"))
                .ties(List.of(TieBreaker.PARAM_L1))
                .build());
  }

  @Test
  void tellsListsOfNumbersFromCategories() {
    assertThat(
            search("search: {algorithm: tpe, n: 5, space: {a: [1, 2], b: [x, y]}}")
                .space()
                .dimensions())
        .extracting(Dimension::kind)
        .containsExactly(Dimension.Kind.ORDERED, Dimension.Kind.CATEGORY);
  }

  @Test
  void readsBudgetsAndGoals() {
    Search asha =
        search(
            "search: {algorithm: asha, n: 9, space: {e: {budget: [1, 3]}, x: {lin: [0, 1, 5]}}}");
    Search front =
        search(
            "search: {algorithm: nsga2, n: 9, space: {x: {uniform: [0, 1]}}, goals:"
                + " [{metric: a, minimize: true}, {metric: b, maximize: true}]}");

    assertThat(asha.space().dimensions().get(0))
        .isEqualTo(new Dimension("e", Dimension.Kind.BUDGET, 2, -1, 0));
    assertThat(front.goals()).containsExactly(new Goal("a", true), new Goal("b", false));
  }

  @Test
  void aParameterThatIsSetIsNotSearched() {
    Search search =
        search(
            "search: {algorithm: random, n: 2, batch: 2, space: {x: {uniform: [0, 1]}, y: [1, 2]}}",
            "x=0.5");

    assertThat(search.space().names()).containsExactly("y");
    assertThat(search.stream().map(ParamCase::params))
        .allSatisfy(point -> assertThat(point.getDouble("x")).isEqualTo(0.5));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '"',
      value = {
        "{n: 5, space: {x: [1]}} ~ search needs 'algorithm'",
        "{algorithm: tpe, space: {x: [1]}} ~ search needs 'n'",
        "{algorithm: tpe, n: 0, space: {x: [1]}} ~ search.n must be an integer of at least 1",
        "{algorithm: tpe, n: 5, batch: 0, space: {x: [1]}} ~ search.batch must be an integer of",
        "{algorithm: tpe, n: 5} ~ A search needs at least one parameter.",
        "{algorithm: tpee, n: 5, space: {x: [1]}} ~ Did you mean 'tpe'?",
        "{algorithm: tpe, n: 5, space: {x: {uniform: [2, 1]}}} ~ range from 2 to 1",
        "{algorithm: tpe, n: 5, space: {x: {normal: [0, 1]}}} ~ has no bounds",
        "{algorithm: nelder_mead, n: 5, space: {x: [a, b]}} ~ needs numbers, but x",
        "{algorithm: tpe, n: 5, space: {x: [1]}, where: 'z > 1'} ~ there is no field 'z'",
        "{algorithm: tpe, n: 5, space: {x: [1]}, settings: {strat: 5}} ~ Did you mean 'start'?",
        "{algorithm: tpe, n: 5, space: {x: [1]}, settings: {start: 0}} ~ must be a number in [1,",
        "{algorithm: tpe, n: 5, space: {x: [1]}, ties: [std]} ~ no tie-breaker 'std'",
        "{algorithm: tpe, n: 5, space: {x: [1]}, folds: {a: [1], b: [2]}} ~ values of one",
        "{algorithm: tpe, n: 5, space: {x: [1]}, goals: [{metric: a}]} ~ either minimize or"
      })
  void saysWhatIsWrongAndWhere(String search, String problem) {
    assertThatThrownBy(() -> search("search: " + search))
        .isInstanceOf(StudyFileException.class)
        .hasMessageContaining(problem)
        .hasMessageContaining("study.yaml:5:");
  }

  @Test
  void refusesASweepBesidesAndAStudyWithoutGoal() {
    String search = "search: {algorithm: tpe, n: 5, space: {x: [1]}}\n";

    assertThatThrownBy(() -> search(search + "sweep: {grid: {y: [1, 2]}}"))
        .hasMessageContaining("a study has either a sweep or a search");
    assertThatThrownBy(() -> studies.readOpen(search))
        .hasMessageContaining("A search needs a goal");
    assertThatThrownBy(
            () -> search(search + "seeds: {base: 1, replicates: 9, until: {halfwidth: 1}}"))
        .hasMessageContaining("it has no rule that ends them early");
  }
}
