package io.metalab.examples.pipeline;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.metalab.StudyRun;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.Store;
import io.metalab.core.identity.FileDigests;
import io.metalab.core.plan.StudyPlan;
import io.metalab.core.registry.Stores;
import io.metalab.core.run.RunOptions;
import io.metalab.core.stage.StageSurvey;
import io.metalab.core.study.LoadedStudy;
import io.metalab.core.study.StudyFile;
import io.metalab.core.study.StudyOverrides;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The study of four stages, declared in Java and in YAML. */
@Timeout(120)
class SunspotPipelineTest {
  private static final Path DIRECTORY = Path.of("pipeline");

  /** Two programs solve equal normal equations of condition 1e7 at most. */
  private static final Offset<Double> ROUNDING = within(1e-8);

  @TempDir Path directory;

  private StudyRun run() {
    return SunspotPipeline.study(DIRECTORY.resolve("sunspots_yearly.csv").toString())
        .run(directory.resolve("runs").toString(), RunOptions.defaults());
  }

  private static List<RunRecord> records(StudyRun run, String stage) {
    try (Stream<RunRecord> records =
        run.results().where("stage == '%s'".formatted(stage)).records()) {
      return records.toList();
    }
  }

  /** Figures from an independent program (numpy, normal equations by numpy.linalg.solve). */
  @Test
  void theFourBestOfTwentyFourModelsAreEvaluatedAndReported() {
    try (StudyRun run = run()) {
      assertThat(run.outcome().counts().ok()).isEqualTo(2 + 24 + 4 + 1);
      List<Double> errors =
          records(run, "evaluate").stream()
              .map(
                  record ->
                      ((Number) requireNonNull(record.metrics().get("test_rmse"))).doubleValue())
              .sorted()
              .toList();
      assertThat(errors).hasSize(4);
      assertThat(errors.get(0)).isCloseTo(15.450190610628855, ROUNDING);
      assertThat(errors.get(1)).isCloseTo(15.817424179371589, ROUNDING);
      assertThat(errors.get(2)).isCloseTo(16.145681071114026, ROUNDING);
      assertThat(errors.get(3)).isCloseTo(16.476132779511182, ROUNDING);
      RunRecord report = records(run, "report").get(0);
      assertThat((Double) report.metrics().get("best")).isCloseTo(errors.get(0), ROUNDING);
      assertThat(report.findArtifact("forecasts.svg")).isPresent();
    }
  }

  @Test
  void theFileDeclaresRunsOfTheSameIds() {
    run().close();
    ClassLoader loader = SunspotPipeline.class.getClassLoader();
    LoadedStudy study =
        StudyFile.read(DIRECTORY.resolve("study.yaml"), StudyOverrides.none(), List.of(), loader);
    FileDigests files = FileDigests.of(study.baseDirectory());

    try (Store store =
        Stores.open(directory.resolve("runs").toString(), OpenOptions.readOnlyExisting(), loader)) {
      List<StageSurvey> stages =
          StageSurvey.of(study.pipeline(), store, experiment -> StudyPlan.of(experiment, files));

      assertThat(stages)
          .extracting(StageSurvey::counts)
          .containsExactly(
              Map.of(RunStatus.SUCCESS, 2L),
              Map.of(RunStatus.SUCCESS, 24L),
              Map.of(RunStatus.SUCCESS, 4L),
              Map.of(RunStatus.SUCCESS, 1L));
    }
  }
}
