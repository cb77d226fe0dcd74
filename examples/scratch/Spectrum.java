///usr/bin/env metalab script "$0" "$@" ; exit $?
//JAVA 17+
//DEPS io.metalab:dymad-operations:0.1.0-SNAPSHOT

import io.dymad.core.SnapshotPairs;
import io.dymad.core.Split;
import io.dymad.core.Trajectories;
import io.dymad.core.Trajectory;
import io.dymad.edmd.Lifted;
import io.dymad.edmd.Monomials;
import io.dymad.numerics.Complex;
import io.dymad.numerics.Matrix;
import io.dymad.numerics.RankRule;
import io.dymad.sako.ComplexGrid;
import io.dymad.sako.Pseudospectrum;
import io.dymad.sako.TestedSpectrum;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Which eigenvalues of ten fitted functions belong to {@code x' = -0.1 x, y' = -(y - x²)}, and
 * where else could the spectrum be?
 */
public class Spectrum {
  public static void main(String[] args) throws Exception {
    Path out = Files.createDirectories(Path.of("out"));
    List<Trajectory> courses = IntStream.range(0, 8).mapToObj(Spectrum::course).toList();
    Split split = Split.byTrajectory(new Trajectories(courses), 0.75, new SplittableRandom(1));
    Monomials dictionary = Monomials.ofTotalDegree(2, 0, 3);

    TestedSpectrum spectrum = TestedSpectrum.of(dictionary, split, RankRule.full());
    int[] trusted = spectrum.trusted(1e-6);
    List<String> rows = new ArrayList<>(List.of("growth,frequency,residual_held_out,trusted"));
    for (int i = 0; i < spectrum.residuals().size(); i++) {
      Complex exponent = spectrum.fit().exponents().get(i);
      int index = i;
      rows.add(
          "%s,%s,%s,%s"
              .formatted(
                  exponent.re(),
                  exponent.im(),
                  spectrum.heldOutResiduals().get(i),
                  Arrays.stream(trusted).anyMatch(one -> one == index)));
    }
    Files.write(out.resolve("eigenvalues.csv"), rows);
    rows.forEach(System.out::println);

    Pseudospectrum where =
        Pseudospectrum.of(Lifted.of(dictionary, SnapshotPairs.of(split.heldOut())));
    ComplexGrid grid = ComplexGrid.symmetric(1.2, 1.2, 41);
    Matrix tau = where.tau(grid);
    List<String> points = new ArrayList<>(List.of("re,im,tau"));
    for (int i = 0; i < tau.rows(); i++) {
      for (int j = 0; j < tau.columns(); j++) {
        points.add("%s,%s,%s".formatted(grid.re()[j], grid.im()[i], tau.get(i, j)));
      }
    }
    Files.write(out.resolve("pseudospectrum.csv"), points);
  }

  private static Trajectory course(int index) {
    double x0 = Math.cos(index);
    double y0 = Math.sin(2.0 * index);
    return Trajectory.of(
        0.2,
        Matrix.generate(
            21,
            2,
            (k, j) -> {
              double x = x0 * Math.exp(-0.02 * k);
              return j == 0 ? x : (y0 - 1.25 * x0 * x0) * Math.exp(-0.2 * k) + 1.25 * x * x;
            }));
  }
}
