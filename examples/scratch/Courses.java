///usr/bin/env metalab script "$0" "$@" ; exit $?
//JAVA 17+
//DEPS io.metalab:dymad-operations:0.1.0-SNAPSHOT
//DEPS ai.djl.pytorch:pytorch-engine:0.35.1 ai.djl.pytorch:pytorch-jni:2.7.1-0.35.1
//DEPS ai.djl.pytorch:pytorch-native-cpu:2.7.1:linux-x86_64

import io.dymad.core.Split;
import io.dymad.core.Trajectories;
import io.dymad.core.Trajectory;
import io.dymad.io.Dataset;
import io.dymad.io.NpzFiles;
import io.dymad.models.Hold;
import io.dymad.models.ModelSpec;
import io.dymad.models.Rk4;
import io.dymad.models.Rollout;
import io.dymad.numerics.Complex;
import io.dymad.numerics.Matrix;
import io.dymad.torch.Precision;
import io.dymad.training.Checkpoints;
import io.dymad.training.LinearSolve;
import io.dymad.training.TrainedModel;
import io.dymad.training.Training;
import io.dymad.training.TrainingState;
import io.dymad.training.TrainingTask;
import io.metalab.api.SeedBundle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How far does a model that was read from its checkpoint follow courses that were not fitted? The
 * system is a linear, damped oscillation, which least squares find without a single epoch.
 */
public class Courses {
  public static void main(String[] args) throws Exception {
    Path out = Files.createDirectories(Path.of("out"));
    Trajectories courses =
        new Trajectories(IntStream.range(0, 8).mapToObj(Courses::course).toList());
    SeedBundle seeds = SeedBundle.of(1);
    Split split = Split.byTrajectory(courses, 0.75, seeds.stream("split"));
    ModelSpec spec = ModelSpec.of(Map.of("name", "LTI", "encoder_layers", 0, "decoder_layers", 0));
    TrainingTask task =
        new TrainingTask(
            spec.build(2, 0),
            split,
            List.of(LinearSolve.full().withLogarithm()),
            new Rollout(new Rk4(4), Hold.CUBIC),
            Precision.FLOAT64);
    Training training = new Training(task, seeds);
    TrainingState end = training.run(training.start(), state -> {});
    Checkpoints.write(spec, task, end, out.resolve("run.json"));

    TrainedModel model = Checkpoints.loadModel(out.resolve("run.json"));
    List<String> rows = new ArrayList<>(List.of("course,largest_error"));
    List<Trajectory> forecasts = new ArrayList<>();
    for (Trajectory course : split.heldOut().items()) {
      Matrix forecast = model.predict(course);
      rows.add("%d,%s".formatted(forecasts.size(), forecast.minus(course.x()).maxAbs()));
      forecasts.add(course.withX(forecast));
    }
    NpzFiles.write(Dataset.of(new Trajectories(forecasts)), out.resolve("forecasts.npz"));
    Files.write(out.resolve("errors.csv"), rows);
    rows.forEach(System.out::println);
    for (int i = 0; i < 2; i++) {
      Complex exponent = model.exponents().get(i);
      System.out.println("exponent %s %s".formatted(exponent.re(), exponent.im()));
    }
  }

  /** {@code z' = (-0.1 + 2i) z}, seen as its real and imaginary part. */
  private static Trajectory course(int index) {
    return Trajectory.of(
        0.05,
        Matrix.generate(
            101,
            2,
            (k, j) -> {
              double t = 0.05 * k;
              double angle = 2 * t + index;
              return Math.exp(-0.1 * t) * (j == 0 ? Math.cos(angle) : Math.sin(angle));
            }));
  }
}
