package io.metalab.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metalab.api.ErrorCode;
import io.metalab.api.Experiment;
import io.metalab.api.Goal;
import io.metalab.api.MetalabException;
import io.metalab.api.Operation;
import io.metalab.api.OperationSpec;
import io.metalab.api.Params;
import io.metalab.api.SeedPlan;
import io.metalab.api.store.StoredDocument;
import io.metalab.core.json.Json;
import io.metalab.core.plan.StudyPlan;
import io.metalab.core.search.Search;
import io.metalab.core.search.SearchDriver;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class SearchEvidenceTest extends SearchFixture {
  private static List<Map<String, Object>> told(StudyPlan plan, FakeStore store) {
    String kind = "search-" + SearchDriver.of(plan, store).orElseThrow().id().substring(0, 16);
    return store.documents(kind).stream()
        .map(StoredDocument::text)
        .map(Json::parseObject)
        .filter(entry -> entry.containsKey("told"))
        .<Map<String, Object>>map(entry -> strings(entry.get("told")))
        .toList();
  }

  @SuppressWarnings("unchecked") // Objects of JSON have texts as keys.
  private static Map<String, Object> strings(Object object) {
    return (Map<String, Object>) object;
  }

  @Test
  void isTheMeanOverReplicatesAndFolds() {
    Operation sum =
        (context, params, seeds, runtime, capture) -> {
          capture.metric("loss", 10.0 * params.getLong("fold") + seeds.replicate());
          return null;
        };
    Search search =
        Search.of("random", 3, PLANE)
            .folds(List.of(Params.of("fold", 0), Params.of("fold", 1), Params.of("fold", 5)))
            .build();
    StudyPlan plan = plan(search, sum, SeedPlan.replicates(1, 4));
    FakeStore store = new FakeStore();

    StudyResult result = run(plan, store, 4);

    // The mean of 0, 10 and 50 is 20, that of replicates 0 to 3 is 1.5.
    assertThat(result.counts().ok()).isEqualTo(3 * 3 * 4);
    assertThat(told(plan, store))
        .allSatisfy(told -> assertThat(told.get("values")).isEqualTo(List.of(21.5)))
        .hasSize(2);
  }

  @Test
  void ofWhatIsToBeMaximizedIsNegated() {
    Operation one =
        (context, params, seeds, runtime, capture) -> {
          capture.metric("score", 7.5);
          return null;
        };
    Search search = Search.of("random", 2, PLANE).goals(List.of(new Goal("score", false))).build();
    StudyPlan plan = plan(search, one);
    FakeStore store = new FakeStore();
    run(plan, store, 1);

    assertThat(told(plan, store))
        .extracting(told -> told.get("values"))
        .containsExactly(List.of(-7.5));
  }

  @Test
  void tellsFailedFromDiverged() {
    Operation odd =
        (context, params, seeds, runtime, capture) -> {
          double x = params.getDouble("x");
          if (x < 0) {
            throw new IllegalStateException("negative");
          }
          capture.metric("loss", x < 2.5 ? Double.NaN : x);
          return null;
        };
    StudyPlan plan = plan(search("random", 30, 1), odd);
    FakeStore store = new FakeStore();
    run(plan, store, 1);

    assertThat(told(plan, store))
        .extracting(told -> told.get("outcome"))
        .contains("failed", "diverged", "valued");
  }

  @Test
  void ofNoValueAtAllEndsTheSearchWhichGoesOnOnceThatIsMended() {
    AtomicBoolean broken = new AtomicBoolean(true);
    Operation mended =
        (context, params, seeds, runtime, capture) -> {
          if (broken.get()) {
            throw new IllegalStateException("no disk");
          }
          capture.metric("loss", params.getDouble("x"));
          return null;
        };
    StudyPlan plan = plan(search("nelder_mead", 50, 2), mended);
    FakeStore store = new FakeStore();

    assertThatThrownBy(() -> run(plan, store, 2))
        .isInstanceOf(MetalabException.class)
        .hasMessageContaining("none of its first 20 suggestions has a value of loss")
        .hasMessageContaining("IllegalStateException: no disk");

    broken.set(false);
    StudyResult rest = run(plan, store, 2);
    assertThat(rest.ending()).isEqualTo(Ending.COMPLETE);
    assertThat(rest.counts().done()).isEqualTo(50);
    assertThat(told(plan, store)).extracting(told -> told.get("outcome")).contains("valued");
  }

  @Test
  void ofAMetricThatNeverComesEndsTheSearch() {
    Operation other =
        (context, params, seeds, runtime, capture) -> {
          capture.metric("accuracy", 1.0);
          return null;
        };

    assertThatThrownBy(() -> run(plan(search("random", 50, 4), other), new FakeStore(), 2))
        .isInstanceOf(MetalabException.class)
        .hasMessageContaining("has no number loss; its metrics are [accuracy]");
  }

  @Test
  void needsAGoal() {
    Experiment.Builder study =
        Experiment.of("search", "1")
            .operation(OperationSpec.open("bowl"), BOWL)
            .params(search("random", 5, 1));

    assertThatThrownBy(study::build)
        .isInstanceOfSatisfying(
            MetalabException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_STUDY))
        .hasMessageContaining("A search needs a goal");
  }
}
