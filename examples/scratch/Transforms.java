///usr/bin/env metalab script "$0" "$@" ; exit $?
//JAVA 17+
//DEPS io.metalab:dymad-operations:0.1.0-SNAPSHOT

import io.dymad.core.Split;
import io.dymad.core.Trajectories;
import io.dymad.core.Trajectory;
import io.dymad.io.Dataset;
import io.dymad.io.NpzFiles;
import io.dymad.numerics.Matrix;
import io.dymad.numerics.RankRule;
import io.dymad.transforms.Delay;
import io.dymad.transforms.Projection;
import io.dymad.transforms.Scaler;
import io.dymad.transforms.Transform;
import io.dymad.transforms.TransformChain;
import io.dymad.transforms.TransformFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * How many directions do windows of two sensors have, which see one damped oscillation? Each chain
 * is fitted on four courses and judged on two others.
 */
public class Transforms {
  public static void main(String[] args) throws Exception {
    Path out = Files.createDirectories(Path.of("out"));
    List<Trajectory> courses = IntStream.range(0, 6).mapToObj(Transforms::course).toList();
    Split split = Split.byTrajectory(new Trajectories(courses), 0.67, new SplittableRandom(1));
    List<String> rows = new ArrayList<>(List.of("delay,window,features,error"));
    for (int delay : new int[] {0, 1, 5}) {
      Transform chain =
          TransformChain.spec(
                  Scaler.spec(Scaler.Mode.STANDARD),
                  Delay.spec(delay),
                  Projection.spec(RankRule.tolerance(1e-10), true))
              .fit(split.train());
      List<Trajectory> features = new ArrayList<>();
      double error = 0;
      for (Trajectory course : split.heldOut().items()) {
        Matrix z = chain.apply(course.x());
        Matrix back = chain.invert(z);
        error = Math.max(error, back.minus(course.x()).maxAbs() / course.x().maxAbs());
        features.add(Trajectory.of(0.1, z));
      }
      rows.add("%d,%d,%d,%s".formatted(delay, 2 * (delay + 1), chain.outputSize(), error));
      NpzFiles.write(
          Dataset.of(new Trajectories(features)), out.resolve("features" + delay + ".npz"));
      TransformFiles.write(chain, out.resolve("delay" + delay + ".json"));
    }
    Files.write(out.resolve("transforms.csv"), rows);
    rows.forEach(System.out::println);
  }

  private static Trajectory course(int index) {
    return Trajectory.of(
        0.1,
        Matrix.generate(
            80,
            2,
            (k, j) -> {
              double decay = Math.exp(-0.02 * k);
              return j == 0
                  ? decay * Math.cos(0.3 * k + index)
                  : 100 + 10 * decay * Math.sin(0.3 * k + index);
            }));
  }
}
