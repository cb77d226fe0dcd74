package io.metalab.core.run;

import io.metalab.api.Experiment;
import io.metalab.api.Goal;
import io.metalab.api.Operation;
import io.metalab.api.OperationSpec;
import io.metalab.api.ParamSource;
import io.metalab.api.Params;
import io.metalab.api.RunRecord;
import io.metalab.api.SeedPlan;
import io.metalab.api.StageValue;
import io.metalab.core.artifact.StoredArtifacts;
import io.metalab.core.identity.FileDigests;
import io.metalab.core.params.ParamSources;
import io.metalab.core.plan.StudyPlan;
import io.metalab.core.stage.Pipeline;
import io.metalab.core.stage.Stage;
import io.metalab.core.stage.StageSurvey;
import io.metalab.core.stage.Take;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;

/**
 * Studies of several stages that are counted: {@code data} writes a number, {@code fit} adds to it,
 * {@code sum} adds all up.
 */
@Timeout(120)
abstract class StageFixture {
  final FakeStore store = new FakeStore();

  /** What was executed, as {@code stage:params}. */
  final List<String> executed = Collections.synchronizedList(new ArrayList<>());

  /** Writes ten times n; fails where n is negative. */
  final Operation data =
      (context, params, seeds, runtime, capture) -> {
        long n = params.getLong("n");
        executed.add("data:" + n);
        if (n < 0) {
          throw new IllegalStateException("no data of " + n);
        }
        capture.artifact("value.txt", Long.toString(10 * n));
        capture.metric("value", 10 * n);
        return null;
      };

  /** Adds k to what it takes. */
  final Operation fit =
      (context, params, seeds, runtime, capture) -> {
        long model = number(params.getPath("value")) + params.getLong("k");
        executed.add("fit:" + model);
        capture.artifact("model.txt", Long.toString(model));
        capture.metric("loss", Math.abs(model - 21));
        return null;
      };

  /** Adds up what it takes of all. */
  final Operation sum =
      (context, params, seeds, runtime, capture) -> {
        executed.add("sum:" + params.getList("losses"));
        capture.metric("sum", params.getList("losses").stream().mapToLong(x -> (Long) x).sum());
        return null;
      };

  static long number(Path file) throws java.io.IOException {
    String text = Files.readString(file, StandardCharsets.UTF_8);
    return Long.parseLong(text.replace("\"", "").strip());
  }

  static Experiment.Builder stage(String name, Operation operation, ParamSource points) {
    return Experiment.of("study", "1")
        .stage(name)
        .operation(OperationSpec.open(name), operation)
        .params(points);
  }

  static ParamSource axis(String name, Object... values) {
    return ParamSources.grid(Map.of(name, Arrays.asList(values)));
  }

  static ParamSource with(Params constants, ParamSource points) {
    return ParamSources.constants(constants, points);
  }

  static StageValue of(StageValue.Kind kind, String stage, String name) {
    return new StageValue(kind, stage, name);
  }

  Stage dataOf(Object... ns) {
    return new Stage(stage("data", data, axis("n", ns)).build(), List.of());
  }

  Stage fitOf(Take take, Object... ks) {
    Params value = Params.of("value", of(StageValue.Kind.ARTIFACT, "data", "value.txt"));
    return new Stage(
        stage("fit", fit, with(value, axis("k", ks))).goal(new Goal("loss", true)).build(),
        List.of(take));
  }

  Stage sumOf(Take take) {
    Params losses = Params.of("losses", of(StageValue.Kind.METRIC, "fit", "loss"));
    return new Stage(stage("sum", sum, with(losses, ParamSources.single())).build(), List.of(take));
  }

  /** Two stages taken one by one, and one that takes all of the second. */
  Pipeline chain(Object[] ns, Object... ks) {
    return Pipeline.of(List.of(dataOf(ns), fitOf(Take.each("data"), ks), sumOf(Take.all("fit"))));
  }

  private StudyPlan plan(Experiment experiment) {
    return StudyPlan.of(experiment, FileDigests.of(Path.of("")), StoredArtifacts.of(store));
  }

  StudyRunner runner(Pipeline pipeline) {
    return StudyRunner.of(
            plan(pipeline.stages().get(0).experiment()), store, PoolExecutor.provider())
        .stages(pipeline, this::plan);
  }

  /** Returns how far a stage is by what is stored. */
  StageSurvey survey(Pipeline pipeline, String stage) {
    return StageSurvey.of(pipeline, store, this::plan).stream()
        .filter(survey -> survey.standing().name().equals(stage))
        .findFirst()
        .orElseThrow();
  }

  /** Executes what is left, and forgets what was executed before. */
  StudyResult run(Pipeline pipeline) {
    return run(pipeline, RunOptions.defaults());
  }

  StudyResult run(Pipeline pipeline, RunOptions options) {
    executed.clear();
    return runner(pipeline).options(options).start().result();
  }

  List<RunRecord> records(String stage) {
    try (Stream<RunRecord> records = store.runRecords("study:1")) {
      return records.filter(record -> record.stage().equals(stage)).toList();
    }
  }

  static SeedPlan replicates(int count) {
    return SeedPlan.replicates(7, count);
  }
}
