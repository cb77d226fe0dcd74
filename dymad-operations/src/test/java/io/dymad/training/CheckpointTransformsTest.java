package io.dymad.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.dymad.core.Split;
import io.dymad.core.Trajectories;
import io.dymad.core.Trajectory;
import io.dymad.models.Hold;
import io.dymad.models.ModelSpec;
import io.dymad.models.Rk4;
import io.dymad.models.Rollout;
import io.dymad.numerics.Matrix;
import io.dymad.torch.Precision;
import io.dymad.transforms.ChannelTransforms;
import io.dymad.transforms.Delay;
import io.dymad.transforms.Scaler;
import io.dymad.transforms.TransformChain;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.SeedBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * x_(k+1) = 0.9 x_k + u_k in units a hundred times as large, with an offset: a linear model of
 * scaled windows of two samples predicts it exactly.
 */
class CheckpointTransformsTest {
  private static final ModelSpec SPEC =
      ModelSpec.of(Map.of("name", "DLTI", "encoder_layers", 0, "decoder_layers", 0));

  @TempDir private Path directory;
  private ChannelTransforms transforms;
  private TrainingTask task;
  private TrainingState end;

  private static Trajectory course(double start) {
    double[][] states = new double[12][1];
    Matrix controls = Matrix.generate(12, 1, (k, j) -> Math.sin(2.0 * k + start));
    double x = start;
    for (int k = 0; k < 12; k++) {
      states[k][0] = 40 + 100 * x;
      x = 0.9 * x + controls.get(k, 0);
    }
    return Trajectory.of(1, Matrix.of(states)).withU(controls.times(7));
  }

  private static Scaler scaler(double offset, double scale) {
    return new Scaler(Matrix.ofColumn(offset), Matrix.ofColumn(scale));
  }

  @BeforeEach
  void train() {
    transforms =
        new ChannelTransforms(
            new TransformChain(List.of(scaler(40, 50), new Delay(1, 1))), scaler(0, 3));
    Trajectories fitted = Trajectories.of(course(1), course(-0.5), course(2));
    task =
        new TrainingTask(
            SPEC.build(2, 1),
            new Split(transforms.apply(fitted), transforms.apply(Trajectories.of(course(0.3)))),
            List.of(LinearSolve.full()),
            new Rollout(new Rk4(1), Hold.ZOH),
            Precision.FLOAT64);
    Training training = new Training(task, SeedBundle.of(1));
    end = training.run(training.start(), state -> {});
  }

  private Path write() {
    Path file = directory.resolve("run.json");
    ModelOrigin origin =
        ModelOrigin.of(SPEC, transforms).withNotes(Map.of("seed", 7, "tags", List.of("a", true)));
    Checkpoints.write(origin, task, end, file);
    return file;
  }

  @Test
  void aLoadedModelTakesAndGivesTheUnitsOfTheData() {
    TrainedModel loaded = Checkpoints.loadModel(write());
    Trajectory unseen = course(0.8);
    Matrix predicted = loaded.predict(unseen);
    assertThat(predicted.rows()).isEqualTo(unseen.steps());
    assertThat(predicted.minus(unseen.x()).maxAbs()).isLessThan(1e-8);
    assertThat(loaded.encode(unseen))
        .isEqualTo(transforms.apply(Trajectories.of(unseen)).get(0).x());
  }

  @Test
  void theBestModelOfATaskPredictsLikeThatOfItsCheckpoint() {
    Matrix direct = TrainedModel.best(task, end).withTransforms(transforms).predict(course(0.8));
    assertThat(Checkpoints.loadModel(write()).predict(course(0.8))).isEqualTo(direct);
  }

  @Test
  void whereAModelComesFromIsRead() {
    ModelOrigin origin = Checkpoints.readOrigin(write());
    assertThat(origin.spec().toMap()).isEqualTo(SPEC.toMap());
    assertThat(origin.transforms()).isEqualTo(transforms);
    assertThat(origin.notes())
        .containsExactlyInAnyOrderEntriesOf(Map.of("seed", 7, "tags", List.of("a", true)));
  }

  @Test
  void trainingGoesOnFromACheckpointWithTransforms() {
    assertThat(Checkpoints.read(task, write()).history()).isEqualTo(end.history());
  }

  @Test
  void refusesTransformsThatWereChangedOrDoNotFitTheModel() throws IOException {
    Path file = write();
    String text = Files.readString(file);
    Files.writeString(file, text.replace("\"delay\" : 1", "\"delay\" : 2"));
    assertThatExceptionOfType(MetalabException.class)
        .isThrownBy(() -> Checkpoints.loadModel(file))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.SERIALIZATION))
        .withMessageContainingAll("run.json", "its fields", "not those it was written with");
    ModelOrigin other = ModelOrigin.of(SPEC, ChannelTransforms.identity(1, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Checkpoints.write(other, task, end, file))
        .withMessageContaining("1 states and 1 controls, but the model takes 2 and 1");
  }

  @Test
  void refusesCoursesOfAnotherSystem() {
    TrainedModel loaded = Checkpoints.loadModel(write());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> loaded.predict(Trajectory.of(1, Matrix.zeros(5, 2))))
        .withMessageContaining("2 states and 0 controls, but the model has 1 and 1");
  }

  @Test
  void refusesNotesThatAreNoPlainValues() {
    ModelOrigin origin =
        ModelOrigin.of(SPEC, transforms).withNotes(Map.of("when", new StringBuilder()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Checkpoints.write(origin, task, end, directory.resolve("other.json")))
        .withMessageContaining("StringBuilder");
  }
}
