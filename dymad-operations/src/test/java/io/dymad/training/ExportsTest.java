package io.dymad.training;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.dymad.core.Split;
import io.dymad.core.Trajectories;
import io.dymad.core.Trajectory;
import io.dymad.io.NpzArrays;
import io.dymad.models.Hold;
import io.dymad.models.ModelSpec;
import io.dymad.models.Rk4;
import io.dymad.models.Rollout;
import io.dymad.numerics.Matrix;
import io.dymad.torch.Precision;
import io.dymad.transforms.ChannelTransforms;
import io.metalab.api.MetalabException;
import io.metalab.api.SeedBundle;
import io.metalab.capture.NdArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fitted to growth by 1.1 and held out on growth by 1.1 and by 1.2. */
class ExportsTest {
  private static final ModelSpec SPEC =
      ModelSpec.of(Map.of("name", "DLTI", "encoder_layers", 0, "decoder_layers", 0));
  private static final ModelOrigin ORIGIN = ModelOrigin.of(SPEC, ChannelTransforms.identity(1, 0));

  @TempDir private Path directory;

  private static Trajectory growing(double factor) {
    return Trajectory.of(0.5, Matrix.generate(3, 1, (k, j) -> Math.pow(factor, k)));
  }

  private static TrainingTask task(Phase... phases) {
    return new TrainingTask(
        SPEC.build(1, 0),
        new Split(Trajectories.of(growing(1.1)), Trajectories.of(growing(1.1), growing(1.2))),
        List.of(phases),
        new Rollout(new Rk4(1), Hold.ZOH),
        Precision.FLOAT64);
  }

  private TrainingState run(TrainingTask task) {
    Training training = new Training(task, SeedBundle.of(1));
    TrainingState start = training.start();
    return training.run(start, new Exports(ORIGIN, task, start, directory, "growth"));
  }

  private double number(String file, String name) throws IOException {
    return array(file, name).toDoubles()[0];
  }

  private NdArray array(String file, String name) throws IOException {
    return requireNonNull(NpzArrays.read(directory.resolve(file)).get(name), name);
  }

  @Test
  void anAnalysisTellsTheErrorsOfTheTrajectoriesHeldOut() throws IOException {
    run(task(LinearSolve.full(), new Export(Export.Kind.ANALYSIS)));
    double worst = Math.sqrt((0.1 * 0.1 + 0.23 * 0.23) / 3);
    String file = "growth_analysis.npz";
    assertThat(array(file, "rmse").toDoubles())
        .containsExactly(new double[] {0, worst}, within(1e-12));
    assertThat(number(file, "rmse_mean")).isEqualTo(worst / 2, within(1e-12));
    assertThat(number(file, "rmse_median")).isEqualTo(worst / 2, within(1e-12));
    assertThat(number(file, "rmse_std")).isEqualTo(worst / 2, within(1e-12));
    assertThat(number(file, "rmse_min")).isEqualTo(0, within(1e-12));
    assertThat(number(file, "rmse_max")).isEqualTo(worst, within(1e-12));
    assertThat(array(file, "exponents").toDoubles())
        .containsExactly(new double[] {2 * Math.log(1.1), 0}, within(1e-12));
  }

  @Test
  void aSummaryTellsTheLossesSoFar() throws IOException {
    GradientPhase node =
        GradientPhase.of(Node.of(new Rollout(new Rk4(1), Hold.ZOH)), Schedule.of(2));
    TrainingState end = run(task(node, LinearSolve.full(), new Export(Export.Kind.SUMMARY), node));
    String file = "growth_summary.npz";
    assertThat(array(file, "hist").shape()).containsExactly(3, 6);
    Epoch solved = end.history().get(2);
    assertThat(number(file, "final_train_loss")).isEqualTo(solved.trainLoss());
    assertThat(number(file, "final_valid_loss")).isEqualTo(solved.validLoss());
    assertThat(number(file, "best_valid_loss")).isEqualTo(solved.validLoss());
    assertThat(number(file, "convergence_epoch")).isEqualTo(3);
  }

  @Test
  void theBestModelIsLoadedAndHasNoStateToGoOnFrom() {
    TrainingTask task = task(LinearSolve.full(), new Export(Export.Kind.BEST_MODEL));
    TrainingState end = run(task);
    Path file = directory.resolve("growth.json");
    assertThat(Checkpoints.loadModel(file).predict(growing(1.2)))
        .isEqualTo(TrainedModel.best(task, end).predict(growing(1.2)));
    assertThatExceptionOfType(MetalabException.class)
        .isThrownBy(() -> Checkpoints.read(task, file))
        .withMessageContainingAll("growth.json", "a model alone");
  }

  @Test
  void aCheckpointIsThatOfItsPlaceInTheTraining() {
    TrainingTask task =
        task(LinearSolve.full(), new Export(Export.Kind.RUN_CHECKPOINT), LinearSolve.full());
    run(task);
    TrainingState read = Checkpoints.read(task, directory.resolve("growth_run_checkpoint.json"));
    assertThat(read.cursor().phase()).isEqualTo(2);
    assertThat(read.history()).hasSize(1);
  }

  @Test
  void whatWasExportedBeforeATrainingWentOnIsNotExportedAgain() {
    TrainingTask task =
        task(new Export(Export.Kind.SUMMARY), LinearSolve.full(), new Export(Export.Kind.ANALYSIS));
    Training training = new Training(task, SeedBundle.of(1));
    TrainingState later = training.next(training.start());
    training.run(later, new Exports(ORIGIN, task, later, directory, "growth"));
    assertThat(directory.resolve("growth_analysis.npz")).exists();
    assertThat(directory.resolve("growth_summary.npz")).doesNotExist();
  }

  @Test
  void namesTheFileThatCannotBeWritten() throws IOException {
    Files.createDirectory(directory.resolve("growth_summary.npz"));
    assertThatExceptionOfType(MetalabException.class)
        .isThrownBy(() -> run(task(new Export(Export.Kind.SUMMARY))))
        .withMessageContaining("growth_summary.npz cannot be written");
  }
}
