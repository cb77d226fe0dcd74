package io.dymad.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.dymad.core.Split;
import io.dymad.core.Trajectories;
import io.dymad.core.Trajectory;
import io.dymad.models.Hold;
import io.dymad.models.LatentModel;
import io.dymad.models.ModelSpec;
import io.dymad.models.Rk4;
import io.dymad.models.Rollout;
import io.dymad.models.Weights;
import io.dymad.numerics.Matrix;
import io.dymad.torch.Precision;
import io.dymad.transforms.ChannelTransforms;
import io.dymad.transforms.Delay;
import io.dymad.transforms.Identity;
import io.dymad.transforms.Scaler;
import io.dymad.transforms.Transform;
import io.dymad.transforms.TransformChain;
import io.dymad.transforms.TransformFiles;
import io.dymad.transforms.TransformState;
import io.metalab.api.SeedBundle;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Windows of two scaled samples of two states, encoded to five numbers. */
class AutoencoderTransformTest {
  private static final Rollout ROLLOUT = new Rollout(new Rk4(1), Hold.ZOH);
  private static final Transform BEFORE =
      new TransformChain(
          List.of(
              new Scaler(Matrix.of(new double[] {1, -2}), Matrix.of(new double[] {2, 0.5})),
              new Delay(2, 1)));

  @TempDir private Path directory;

  private static Matrix series(int samples) {
    return Matrix.generate(samples, 2, (k, j) -> Math.sin(1 + 1.7 * k + 2.9 * j));
  }

  private static ModelSpec spec(String autoencoder) {
    return ModelSpec.of(
        Map.of(
            "name",
            "KBF",
            "koopman_dimension",
            5,
            "hidden_dimension",
            4,
            "activation",
            "tanh",
            "autoencoder_type",
            autoencoder));
  }

  private static TrainedModel trained(ModelSpec spec) {
    LatentModel model = spec.build(4, 0);
    return new TrainedModel(
        model,
        Weights.initial(model.parameters(), SeedBundle.of(3)),
        ROLLOUT,
        0.1,
        new ChannelTransforms(BEFORE, new Identity(0, false)));
  }

  private static AutoencoderTransform transform(String autoencoder) {
    return AutoencoderTransform.of(spec(autoencoder), trained(spec(autoencoder)));
  }

  @Test
  void appliesTheEncoderAfterTheTransformsOfTheModel() {
    AutoencoderTransform transform = transform("smp");
    Matrix features = transform.apply(series(6));
    assertThat(features).isEqualTo(trained(spec("smp")).encode(Trajectory.of(0.1, series(6))));
    assertThat(transform.window()).isEqualTo(2);
    assertThat(transform.inputSize()).isEqualTo(2);
    assertThat(transform.outputSize()).isEqualTo(5);
  }

  @Test
  void theInverseOfCatIsExact() {
    AutoencoderTransform transform = transform("cat");
    Matrix again = transform.invert(transform.apply(series(6)));
    assertThat(again.minus(series(6)).maxAbs()).isLessThan(1e-14);
  }

  @Test
  void forwardModesAreTheSlopesOfFeatures() {
    AutoencoderTransform transform = transform("smp");
    Matrix at = series(2);
    Matrix modes = transform.forwardModes(at);
    for (int i = 0; i < 4; i++) {
      int index = i;
      Matrix step = Matrix.generate(2, 2, (k, j) -> 2 * k + j == index ? 1e-6 : 0);
      Matrix slope =
          transform.apply(at.plus(step)).minus(transform.apply(at.minus(step))).times(5e5);
      assertThat(modes.columns(i, i + 1).minus(slope.adjoint()).maxAbs()).isLessThan(1e-8);
    }
  }

  @Test
  void backwardModesAreTheSlopesOfStates() {
    AutoencoderTransform transform = transform("res");
    Matrix at = Matrix.generate(1, 5, (k, j) -> Math.cos(2.0 * j));
    Matrix modes = transform.backwardModes(at);
    for (int i = 0; i < 5; i++) {
      int index = i;
      Matrix step = Matrix.generate(1, 5, (k, j) -> j == index ? 1e-6 : 0);
      double[] slope =
          transform
              .invert(at.plus(step))
              .minus(transform.invert(at.minus(step)))
              .times(5e5)
              .toRowMajor();
      assertThat(modes.rows(i, i + 1).minus(Matrix.of(slope)).maxAbs()).isLessThan(1e-8);
    }
  }

  @Test
  void isKeptInFilesLikeAnyStageOfAChain() {
    TransformChain chain = new TransformChain(List.of(transform("smp"), new Identity(5, true)));
    Path file = directory.resolve("transform.json");
    TransformFiles.write(chain, file);
    assertThat(TransformFiles.read(file).apply(series(6))).isEqualTo(chain.apply(series(6)));
  }

  @Test
  void isThatOfTheBestModelOfACheckpoint() {
    ModelSpec spec = spec("smp");
    Trajectories given = BEFORE.apply(Trajectories.of(Trajectory.of(0.1, series(9))));
    TrainingTask task =
        new TrainingTask(
            spec.build(4, 0),
            new Split(given, given),
            List.of(LinearSolve.full()),
            ROLLOUT,
            Precision.FLOAT64);
    TrainingState start = new Training(task, SeedBundle.of(3)).start();
    Path file = directory.resolve("run.json");
    ChannelTransforms transforms = new ChannelTransforms(BEFORE, new Identity(0, false));
    Checkpoints.write(ModelOrigin.of(spec, transforms), task, start, file);
    assertThat(AutoencoderTransform.load(file).apply(series(6)))
        .isEqualTo(transform("smp").apply(series(6)));
  }

  @Test
  void refusesAnEncoderThatTakesControls() {
    ModelSpec spec = ModelSpec.of(Map.of("name", "LDM"));
    LatentModel model = spec.build(2, 1);
    TrainedModel trained =
        new TrainedModel(
            model,
            Weights.initial(model.parameters(), SeedBundle.of(3)),
            ROLLOUT,
            0.1,
            ChannelTransforms.identity(2, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AutoencoderTransform.of(spec, trained))
        .withMessageContainingAll("LDM", "controls");
  }

  @Test
  void refusesFeaturesAndStatesOfAnotherWidth() {
    AutoencoderTransform transform = transform("smp");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> transform.invert(Matrix.zeros(3, 4)))
        .withMessageContaining("5 columns");
    assertThatIllegalArgumentException().isThrownBy(() -> transform.apply(Matrix.zeros(3, 3)));
  }

  @Test
  void refusesAStateThatIsNotItsOwn() {
    TransformState state = transform("smp").state();
    TransformState bare = TransformState.of("autoencoder").with(BEFORE.state());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TransformFiles.restore(bare))
        .withMessageContaining("model");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TransformFiles.restore(bare.with("model", "{").with("controls", 0)))
        .withMessageContaining("no JSON");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TransformFiles.restore(state.with(BEFORE.state())))
        .withMessageContaining("one transform before it, not 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TransformFiles.restore(TransformState.of("auto")))
        .withMessageContaining("'auto'");
  }
}
