package io.metalab.core.results;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metalab.api.DerivedMetric;
import io.metalab.api.ErrorCode;
import io.metalab.api.Experiment;
import io.metalab.api.MetalabException;
import io.metalab.api.OperationSpec;
import io.metalab.api.Params;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.store.Store;
import io.metalab.core.params.ParamSources;
import io.metalab.testkit.InMemoryStore;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DerivedUpdateTest {
  private static final int SUCCESSES = 300;

  private final InMemoryStore store = new InMemoryStore();

  private static Experiment experiment(Map<String, DerivedMetric> derived) {
    Experiment.Builder builder =
        Experiment.of("toy", "1")
            .operation(OperationSpec.open("op"), (context, params, seeds, runtime, capture) -> null)
            .params(ParamSources.single());
    derived.forEach(builder::derived);
    return builder.build();
  }

  private static Map<String, DerivedMetric> root() {
    return Map.of("loss", record -> Map.of("root", Math.sqrt(loss(record)), "is_loss", true));
  }

  private static double loss(RunRecord record) {
    return (double) requireNonNull(record.metrics().get("loss"));
  }

  private void fill() {
    for (int i = 0; i < SUCCESSES; i++) {
      store
          .putRunRecord(
              Records.success(i, Params.of("x", i), Map.of("loss", (double) i * i))
                  .derived(Map.of("old", 1L))
                  .build())
          .join();
    }
    store.putRunRecord(Records.failure(SUCCESSES, Params.empty(), "X", "no").build()).join();
  }

  private Map<String, Object> derived(int number) {
    return store.findRunRecord(Records.id(number)).orElseThrow().derived();
  }

  @Test
  void storesWhatIsDerivedOfEachSuccessBesideWhatIsThere() {
    fill();
    assertThat(DerivedUpdate.apply(experiment(root()), store).updated()).isEqualTo(SUCCESSES);
    for (int i = 0; i < SUCCESSES; i++) {
      assertThat(derived(i))
          .isEqualTo(Map.of("old", 1L, "loss.root", (double) i, "loss.is_loss", true));
    }
    assertThat(derived(SUCCESSES)).isEmpty();
  }

  @Test
  void writesNothingThatIsStoredAlready() {
    fill();
    DerivedUpdate.apply(experiment(root()), store);
    assertThat(DerivedUpdate.apply(experiment(root()), store)).isEqualTo(DerivedUpdate.NONE);
  }

  @Test
  void replacesWhatIsComputedOtherwiseNow() {
    fill();
    DerivedUpdate.apply(experiment(root()), store);
    DerivedUpdate update =
        DerivedUpdate.apply(experiment(Map.of("loss", r -> Map.of("root", 7))), store);
    assertThat(update.updated()).isEqualTo(SUCCESSES);
    assertThat(derived(3)).containsEntry("loss.root", 7L).containsEntry("loss.is_loss", true);
  }

  @Test
  void tellsOfAGroupThatFailsAndKeepsTheOthers() {
    fill();
    DerivedMetric fails =
        record -> {
          if (loss(record) >= 4) {
            throw new IllegalStateException("no root of " + record.runId().shortHex());
          }
          return Map.of("small", true);
        };
    DerivedUpdate update =
        DerivedUpdate.apply(
            experiment(
                Map.of("bad", fails, "odd", r -> Map.of("o", 1.5f), "good", r -> Map.of("g", 1))),
            store);
    assertThat(update.problems())
        .anySatisfy(
            problem -> {
              assertThat(problem.group()).isEqualTo("bad");
              assertThat(problem.runs()).isEqualTo(SUCCESSES - 2);
              RunId example = Records.id(2);
              assertThat(problem.example()).isEqualTo(example);
              assertThat(problem.message()).contains("no root of " + example.shortHex());
            })
        .anySatisfy(
            problem -> assertThat(problem.message()).contains("The derived metric o (1.5) must be"))
        .hasSize(2);
    assertThat(derived(1)).containsEntry("bad.small", true).containsEntry("good.g", 1L);
    assertThat(derived(5)).containsEntry("good.g", 1L).doesNotContainKey("bad.small");
  }

  @Test
  void failsWithTheStore() {
    InMemoryStore full =
        new InMemoryStore() {
          @Override
          public synchronized void putDerived(RunId runId, Map<String, Object> derived) {
            throw new MetalabException(ErrorCode.STORE_UNUSABLE, "The disk is full.");
          }
        };
    full.putRunRecord(Records.success(1, Params.empty(), Map.of("loss", 4.0)).build()).join();
    assertThatThrownBy(() -> DerivedUpdate.apply(experiment(root()), full))
        .hasMessage("The disk is full.");
  }

  @Test
  void needsAStoreThatTakesThem() {
    Store plain =
        (Store)
            Proxy.newProxyInstance(
                Store.class.getClassLoader(),
                new Class<?>[] {Store.class},
                (proxy, method, arguments) -> "plain:");
    assertThatThrownBy(() -> DerivedUpdate.apply(experiment(root()), plain))
        .hasMessageContaining("The store plain: takes no derived metrics");
    assertThat(DerivedUpdate.apply(experiment(Map.of()), plain)).isEqualTo(DerivedUpdate.NONE);
  }
}
