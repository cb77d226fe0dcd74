package io.dymad.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dymad.core.Split;
import io.dymad.core.Trajectories;
import io.dymad.core.Trajectory;
import io.dymad.models.Dopri5;
import io.dymad.models.Hold;
import io.dymad.models.ModelSpec;
import io.dymad.models.Rollout;
import io.dymad.numerics.Matrix;
import io.dymad.torch.Precision;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.SeedBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {
  private static final SeedBundle SEEDS = SeedBundle.of(6);
  private static final ModelSpec SPEC =
      ModelSpec.of(
          Map.of("name", "KBF", "koopman_dimension", 3, "hidden_dimension", 3, "gain", 0.7));

  @TempDir private Path directory;

  private Path file() {
    return directory.resolve("run.json");
  }

  private static Trajectory course(double start) {
    return Trajectory.of(0.1, Matrix.generate(9, 2, (k, j) -> start * Math.exp(-0.1 * k * (j + 1))))
        .withU(Matrix.generate(9, 1, (k, j) -> Math.sin(k + start)));
  }

  private static TrainingTask task(ModelSpec spec, double heldOut) {
    Rollout rollout = new Rollout(new Dopri5(1e-5, 1e-7), Hold.LINEAR);
    return new TrainingTask(
        spec.build(2, 1),
        new Split(
            Trajectories.of(course(1), course(0.5), course(-1)), Trajectories.of(course(heldOut))),
        List.of(
            GradientPhase.of(new Weak(5, 1, 2, 2), Schedule.of(3)).withBatchSize(4),
            GradientPhase.of(Node.of(rollout), Schedule.of(2))),
        rollout,
        Precision.FLOAT64);
  }

  @Test
  void goingOnFromAFileGivesTheSameNumbersAsNeverStopping() {
    TrainingTask task = task(SPEC, 0.7);
    Training training = new Training(task, SEEDS);
    List<TrainingState> states = new ArrayList<>();
    TrainingState end = training.run(training.start(), states::add);
    for (TrainingState state : states) {
      Checkpoints.write(SPEC, task, state, file());
      TrainingState read = Checkpoints.read(task, file());
      assertThat(read.cursor()).isEqualTo(state.cursor());
      TrainingState again = new Training(task, SEEDS).run(read, ignored -> {});
      assertThat(again.weights().values()).containsExactly(end.weights().values());
      assertThat(again.best().weights().values()).containsExactly(end.best().weights().values());
      assertThat(again.history()).isEqualTo(end.history());
    }
  }

  @Test
  void theBestModelIsLoadedWithoutItsTask() {
    TrainingTask task = task(SPEC, 0.7);
    Training training = new Training(task, SEEDS);
    TrainingState end = training.run(training.start(), state -> {});
    Checkpoints.write(SPEC, task, end, file());
    TrainedModel loaded = Checkpoints.loadModel(file());
    assertThat(loaded.rollout()).isEqualTo(task.rollout());
    assertThat(loaded.step()).isEqualTo(task.step());
    assertThat(loaded.predict(course(0.3)))
        .isEqualTo(TrainedModel.best(task, end).predict(course(0.3)));
  }

  @Test
  void onlyTheFilesOfTheLastStateAreLeft() throws IOException {
    TrainingTask task = task(SPEC, 0.7);
    Training training = new Training(task, SEEDS);
    Path other = Files.writeString(directory.resolve("other-0123456789ab.npz"), "mine");
    training.run(training.start(), state -> Checkpoints.write(SPEC, task, state, file()));
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files.filter(path -> !path.equals(other))).hasSize(2).contains(file());
    }
    assertThat(other).exists();
  }

  @Test
  void equalStatesHaveEqualFiles() throws IOException {
    TrainingTask task = task(SPEC, 0.7);
    TrainingState start = new Training(task, SEEDS).start();
    Checkpoints.write(SPEC, task, start, file());
    String first = Files.readString(file());
    Checkpoints.write(SPEC, task, new Training(task, SEEDS).start(), file());
    assertThat(Files.readString(file())).isEqualTo(first).contains("\"sha256\"");
  }

  @Test
  void refusesOtherDataAndOtherModels() {
    TrainingTask task = task(SPEC, 0.7);
    Checkpoints.write(SPEC, task, new Training(task, SEEDS).start(), file());
    assertRefused(() -> Checkpoints.read(task(SPEC, 0.8), file()), "held out");
    ModelSpec wider = ModelSpec.of(Map.of("name", "KBF", "hidden_dimension", 4));
    assertRefused(
        () -> Checkpoints.read(task(wider, 0.7), file()), "another model", "encoder.0.weight");
    ModelSpec deeper = ModelSpec.of(Map.of("name", "KBF", "encoder_layers", 3));
    assertRefused(() -> Checkpoints.read(task(deeper, 0.7), file()), "another model", "parameters");
  }

  @Test
  void refusesFilesThatWereChangedOrAreOfAnotherVersion() throws IOException {
    TrainingTask task = task(SPEC, 0.7);
    Checkpoints.write(SPEC, task, new Training(task, SEEDS).start(), file());
    String text = Files.readString(file());
    Files.writeString(file(), text.replace("\"version\" : 2", "\"version\" : 3"));
    assertRefused(() -> Checkpoints.loadModel(file()), "version 3", "reads version 2");
    Files.writeString(file(), text.replaceAll("\"sha256\" : \"....", "\"sha256\" : \"0000"));
    assertRefused(() -> Checkpoints.loadModel(file()), "not those it was written with");
    Files.writeString(file(), text.replace("\"gain\" : 0.7", "\"gain\" : 0.8"));
    assertRefused(() -> Checkpoints.loadModel(file()), "its fields", "not those");
    Files.writeString(file(), "{\"format\": \"other\"}");
    assertRefused(() -> Checkpoints.loadModel(file()), "no checkpoint");
    Files.writeString(file(), "weights");
    assertRefused(() -> Checkpoints.loadModel(file()), "no checkpoint");
  }

  private static void assertRefused(Runnable work, String... parts) {
    assertThatExceptionOfType(MetalabException.class)
        .isThrownBy(work::run)
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.SERIALIZATION))
        .withMessageContainingAll(parts);
  }

  @Test
  void namesTheFileThatIsMissing() {
    assertThatExceptionOfType(MetalabException.class)
        .isThrownBy(() -> Checkpoints.loadModel(file()))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.FILE_UNREADABLE))
        .withMessageContaining("run.json");
  }
}
