package io.metalab.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.Goal;
import io.metalab.api.Operation;
import io.metalab.api.Params;
import io.metalab.api.SeedPlan;
import io.metalab.api.search.Evidence;
import io.metalab.api.search.SearchAlgorithm;
import io.metalab.api.search.SearchProblem;
import io.metalab.api.search.UnitSearch;
import io.metalab.core.params.Distribution;
import io.metalab.core.plan.StudyPlan;
import io.metalab.core.search.Search;
import io.metalab.core.search.SearchProgress;
import io.metalab.core.search.SearchProgress.Suggestion;
import io.metalab.core.search.SearchSpace;
import io.metalab.core.search.TieBreaker;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SearchProgressTest extends SearchFixture {
  private static final SearchSpace LISTED =
      SearchSpace.of(Map.of("x", new Distribution.Choice(List.of(9, 5, 7, 1))));

  /** The mean over two replicates is 1, but for x = 1, and the deviation grows with 10 - x. */
  private static final Operation EQUAL_MEANS =
      (context, params, seeds, runtime, capture) -> {
        long x = params.getLong("x");
        double away = (10 - x) * (seeds.replicate() == 0 ? 1 : -1);
        capture.metric("loss", (x == 1 ? 2 : 1) + away);
        return null;
      };

  private static long best(TieBreaker... ties) {
    StudyPlan plan =
        plan(
            Search.of("grid", 9, LISTED).ties(List.of(ties)).build(),
            EQUAL_MEANS,
            SeedPlan.replicates(1, 2));
    FakeStore store = new FakeStore();
    run(plan, store, 2);
    List<Suggestion> best = SearchProgress.of(plan, store).orElseThrow().best();
    assertThat(best).hasSize(1);
    return best.get(0).params().getLong("x");
  }

  @Test
  void ofEqualValuesTheOneComesFirstThatTheTieBreakersSay() {
    assertThat(best(TieBreaker.COMBO_INDEX)).isEqualTo(9);
    assertThat(best(TieBreaker.PARAM_L1)).isEqualTo(5);
    assertThat(best(TieBreaker.STD_METRIC)).isEqualTo(9);
  }

  /** Suggests the points of a row until it may no longer. */
  private static final class Row implements SearchAlgorithm {
    private boolean over;

    @Override
    public String name() {
      return "row";
    }

    @Override
    public String description() {
      return "One point after the other.";
    }

    @Override
    public Map<String, String> settings() {
      return Map.of();
    }

    @Override
    public UnitSearch start(SearchProblem problem) {
      return new UnitSearch() {
        private int next;

        @Override
        public Optional<double[]> ask() {
          assertThat(over).as("asked for a suggestion that is known").isFalse();
          return Optional.of(new double[] {next++ / 10.0});
        }

        @Override
        public void tell(double[] point, Evidence evidence) {}
      };
    }
  }

  @Test
  void isToldByTheLogWithoutAskingTheAlgorithmAgain() {
    Row row = new Row();
    SearchSpace line = SearchSpace.of(Map.of("x", new Distribution.Uniform(0, 10)));
    Operation distance =
        (context, params, seeds, runtime, capture) -> {
          capture.metric("loss", Math.abs(params.getDouble("x") - 3));
          return null;
        };
    StudyPlan plan = plan(Search.of(row, 8, line).batch(2).build(), distance);
    FakeStore store = new FakeStore();
    run(plan, store, 2);
    row.over = true;

    SearchProgress progress = SearchProgress.of(plan, store).orElseThrow();

    assertThat(progress.decided()).isEqualTo(8);
    assertThat(progress.results()).isEqualTo(8);
    assertThat(progress.valued()).isEqualTo(8);
    assertThat(progress.ended()).isTrue();
    assertThat(progress.best())
        .containsExactly(new Suggestion(3, Params.of("x", 3.0), List.of(0.0)));
  }

  @Test
  void ofSeveralGoalsTheFrontIsTheBest() {
    Operation two =
        (context, params, seeds, runtime, capture) -> {
          long x = params.getLong("x");
          capture.metrics(Map.of("cost", x, "gain", x == 7 ? 2 : x));
          return null;
        };
    StudyPlan plan =
        plan(
            Search.of("nsga2", 40, LISTED)
                .goals(List.of(new Goal("cost", true), new Goal("gain", false)))
                .build(),
            two);
    FakeStore store = new FakeStore();
    run(plan, store, 2);

    SearchProgress progress = SearchProgress.of(plan, store).orElseThrow();

    // 7 costs more than 5 and gains less.
    assertThat(progress.best())
        .extracting(Suggestion::params)
        .containsExactly(Params.of("x", 1), Params.of("x", 5), Params.of("x", 9));
    assertThat(progress.best().get(2).values()).containsExactly(9.0, 9.0);
    assertThat(progress.ended()).isTrue();
    assertThat(progress.valued()).isEqualTo(40);
  }
}
