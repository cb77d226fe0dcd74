package io.metalab.executor.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.Capture;
import io.metalab.api.Experiment;
import io.metalab.api.FrozenContext;
import io.metalab.api.Operation;
import io.metalab.api.OperationSpec;
import io.metalab.api.ParamSource;
import io.metalab.api.Params;
import io.metalab.api.RunRecord;
import io.metalab.api.RunRuntime;
import io.metalab.api.SeedBundle;
import io.metalab.api.StageValue;
import io.metalab.core.artifact.StoredArtifacts;
import io.metalab.core.identity.FileDigests;
import io.metalab.core.params.ParamSources;
import io.metalab.core.plan.StudyPlan;
import io.metalab.core.run.RunOptions;
import io.metalab.core.run.StudyResult;
import io.metalab.core.run.StudyRunner;
import io.metalab.core.stage.Pipeline;
import io.metalab.core.stage.Stage;
import io.metalab.testkit.InMemoryStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Worker processes execute runs of a stage and those of the next that follow upon them. */
@Timeout(300)
public class EarlyStartTest {
  private static final String MARK = "mark";

  @TempDir Path directory;

  /** Makes a number; a negative one not before the mark is there. */
  public static final class Make implements Operation {
    @Override
    public @Nullable RunRecord run(
        FrozenContext context, Params params, SeedBundle seeds, RunRuntime runtime, Capture capture)
        throws Exception {
      long n = params.getLong("n");
      long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
      while (n < 0 && !Files.exists(Path.of(params.getString(MARK)))) {
        if (System.nanoTime() > end) {
          throw new IllegalStateException("Nothing has followed.");
        }
        Thread.onSpinWait();
      }
      capture.metric("value", 10 * n);
      return null;
    }
  }

  /** Takes a number, and leaves the mark. */
  public static final class Take implements Operation {
    @Override
    public @Nullable RunRecord run(
        FrozenContext context, Params params, SeedBundle seeds, RunRuntime runtime, Capture capture)
        throws Exception {
      Files.write(Path.of(params.getString(MARK)), new byte[0]);
      capture.metric("next", params.getLong("value") + 1);
      return null;
    }
  }

  private static Stage stage(String name, Operation operation, Params params, ParamSource points) {
    return new Stage(
        Experiment.of("study", "1")
            .stage(name)
            .operation(OperationSpec.open(name), operation)
            .params(ParamSources.constants(params, points))
            .build(),
        List.of());
  }

  @Test
  void aRunThatTakesOneThatHasEndedStartsWhileAnotherOfItsStageGoesOn() {
    String mark = directory.resolve(MARK).toString();
    Params taken =
        Params.of(MARK, mark, "value", new StageValue(StageValue.Kind.METRIC, "make", "value"));
    Pipeline pipeline =
        Pipeline.of(
            List.of(
                stage(
                    "make",
                    new Make(),
                    Params.of(MARK, mark),
                    ParamSources.grid(Map.of("n", List.of(-1, 2)))),
                stage("take", new Take(), taken, ParamSources.single())));
    InMemoryStore store = new InMemoryStore();
    Function<Experiment, StudyPlan> planner =
        experiment ->
            StudyPlan.of(experiment, FileDigests.of(Path.of("")), StoredArtifacts.of(store));

    StudyResult result =
        StudyRunner.of(
                planner.apply(pipeline.stages().get(0).experiment()),
                store,
                new ProcessExecutorProvider())
            .stages(pipeline, planner)
            .options(RunOptions.builder().workers(2).build())
            .start()
            .result();

    assertThat(result.counts().failed()).isZero();
    assertThat(result.counts().ok()).isEqualTo(4);
    assertThat(result.counts().total()).isEqualTo(4);
    try (Stream<RunRecord> records = store.runRecords("study:1")) {
      assertThat(records.filter(record -> record.stage().equals("take")))
          .extracting(record -> record.metrics().get("next"))
          .containsExactlyInAnyOrder(-9L, 21L);
    }
  }
}
