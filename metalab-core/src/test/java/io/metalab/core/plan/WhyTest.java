package io.metalab.core.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metalab.api.ContextSpec;
import io.metalab.api.ErrorCode;
import io.metalab.api.Experiment;
import io.metalab.api.FileValue;
import io.metalab.api.MetalabException;
import io.metalab.api.OperationSpec;
import io.metalab.api.ParamSource;
import io.metalab.api.Params;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.SeedPlan;
import io.metalab.api.store.Store;
import io.metalab.core.identity.FileDigests;
import io.metalab.core.json.CanonicalJson;
import io.metalab.core.params.ParamSources;
import io.metalab.testkit.InMemoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WhyTest {
  private static final Instant DAY = Instant.parse("2026-11-19T10:00:00Z");

  @TempDir private Path directory;
  private final Store store = new InMemoryStore();

  @BeforeEach
  void writeData() throws IOException {
    Files.writeString(directory.resolve("kp.npz"), "first");
  }

  @Test
  void saysThatEveryRunCanBeReused() {
    StudyPlan plan = plan(study());
    execute(plan);
    PlanExplanation why = Why.explain(plan, store);
    assertThat(why.runs()).isEqualTo(8);
    assertThat(why.reusable()).isEqualTo(8);
    assertThat(why.differences()).isEmpty();
    assertThat(why.same()).containsExactly("experiment", "operation", "context", "params", "seed");
    assertThat(why.against()).isEqualTo("koopman:0.1");
    assertThat(why.finished()).isEqualTo(DAY.plusSeconds(7));
  }

  @Test
  void saysThatNothingWasStoredBefore() {
    PlanExplanation why = Why.explain(plan(study()), store);
    assertThat(why.against()).isEmpty();
    assertThat(why.reusable()).isZero();
    assertThat(why.differences()).isEmpty();
  }

  @Test
  void namesAFileWhoseContentChanged() throws IOException {
    execute(plan(study()));
    Files.writeString(directory.resolve("kp.npz"), "second");
    PlanExplanation why = Why.explain(plan(study()), store);
    assertThat(why.reusable()).isZero();
    assertThat(why.differences())
        .containsExactly(
            new Difference(
                "context.dataset",
                List.of("sha256 " + CanonicalJson.sha256("first")),
                List.of("sha256 " + CanonicalJson.sha256("second")),
                8,
                directory.resolve("kp.npz") + " (6 B)"));
    assertThat(why.same()).containsExactly("experiment", "operation", "params", "seed");
  }

  @Test
  void namesANewVersionOfTheStudyAndOfTheOperation() {
    execute(plan(study()));
    PlanExplanation why = Why.explain(plan(study("koopman", "0.2", "2")), store);
    assertThat(why.differences())
        .containsExactly(
            new Difference(
                "experiment", List.of("\"koopman:0.1\""), List.of("\"koopman:0.2\""), 8, ""),
            new Difference("operation", List.of("\"train@1\""), List.of("\"train@2\""), 8, ""));
  }

  @Test
  void countsTheRunsThatANewValueMakes() {
    execute(plan(study()));
    Experiment wider =
        builder("koopman", "0.1", "1")
            .params(grid(List.of(0.1, 0.2, 0.3), List.of(16, 32)))
            .seeds(SeedPlan.replicates(42, 2))
            .build();
    PlanExplanation why = Why.explain(plan(wider), store);
    assertThat(why.runs()).isEqualTo(12);
    assertThat(why.reusable()).isEqualTo(8);
    assertThat(why.differences())
        .containsExactly(new Difference("params.lr", List.of("0.1", "0.2"), List.of("0.3"), 4, ""));
  }

  @Test
  void namesParametersThatCameAndWentAndOtherSeeds() {
    execute(plan(study()));
    Experiment other =
        builder("koopman", "0.1", "1")
            .params(
                ParamSources.constants(
                    Params.of("dropout", 0.5), ParamSources.grid(Map.of("lr", List.of(0.1)))))
            .seeds(SeedPlan.single(7))
            .build();
    PlanExplanation why = Why.explain(plan(other), store);
    assertThat(why.find("params.dropout"))
        .contains(new Difference("params.dropout", List.of(), List.of("0.5"), 1, ""));
    assertThat(why.find("params.width"))
        .contains(new Difference("params.width", List.of("16", "32"), List.of(), 1, ""));
    assertThat(why.find("seed.root"))
        .contains(new Difference("seed.root", List.of("\"42\""), List.of("\"7\""), 1, ""));
    assertThat(why.find("seed.replicate"))
        .contains(new Difference("seed.replicate", List.of("0", "1"), List.of(), 1, ""));
    assertThat(why.find("params.lr")).isEmpty();
  }

  @Test
  void comparesWithTheNearestContextEvenIfAnotherCameLater() throws IOException {
    execute(plan(study()));
    Files.writeString(directory.resolve("kp.npz"), "second");
    execute(plan(study()));
    Files.writeString(directory.resolve("kp.npz"), "first");
    assertThat(Why.explain(plan(study()), store).differences()).isEmpty();
  }

  @Test
  void comparesWithANamedExperimentOrRun() {
    StudyPlan other = plan(study("other", "1", "1"));
    execute(other);
    StudyPlan plan = plan(study());
    assertThat(Why.explain(plan, store).against()).isEmpty();
    assertThat(Why.explain(plan, store, "other:1").differences())
        .extracting(Difference::path)
        .containsExactly("experiment");
    assertThat(Why.explain(plan, store, other.runAt(0).runId()).find("params.lr"))
        .contains(new Difference("params.lr", List.of("0.1"), List.of("0.2"), 4, ""));
    assertNotFound(() -> Why.explain(plan, store, "absent:1"), "absent:1");
    assertNotFound(() -> Why.explain(plan, store, RunId.DRAFT), RunId.DRAFT.hex());
  }

  @Test
  void explainsARunLeafByLeafWithItsNearestNeighbour() {
    StudyPlan plan = plan(study());
    execute(plan);
    RunExplanation why = Why.explain(plan.runAt(5).runId(), store);
    assertThat(why.identity()).isEqualTo(plan.runAt(5).identity());
    assertThat(why.leaves())
        .containsExactly(
            Map.entry("experiment", "\"koopman:0.1\""),
            Map.entry("operation", "\"train@1\""),
            Map.entry("context.dataset", "sha256 " + CanonicalJson.sha256("first")),
            Map.entry("context.normalize.mean", "true"),
            Map.entry("params.lr", "0.2"),
            Map.entry("params.width", "16"),
            Map.entry("seed.replicate", "1"),
            Map.entry("seed.root", "\"42\""),
            Map.entry("v", "1"));
    assertThat(why.nearest()).contains(plan.runAt(1).runId());
    assertThat(why.differences())
        .containsExactly(new Difference("params.lr", List.of("0.1"), List.of("0.2"), 1, ""));
  }

  @Test
  void explainsAPlannedRunBeforeItRuns() {
    StudyPlan plan = plan(study());
    RunExplanation alone = Why.explain(plan, plan.runAt(0), store);
    assertThat(alone.nearest()).isEmpty();
    assertThat(alone.differences()).isEmpty();
    execute(plan(study("koopman", "0.0", "1")));
    assertThat(Why.explain(plan, plan.runAt(0), store).differences())
        .extracting(Difference::path)
        .containsExactly("experiment");
  }

  @Test
  void doesNotBlameAContextWhoseTextTheStoreLacks() {
    StudyPlan plan = plan(study());
    for (PlannedRun run : plan.runs(0, plan.size())) {
      store.putRunRecord(record(plan, run)).join();
    }
    assertThat(Why.explain(plan, store).differences()).isEmpty();
  }

  @Test
  void writesSizesForPeople() {
    assertThat(List.of(FileNotes.size(999), FileNotes.size(1_000), FileNotes.size(61_440_000)))
        .containsExactly("999 B", "1.0 kB", "61.4 MB");
    assertThat(FileNotes.size(999_999)).isEqualTo("1.0 MB");
  }

  private void execute(StudyPlan plan) {
    store.putDocument("context", plan.contextText());
    for (PlannedRun run : plan.runs(0, plan.size())) {
      store.putRunRecord(record(plan, run)).join();
    }
  }

  private static RunRecord record(StudyPlan plan, PlannedRun run) {
    return RunRecord.builder()
        .runId(run.runId())
        .experimentId(plan.experiment().id())
        .identity(run.identity())
        .contextFingerprint(plan.contextFingerprint())
        .status(RunStatus.SUCCESS)
        .started(DAY)
        .finished(DAY.plusSeconds(run.index()))
        .build();
  }

  private static Experiment study() {
    return study("koopman", "0.1", "1");
  }

  private static Experiment study(String name, String version, String operationVersion) {
    return builder(name, version, operationVersion)
        .params(grid(List.of(0.1, 0.2), List.of(16, 32)))
        .seeds(SeedPlan.replicates(42, 2))
        .build();
  }

  private static Experiment.Builder builder(String name, String version, String operationVersion) {
    return Experiment.of(name, version)
        .operation(
            new OperationSpec("train", operationVersion, "", true, List.of(), Map.of(), Map.of()),
            Plans.NOTHING)
        .context(
            ContextSpec.of(
                Params.of("dataset", FileValue.of("kp.npz"), "normalize", Map.of("mean", true))));
  }

  private static ParamSource grid(List<?> lr, List<?> width) {
    Map<String, List<?>> axes = new LinkedHashMap<>();
    axes.put("lr", lr);
    axes.put("width", width);
    return ParamSources.grid(axes);
  }

  private StudyPlan plan(Experiment experiment) {
    return StudyPlan.of(experiment, FileDigests.of(directory));
  }

  private static void assertNotFound(ThrowingCallable action, String message) {
    assertThatThrownBy(action)
        .isInstanceOfSatisfying(
            MetalabException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND))
        .hasMessageContaining(message);
  }
}
