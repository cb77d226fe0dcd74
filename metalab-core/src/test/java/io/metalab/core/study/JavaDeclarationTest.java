package io.metalab.core.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metalab.api.ContextSpec;
import io.metalab.api.ErrorCode;
import io.metalab.api.Experiment;
import io.metalab.api.FileValue;
import io.metalab.api.Goal;
import io.metalab.api.MetalabException;
import io.metalab.api.Operation;
import io.metalab.api.OperationSpec;
import io.metalab.api.Params;
import io.metalab.api.PruneRule;
import io.metalab.api.ReplicateRule;
import io.metalab.api.SeedPlan;
import io.metalab.api.executor.Resources;
import io.metalab.core.identity.FileDigests;
import io.metalab.core.params.Distribution;
import io.metalab.core.params.ParamSources;
import io.metalab.core.plan.StudyPlan;
import io.metalab.core.registry.Operations;
import io.metalab.core.search.Search;
import io.metalab.core.search.SearchSpace;
import io.metalab.core.stage.Pipeline;
import io.metalab.core.where.Where;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaDeclarationTest {
  @TempDir Path directory;
  private final Operations operations = new Operations(getClass().getClassLoader());

  private static Experiment.Builder train() {
    return Experiment.of("pi", "1")
        .operation(new TrainOperation())
        .params(ParamSources.grid(Map.of("lr", List.of(0.1, 0.01, 1.0))));
  }

  private static Experiment.Builder lambda() {
    Operation nothing = (context, params, seeds, runtime, capture) -> null;
    return train().operation(OperationSpec.open("nothing"), nothing);
  }

  private StudyManifest stored(Experiment experiment) {
    return stored(experiment, Resources.DEFAULT);
  }

  private StudyManifest stored(Experiment experiment, Resources resources) {
    StudyManifest manifest =
        StudyManifest.ofJava(
            Pipeline.of(experiment),
            resources,
            "com.acme.Pi",
            "java -cp <class path> com.acme.Pi",
            directory,
            List.of(),
            Optional.of(directory.resolve("runs")));
    assertThat(StudyManifest.parse(manifest.toJson())).isEqualTo(manifest);
    return StudyManifest.parse(manifest.toJson());
  }

  @Test
  void declaresTheSameRunsAgain() throws IOException {
    Files.writeString(directory.resolve("kp.npz"), "numbers");
    Experiment experiment =
        train()
            .context(ContextSpec.of(Params.of("dataset", FileValue.of("kp.npz"))))
            .params(
                ParamSources.filter(
                    ParamSources.grid(Map.of("lr", List.of(0.1, 0.01, 1.0))),
                    "lr < 1",
                    Where.overParams("lr < 1", Set.of("lr"))))
            .seeds(SeedPlan.replicates(7, 3))
            .until(new ReplicateRule(0.25, true, 0.9, 2))
            .prune(PruneRule.patience(3, 0.5))
            .goal(new Goal("loss", true))
            .tag("first")
            .derived("half", record -> Map.of())
            .build();
    StudyManifest manifest = stored(experiment);

    Experiment again = manifest.redeclare(operations);

    StudyPlan plan = StudyPlan.of(experiment, FileDigests.of(directory));
    StudyPlan rebuilt = StudyPlan.of(again, FileDigests.of(directory));
    assertThat(plan.size()).isEqualTo(6).isEqualTo(rebuilt.size());
    for (long i = 0; i < plan.size(); i++) {
      assertThat(rebuilt.runAt(i).runId()).isEqualTo(plan.runAt(i).runId());
    }
    assertThat(rebuilt.digest()).isEqualTo(plan.digest());
    assertThat(again.goal()).isEqualTo(experiment.goal());
    assertThat(again.until()).isEqualTo(experiment.until());
    assertThat(again.prune()).isEqualTo(experiment.prune());
    assertThat(manifest.isRace()).isTrue();
    assertThat(again.tags()).containsExactly("first");
    assertThat(manifest.derivedGroups()).containsExactly("half");
    assertThat(manifest.baseDirectory()).isEqualTo("..");
    assertThat(manifest.baseDirectory(Optional.of(directory.resolve("runs")))).isEqualTo(directory);
    assertThat(manifest.toJson()).doesNotContain(directory.toString());
  }

  @Test
  void keepsWhatOneRunTakesUp() {
    Resources resources = new Resources(2, 1L << 40, 3, Duration.ofMinutes(90));
    assertThat(stored(lambda().build(), resources).resources()).isEqualTo(resources);
    assertThat(stored(lambda().build()).resources()).isEqualTo(Resources.DEFAULT);
  }

  @Test
  void refusesWhatOnlyTheProgramHasAndSaysHowToGoOn() {
    assertRefused(lambda().build(), "the program alone has the operation");
    assertRefused(
        train().params(ParamSources.filter(ParamSources.single(), params -> true)).build(),
        "the program alone has the sweep");
    assertRefused(
        train().resolver((swept, context) -> swept).build(),
        "the program alone has the resolver of params");
    assertRefused(
        train().operation(OperationSpec.open("other"), new TrainOperation()).build(),
        "the program alone has the operation");
  }

  private void assertRefused(Experiment experiment, String why) {
    StudyManifest manifest = stored(experiment);
    assertThatThrownBy(() -> manifest.redeclare(operations))
        .isInstanceOfSatisfying(
            MetalabException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_STUDY))
        .hasMessageContaining(why)
        .hasMessageEndingWith(
            "Run the program again, it continues the study: java -cp <class path> com.acme.Pi");
  }

  @Test
  void refusesAnOperationThatHasAnotherVersionNow() {
    StudyManifest manifest =
        StudyManifest.parse(stored(train().build()).toJson().replace("train@1", "train@0"));
    assertThatThrownBy(() -> manifest.redeclare(operations))
        .hasMessageContaining("its operation dymad.train@0 is dymad.train@1 now");
  }

  @Test
  void keepsWhereTheOperationIs() {
    StudyManifest manifest = stored(train().build());
    assertThat(manifest.classPath()).hasSize(1);
    assertThat(directory.resolve(manifest.classPath().get(0)).normalize())
        .exists()
        .isEqualTo(
            JavaDeclaration.codeSource(train().build()).orElseThrow().toAbsolutePath().normalize());
    assertThat(stored(lambda().build()).classPath()).isEmpty();
  }

  @Test
  void declaresASearchAgain() {
    Search search =
        Search.of(
                "nelder_mead",
                40,
                SearchSpace.of(Map.of("lr", new Distribution.LogUniform(0.1, 0.9))))
            .batch(2)
            .build();
    StudyManifest manifest = stored(train().params(search).goal(new Goal("loss", true)).build());

    assertThat(manifest.isSearch()).isTrue();
    assertThat(manifest.redeclare(operations).params()).isEqualTo(search);
  }
}
