///usr/bin/env metalab script "$0" "$@" ; exit $?
//JAVA 17+
//DEPS io.metalab:dymad-operations:0.1.0-SNAPSHOT

import io.dymad.numerics.Matrix;
import io.dymad.numerics.RandomizedSvd;
import io.dymad.numerics.Svd;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * How many power iterations does a randomised decomposition need where singular values decay
 * slowly? The matrix is made from the values 1, 1/2, 1/3, …, so that the answer is known.
 */
public class Numerics {
  private static final int RANK = 5;

  public static void main(String[] args) throws Exception {
    Path out = Files.createDirectories(Path.of("out"));
    SplittableRandom random = new SplittableRandom(1);
    double[] values = new double[60];
    for (int i = 0; i < values.length; i++) {
      values[i] = 1.0 / (i + 1);
    }
    Matrix u = Matrix.gaussian(200, 60, random).qr().q();
    Matrix v = Matrix.gaussian(60, 60, random).qr().q();
    Matrix a = u.times(Matrix.diagonal(values)).timesAdjoint(v);

    List<String> rows = new ArrayList<>(List.of("method,largest_relative_error,milliseconds"));
    rows.add(row("lapack", a, values, () -> a.svd()));
    for (int iterations : new int[] {0, 1, 2, 4}) {
      RandomizedSvd method = new RandomizedSvd(RANK, 5, iterations);
      rows.add(
          row(
              "randomised with %d iterations".formatted(iterations),
              a,
              values,
              () -> method.decompose(a, new SplittableRandom(2))));
    }
    Files.write(out.resolve("numerics.csv"), rows);
    rows.forEach(System.out::println);
  }

  private interface Decomposition {
    Svd<Matrix> of();
  }

  private static String row(String method, Matrix a, double[] values, Decomposition decomposition) {
    decomposition.of();
    long start = System.nanoTime();
    Svd<Matrix> svd = decomposition.of();
    double milliseconds = (System.nanoTime() - start) / 1e6;
    double error = 0;
    for (int i = 0; i < RANK; i++) {
      error = Math.max(error, Math.abs(svd.singularValues()[i] / values[i] - 1));
    }
    return "%s,%s,%.2f".formatted(method, error, milliseconds);
  }
}
