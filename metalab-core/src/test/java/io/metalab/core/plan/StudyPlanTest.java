package io.metalab.core.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metalab.api.ContextSpec;
import io.metalab.api.ErrorCode;
import io.metalab.api.Experiment;
import io.metalab.api.FileValue;
import io.metalab.api.MetalabException;
import io.metalab.api.OperationSpec;
import io.metalab.api.ParamCase;
import io.metalab.api.ParameterSpec;
import io.metalab.api.ParameterType;
import io.metalab.api.Params;
import io.metalab.api.SeedPlan;
import io.metalab.api.executor.Resources;
import io.metalab.api.executor.RunPayload;
import io.metalab.core.identity.FileDigests;
import io.metalab.core.json.CanonicalJson;
import io.metalab.core.params.ParamSources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyPlanTest {
  @TempDir private Path directory;

  @BeforeEach
  void writeData() throws IOException {
    Files.writeString(directory.resolve("data.csv"), "t,x\n0,1\n");
  }

  @Test
  void pinsTheIdentityOfARunWithContextAndReplicate() {
    Experiment experiment =
        Experiment.of("koopman", "0.1")
            .operation(
                new OperationSpec("dymad.train", "2", "", true, List.of(), Map.of(), Map.of()),
                Plans.NOTHING)
            .context(ContextSpec.of(Params.of("horizon", 5.0, "dataset", FileValue.of("data.csv"))))
            .params(
                ParamSources.of(
                    ParamCase.of(
                        Params.of("model", "kbf", "lr", 1e-3, "layers", List.of(32, 32)), "a")))
            .seeds(SeedPlan.replicates(42, 2))
            .build();
    PlannedRun run = plan(experiment).runAt(0);
    assertThat(run.identity())
        .isEqualTo(
            "{\"context\":\"0f9fd9b96f98bf06db3f02ff99feace151f76a081a4dfe0adb97b4f7fec65cf3\","
                + "\"experiment\":\"koopman:0.1\",\"operation\":\"dymad.train@2\","
                + "\"params\":{\"layers\":[32,32],\"lr\":0.001,\"model\":\"kbf\"},"
                + "\"seed\":{\"replicate\":0,\"root\":\"42\"},\"v\":1}");
    assertThat(run.runId().hex())
        .isEqualTo("9a56d48be3806b34bdf3ddea576c5779c4db9153dad03c93dba304b3e58bfc20");
    assertThat(run.computation())
        .isEqualTo("dbab8ffe5d717ceb98226ca65490b8cb0f1be265eb31ae285970ce2269a76769");
  }

  @Test
  void pinsTheIdentityOfTheSimplestRun() {
    PlannedRun run = plan(Plans.lambda("pi_mc", Map.of("n", List.of(1_000)))).runAt(0);
    assertThat(run.identity())
        .isEqualTo(
            "{\"context\":\"ad206068c29722297302d4fadb11c198d45356f4a95c319d937e57a9290aa547\","
                + "\"experiment\":\"pi_mc:1\",\"operation\":\"pi_mc@1\","
                + "\"params\":{\"n\":1000},\"seed\":{\"root\":\"0\"},\"v\":1}");
    assertThat(run.runId().hex())
        .isEqualTo("6d072027f6c94c9f800dacabeaf09bb4c593f14682c9f3b98265f6b9df80089d");
  }

  @Test
  void computesEachRunFromItsIndexInAnyOrder() {
    StudyPlan plan =
        plan(
            Experiment.of("e", "1")
                .operation(OperationSpec.open("op"), Plans.NOTHING)
                .params(ParamSources.grid(ordered("a", List.of(1, 2), "b", List.of("x", "y"))))
                .seeds(SeedPlan.replicates(7, 3))
                .build());
    assertThat(plan.size()).isEqualTo(12);
    for (long i = plan.size() - 1; i >= 0; i--) {
      PlannedRun run = plan.runAt(i);
      assertThat(run.index()).isEqualTo(i);
      assertThat(run.seeds().replicate()).isEqualTo((int) (i % 3));
      assertThat(run.point().params())
          .isEqualTo(Params.of("a", 1 + i / 6, "b", i / 3 % 2 == 0 ? "x" : "y"));
      assertThat(run.runId().hex()).isEqualTo(CanonicalJson.sha256(run.identity()));
      assertThat(plan.runAt(i)).isEqualTo(run);
    }
    assertThat(plan.runs(0, 12)).doesNotHaveDuplicates().hasSize(12);
  }

  @Test
  void noReplicateDiffersFromReplicateZero() {
    Experiment single = Plans.lambda("op", Map.of("n", List.of(1)));
    Experiment replicated =
        Experiment.of("op", "1")
            .operation(OperationSpec.open("op"), Plans.NOTHING)
            .params(single.params())
            .seeds(SeedPlan.replicates(0, 1))
            .build();
    assertThat(plan(single).runAt(0).runId()).isNotEqualTo(plan(replicated).runAt(0).runId());
  }

  @Test
  void theFileOfAContextCountsByItsContent() throws IOException {
    Path other = Files.createDirectory(directory.resolve("other"));
    Files.writeString(other.resolve("copy.csv"), "t,x\n0,1\n");
    String id = withFile("data.csv").runId().hex();
    assertThat(withFile("other/copy.csv").runId().hex()).isEqualTo(id);
    Files.writeString(directory.resolve("data.csv"), "t,x\n0,2\n");
    assertThat(withFile("data.csv").runId().hex()).isNotEqualTo(id);
  }

  private PlannedRun withFile(String path) {
    return plan(Experiment.of("e", "1")
            .operation(OperationSpec.open("op"), Plans.NOTHING)
            .context(ContextSpec.of(Params.of("data", FileValue.of(path))))
            .params(ParamSources.single())
            .build())
        .runAt(0);
  }

  @Test
  void fillsInDefaultsAndLeavesNeutralValuesOutOfTheIdentity() {
    OperationSpec old =
        OperationSpec.of("op")
            .parameter(ParameterSpec.of("lr", ParameterType.NUMBER))
            .parameter(ParameterSpec.of("width", ParameterType.INTEGER).defaultValue(16))
            .build();
    OperationSpec extended =
        OperationSpec.of("op")
            .parameter(ParameterSpec.of("lr", ParameterType.NUMBER))
            .parameter(ParameterSpec.of("width", ParameterType.INTEGER).defaultValue(16))
            .parameter(ParameterSpec.of("dropout", ParameterType.NUMBER).neutral(0))
            .build();
    PlannedRun before = plan(Plans.of(old, Params.of("lr", 0.1))).runAt(0);
    PlannedRun after = plan(Plans.of(extended, Params.of("width", 16.0, "lr", 0.1))).runAt(0);
    PlannedRun other =
        plan(Plans.of(extended, Params.of("width", 16, "lr", 0.1, "dropout", 0.5))).runAt(0);
    assertThat(after.runId()).isEqualTo(before.runId());
    assertThat(after.point().params().asMap())
        .containsExactly(Map.entry("lr", 0.1), Map.entry("width", 16L), Map.entry("dropout", 0L));
    assertThat(other.runId()).isNotEqualTo(before.runId());
  }

  @Test
  void namesThePointWhoseParamsTheOperationDoesNotTake() {
    OperationSpec spec =
        OperationSpec.of("op").parameter(ParameterSpec.of("width", ParameterType.INTEGER)).build();
    Experiment experiment =
        Experiment.of("e", "1")
            .operation(spec, Plans.NOTHING)
            .params(ParamSources.grid(Map.of("width", List.of(1, "two"))))
            .build();
    assertThatThrownBy(() -> plan(experiment))
        .isInstanceOfSatisfying(
            MetalabException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_PARAMS))
        .hasMessage(
            "Point 1 (width=two): The parameter width (\"two\") of operation op must be an"
                + " integer.");
  }

  @Test
  void refusesAnUnknownParameterAtPlanTime() {
    OperationSpec spec =
        OperationSpec.of("dymad.train")
            .parameter(ParameterSpec.of("width", ParameterType.INTEGER))
            .build();
    assertThatThrownBy(() -> plan(Plans.of(spec, Params.of("witdh", 16))))
        .hasMessageContaining("dymad.train has no parameter 'witdh'. Did you mean 'width'?");
  }

  @Test
  void derivesParamsBeforeHashing() {
    Experiment experiment =
        Experiment.of("e", "1")
            .operation(OperationSpec.open("op"), Plans.NOTHING)
            .context(ContextSpec.of(Params.of("scale", 10)))
            .params(ParamSources.grid(Map.of("x", List.of(1, 2))))
            .resolver(
                (swept, context) ->
                    ParamCase.of(
                        Params.of(
                            "y", swept.params().getLong("x") * context.values().getLong("scale")),
                        "derived"))
            .build();
    PlannedRun run = plan(experiment).runAt(1);
    assertThat(run.point().params()).isEqualTo(Params.of("y", 20));
    assertThat(run.identity()).contains("\"params\":{\"y\":20}");
  }

  @Test
  void putsEverythingAWorkerNeedsIntoThePayload() {
    StudyPlan plan = plan(Plans.lambda("op", Map.of("n", List.of(1, 2))));
    PlannedRun run = plan.runAt(1);
    RunPayload payload = plan.payload(run, 2, Duration.ofSeconds(5), Resources.DEFAULT);
    assertThat(payload.runId()).isEqualTo(run.runId());
    assertThat(payload.attempt()).isEqualTo(2);
    assertThat(payload.operation()).isEqualTo("op@1");
    assertThat(payload.experimentId()).isEqualTo("op:1");
    assertThat(payload.contextFingerprint()).isEqualTo(plan.contextFingerprint());
    assertThat(payload.computation()).isEqualTo(run.computation());
    assertThat(payload.params()).isEqualTo(Params.of("n", 2));
  }

  @Test
  void refusesIndexesOutsideThePlan() {
    StudyPlan plan = plan(Plans.lambda("op", Map.of("n", List.of(1, 2))));
    assertThatThrownBy(() -> plan.runAt(2)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> plan.runAt(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> plan.runs(1, 3)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  private StudyPlan plan(Experiment experiment) {
    return StudyPlan.of(experiment, FileDigests.of(directory));
  }

  private static Map<String, List<?>> ordered(String a, List<?> first, String b, List<?> second) {
    Map<String, List<?>> map = new LinkedHashMap<>();
    map.put(a, first);
    map.put(b, second);
    return map;
  }
}
