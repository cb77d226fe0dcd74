package io.dymad.operation;

import io.dymad.core.Trajectories;
import io.dymad.core.Trajectory;
import io.dymad.io.CsvFiles;
import io.dymad.io.Dataset;
import io.dymad.io.NpzFiles;
import io.dymad.numerics.Matrix;
import io.metalab.api.FileValue;
import io.metalab.capture.Serializers;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Files of known dynamics. */
final class TestData {
  /** Time between samples. */
  static final double STEP = 0.1;

  private TestData() {}

  /** Returns a file of the test resources. */
  static FileValue resource(String name) {
    URL url = Objects.requireNonNull(TestData.class.getResource(name), name);
    try {
      return FileValue.of(Path.of(url.toURI()).toString());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Writes two damped oscillations, exponents {@code -0.1 ± i} and {@code -0.3 ± 2.5 i}, seen by
   * four sensors; each trajectory has other amplitudes.
   */
  static FileValue oscillations(Path directory, int trajectories, int steps) {
    List<Trajectory> items = new ArrayList<>();
    for (int i = 0; i < trajectories; i++) {
      double first = 1 + 0.3 * i;
      double second = 0.5 - 0.2 * i;
      items.add(
          Trajectory.of(
              STEP,
              Matrix.generate(
                  steps,
                  4,
                  (k, j) -> {
                    double t = k * STEP;
                    double slow = first * Math.exp(-0.1 * t) * Math.cos(t + j);
                    return slow + second * Math.exp(-0.3 * t) * Math.sin(2.5 * t + j * j);
                  })));
    }
    return npz(directory, "oscillations-" + trajectories + "-" + steps, new Trajectories(items));
  }

  /** Writes {@code x_(k+1) = A x_k + B u_k} with eigenvalues 0.9 and 0.7 and a restless control. */
  static FileValue controlled(Path directory, int steps) {
    Matrix a = Matrix.of(new double[][] {{0.9, 0.2}, {0, 0.7}});
    double[][] x = new double[steps][2];
    double[][] u = new double[steps][1];
    x[0] = new double[] {1, -1};
    for (int k = 0; k < steps; k++) {
      u[k][0] = Math.sin(1.7 * k * k);
      if (k + 1 < steps) {
        x[k + 1] = a.times(x[k]);
        x[k + 1][0] += 0.5 * u[k][0];
        x[k + 1][1] -= u[k][0];
      }
    }
    Trajectory item = Trajectory.of(1, Matrix.of(x)).withU(Matrix.of(u));
    return npz(directory, "controlled-" + steps, Trajectories.of(item));
  }

  /**
   * Writes {@code x' = -0.5 x, y' = -3 (y - x²)}, solved exactly: exponents 0, -0.5, -1 and -3 of
   * the functions 1, x, x² and {@code y - 1.5 x²}.
   */
  static FileValue koopman2d(Path directory) {
    List<Trajectory> items = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      double a = 2.5 * Math.cos(i + 0.5);
      double b = 5 * Math.sin(2.0 * i + 1);
      items.add(
          Trajectory.of(
              0.05,
              Matrix.generate(
                  41,
                  2,
                  (k, j) -> {
                    double t = 0.05 * k;
                    double x = a * Math.exp(-0.5 * t);
                    return j == 0 ? x : (b - 1.5 * a * a) * Math.exp(-3 * t) + 1.5 * x * x;
                  })));
    }
    return npz(directory, "koopman2d", new Trajectories(items));
  }

  /**
   * Writes a wave that travels once around a ring of 12 points on three latitudes: a closed curve.
   *
   * @param samples in one turn
   * @param phase of the first sample
   */
  static FileValue wave(Path directory, int samples, double phase) {
    Matrix states =
        Matrix.generate(
            samples,
            36,
            (k, j) -> {
              double angle = 2 * Math.PI * (k / (double) samples - (j % 12) / 12.0) + phase;
              int row = j / 12;
              double latitude = 1 - 0.3 * row;
              return latitude * Math.cos(angle) + 0.3 * latitude * latitude * Math.sin(2 * angle);
            });
    return npz(
        directory, "wave-" + samples + "-" + phase, Trajectories.of(Trajectory.of(1, states)));
  }

  /** Writes a point that goes around a circle three times, in equal steps. */
  static FileValue ring(Path directory, int samples) {
    Matrix states =
        Matrix.generate(
            samples,
            2,
            (k, j) -> {
              double angle = 6 * Math.PI * k / samples;
              return j == 0 ? Math.cos(angle) : Math.sin(angle);
            });
    return npz(directory, "ring-" + samples, Trajectories.of(Trajectory.of(0.1, states)));
  }

  /** Writes an angle that turns by the root of 2 radians in each step. */
  static FileValue rotation(Path directory) {
    Matrix angles = Matrix.generate(400, 1, (k, j) -> (k * Math.sqrt(2)) % (2 * Math.PI) - Math.PI);
    return npz(directory, "rotation", Trajectories.of(Trajectory.of(1, angles)));
  }

  /** Writes trajectories as an .npz. */
  static FileValue npz(Path directory, String name, Trajectories trajectories) {
    Path file = directory.resolve(name + ".npz");
    if (!Files.exists(file)) {
      Path fresh = directory.resolve(name + "." + Thread.currentThread().getId());
      NpzFiles.write(Dataset.of(trajectories), fresh);
      move(fresh, file);
    }
    return FileValue.of(file.toString());
  }

  /** Writes trajectories as a .csv. */
  static FileValue csv(Path directory, String name, Trajectories trajectories) {
    Path file = directory.resolve(name + ".csv");
    try (OutputStream out = Files.newOutputStream(file)) {
      Serializers.load(TestData.class.getClassLoader())
          .byName("csv")
          .write(CsvFiles.toTable(trajectories), out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return FileValue.of(file.toString());
  }

  private static void move(Path from, Path to) {
    try {
      Files.move(from, to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
