package io.metalab.core.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metalab.api.ArtifactValue;
import io.metalab.api.ContextSpec;
import io.metalab.api.ErrorCode;
import io.metalab.api.Experiment;
import io.metalab.api.FileValue;
import io.metalab.api.MetalabException;
import io.metalab.api.OperationSpec;
import io.metalab.api.ParamCase;
import io.metalab.api.Params;
import io.metalab.api.RunId;
import io.metalab.core.artifact.ArtifactResolution;
import io.metalab.core.artifact.ArtifactResolver;
import io.metalab.core.artifact.EarlierRuns;
import io.metalab.core.artifact.StoredArtifacts;
import io.metalab.core.identity.FileDigests;
import io.metalab.core.params.ParamSources;
import io.metalab.testkit.InMemoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Artifacts of earlier runs among the values of a study. */
class PlanArtifactsTest {
  private static final RunId RUN = EarlierRuns.id("4f21ab34");
  private static final RunId OTHER = EarlierRuns.id("5c");

  private final InMemoryStore store = new InMemoryStore();

  @TempDir private Path directory;

  @Test
  void theIdIsThatOfAFileWithTheSameBytesWhicheverRunMadeThem() throws IOException {
    EarlierRuns.success(store, RUN, "model.txt", "abc");
    EarlierRuns.success(store, OTHER, "weights.bin", "abc");
    Files.writeString(directory.resolve("a.txt"), "abc");
    RunId expected = id(FileValue.of("a.txt"));
    assertThat(id(ArtifactValue.of(RUN, "model.txt"))).isEqualTo(expected);
    assertThat(id(ArtifactValue.of("5", "weights.bin"))).isEqualTo(expected);
    // sha256sum of the identity that the following test spells out
    assertThat(expected.hex())
        .isEqualTo("dba0362a540276a8687fe19237010adb903cb36c57f630ecf27fd56f46261d0e");
  }

  @Test
  void theIdentityHoldsTheDigestAndNothingOfTheRun() {
    EarlierRuns.success(store, RUN, "model.txt", "abc");
    assertThat(plan(point(ArtifactValue.of(RUN, "model.txt"))).runAt(0).identity())
        .isEqualTo(
            "{\"context\":\"%s\",\"experiment\":\"e:1\",\"operation\":\"op@1\",\"params\":{\"model\":{\"$sha256\":\"%s\"}},\"seed\":{\"root\":\"0\"},\"v\":1}"
                .formatted(
                    // of {"values":{}}, and of abc
                    "ad206068c29722297302d4fadb11c198d45356f4a95c319d937e57a9290aa547",
                    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
  }

  @Test
  void thePayloadTellsTheRunInFull() {
    EarlierRuns.success(store, RUN, "model.txt", "abc");
    StudyPlan plan = plan(point(ArtifactValue.of("4f", "model.txt")));
    assertThat(plan.runAt(0).point().params().get("model"))
        .isInstanceOfSatisfying(
            ArtifactValue.class,
            value -> {
              assertThat(value.runId()).isEqualTo(RUN);
              assertThat(value.isResolved()).isTrue();
            });
  }

  @Test
  void aContextMayHoldArtifactsToo() {
    EarlierRuns.success(store, RUN, "model.txt", "abc");
    Experiment study =
        Experiment.of("e", "1")
            .operation(OperationSpec.open("op"), Plans.NOTHING)
            .params(ParamSources.single())
            .context(ContextSpec.of(Params.of("m", List.of(ArtifactValue.of("4", "model.txt")))))
            .build();
    assertThat(plan(study).contextText())
        .isEqualTo(
            "{\"values\":{\"m\":[{\"$sha256\":\"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\"}]}}");
  }

  @Test
  void manyArtifactsAreLookedUpManyAtATime() {
    List<ArtifactValue> values =
        IntStream.range(0, 10_000)
            .mapToObj(i -> ArtifactValue.of(EarlierRuns.id("%05x".formatted(i)), "m"))
            .toList();
    Counting resolver = new Counting();
    StudyPlan grid =
        StudyPlan.of(
            Plans.lambda("op", Map.of("model", values, "lr", List.of(0.1, 0.2, 0.3))),
            FileDigests.of(directory),
            resolver);
    assertThat(grid.ids(0, grid.size())).hasSize(30_000);
    assertThat(resolver.sizes).hasSizeLessThanOrEqualTo(6);
    resolver.sizes.clear();
    StudyPlan list =
        StudyPlan.of(
            Experiment.of("e", "1")
                .operation(OperationSpec.open("op"), Plans.NOTHING)
                .params(ParamSources.list(values.stream().map(v -> Params.of("model", v)).toList()))
                .build(),
            FileDigests.of(directory),
            resolver);
    for (long from = 0; from < list.size(); from += 1_000) {
      list.ids(from, from + 1_000);
    }
    assertThat(resolver.sizes).hasSizeLessThanOrEqualTo(10);
  }

  @Test
  void oneArtifactOfManyRunsIsLookedUpOnce() {
    Counting resolver = new Counting();
    List<Integer> steps = IntStream.range(0, 5_000).boxed().toList();
    StudyPlan plan =
        StudyPlan.of(
            Plans.lambda("op", Map.of("model", List.of(ArtifactValue.of(RUN, "m")), "n", steps)),
            FileDigests.of(directory),
            resolver);
    plan.ids(0, plan.size());
    plan.runs(0, plan.size()).forEach(run -> assertThat(run.identity()).isNotEmpty());
    assertThat(resolver.sizes).containsExactly(1);
  }

  @Test
  void theErrorNamesThePointTheFieldAndTheArtifact() {
    EarlierRuns.success(store, RUN, "model.txt", "abc");
    Experiment study =
        Experiment.of("e", "1")
            .operation(OperationSpec.open("op"), Plans.NOTHING)
            .params(
                ParamSources.of(
                    ParamCase.of(Params.of("model", ArtifactValue.of(RUN, "model.txt")), "good"),
                    ParamCase.of(Params.of("model", ArtifactValue.of(RUN, "modle.txt")), "bad")))
            .build();
    StudyPlan plan = plan(study);
    assertThat(plan.runAt(0).point().caseId()).isEqualTo("good");
    assertThatThrownBy(() -> plan.ids(0, 2))
        .hasMessage(
            "Point 1 (bad): The artifact 'modle.txt' of run 4f21ab34 cannot be used: the run has"
                + " none of this name. Its artifacts are model.txt. It is the value of"
                + " params.model. Did you mean 'model.txt'?")
        .isInstanceOfSatisfying(
            MetalabException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
  }

  private RunId id(Object value) {
    return plan(point(value)).runAt(0).runId();
  }

  private static Experiment point(Object value) {
    return Plans.of(OperationSpec.open("op"), Params.of("model", value));
  }

  private StudyPlan plan(Experiment study) {
    return StudyPlan.of(study, FileDigests.of(directory), StoredArtifacts.of(store));
  }

  /** Finds everything and counts what it is asked. */
  private static final class Counting implements ArtifactResolver {
    private final List<Integer> sizes = new ArrayList<>();

    @Override
    public synchronized Map<ArtifactValue, ArtifactResolution> resolve(
        Collection<ArtifactValue> references) {
      if (!references.isEmpty()) {
        sizes.add(references.size());
      }
      Map<ArtifactValue, ArtifactResolution> found = new LinkedHashMap<>();
      references.forEach(
          reference ->
              found.put(
                  reference, new ArtifactResolution.Found(reference.withSha256(reference.run()))));
      return found;
    }
  }
}
