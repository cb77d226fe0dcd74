package io.metalab.core.run;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.DerivedMetric;
import io.metalab.api.Experiment;
import io.metalab.api.OperationSpec;
import io.metalab.api.ParamCase;
import io.metalab.api.ParamSource;
import io.metalab.api.Params;
import io.metalab.api.RunError;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DerivedMetricsTest {
  private static final RunId RUN = new RunId("%064x".formatted(1));

  private final FakeStore store = new FakeStore();

  private static Experiment experiment(Map<String, DerivedMetric> derived) {
    Experiment.Builder builder =
        Experiment.of("study", "1")
            .operation(OperationSpec.open("op"), (context, params, seeds, runtime, capture) -> null)
            .params(
                new ParamSource() {
                  @Override
                  public long size() {
                    return 1;
                  }

                  @Override
                  public ParamCase caseAt(long index) {
                    return ParamCase.of(Params.empty(), "only");
                  }

                  @Override
                  public String describe() {
                    return "one";
                  }
                });
    derived.forEach(builder::derived);
    return builder.build();
  }

  @BeforeEach
  void storeASuccessAndAFailure() {
    store.store(
        RunRecord.builder()
            .runId(RUN)
            .experimentId("study:1")
            .metrics(Map.of("loss", 4.0))
            .derived(Map.of("old", 1L))
            .build());
    store.store(
        RunRecord.failed(RunError.of("X", "x")).toBuilder()
            .runId(new RunId("%064x".formatted(2)))
            .experimentId("study:1")
            .build());
  }

  private static Map<String, DerivedMetric> root() {
    return Map.of("root", record -> Map.of("root", Math.sqrt(loss(record)), "old", 2));
  }

  private static double loss(RunRecord record) {
    return (double) requireNonNull(record.metrics().get("loss"));
  }

  private Map<String, Object> derived() {
    return store.findRunRecord(RUN).orElseThrow().derived();
  }

  @Test
  void addsWhatIsNotThereAndLeavesTheRest() {
    DerivedMetrics.Report report = DerivedMetrics.apply(experiment(root()), store, false);
    assertThat(report.runs()).isEqualTo(1);
    assertThat(report.updated()).isEqualTo(1);
    assertThat(derived()).containsEntry("root", 2.0).containsEntry("old", 1L);
    assertThat(DerivedMetrics.apply(experiment(root()), store, false).updated()).isZero();
  }

  @Test
  void overwritesOnRequest() {
    DerivedMetrics.apply(experiment(root()), store, true);
    assertThat(derived()).containsEntry("old", 2L);
  }

  @Test
  void reportsAndSkipsOneThatFailsAndKeepsTheOthers() {
    DerivedMetric fails =
        record -> {
          throw new IllegalStateException("no");
        };
    DerivedMetrics.Report report =
        DerivedMetrics.apply(
            experiment(
                Map.of(
                    "bad",
                    fails,
                    "odd",
                    r -> Map.of("o", new Object()),
                    "good",
                    r -> Map.of("g", true))),
            store,
            false);
    assertThat(report.problems())
        .extracting(DerivedMetrics.Problem::group)
        .containsExactlyInAnyOrder("bad", "odd");
    assertThat(derived()).containsEntry("g", true).doesNotContainKey("o");
  }

  @Test
  void computesOnTheFlyWithoutStoring() {
    RunRecord record = store.findRunRecord(RUN).orElseThrow();
    assertThat(DerivedMetrics.compute(experiment(root()), record).values())
        .containsEntry("root", 2.0);
    assertThat(derived()).doesNotContainKey("root");
  }
}
