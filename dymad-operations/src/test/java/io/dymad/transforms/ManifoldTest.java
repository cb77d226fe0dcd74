package io.dymad.transforms;

import static io.dymad.numerics.Samples.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.dymad.numerics.Distances;
import io.dymad.numerics.Matrix;
import io.dymad.transforms.Reconstruction.Linear;
import io.dymad.transforms.Reconstruction.LocalPolynomials;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Maps of closed and open curves, whose Laplacians and lengths are known. */
class ManifoldTest {
  private static final LocalPolynomials LOCAL = new LocalPolynomials(9, 4, 1);

  /** Points of the unit circle at angles that a function makes of equal ones. */
  private static Matrix circle(int count, DoubleUnaryOperator angle) {
    return Matrix.generate(
        count,
        2,
        (i, j) -> {
          double theta = angle.applyAsDouble(2 * Math.PI * i / count);
          return j == 0 ? Math.cos(theta) : Math.sin(theta);
        });
  }

  private static Matrix between(int count) {
    return circle(count, s -> s + 0.37 * 2 * Math.PI / count);
  }

  private static DiffusionMap diffusion(Matrix samples, DiffusionMap.Config config) {
    return (DiffusionMap) DiffusionMap.spec(config).fit(List.of(samples));
  }

  private static final DiffusionMap.Config DENSE =
      DiffusionMap.Config.of(2, LOCAL).withBandwidth(Bandwidth.of(0.01));

  @Test
  void theDiffusionMapOfTheCircleHasTheSpectrumOfItsLaplacian() {
    double[] expected = {1.010, 1.010, 4.040, 4.040, 9.09};
    DiffusionMap map =
        diffusion(
            circle(100, s -> s),
            DiffusionMap.Config.of(5, LOCAL).withBandwidth(Bandwidth.of(0.01)));
    assertThat(map.laplacianEigenvalues()).containsExactly(expected, within(1e-3));
    // The coordinates are the harmonics of the angle, of mean square 1.
    Matrix first = map.coordinates().columns(0, 2);
    for (double[] row : first.toRows()) {
      assertThat(Math.hypot(row[0], row[1])).isCloseTo(Math.sqrt(2), within(1e-12));
    }
  }

  @Test
  void theWidthFoundIsNarrowEnoughForTheLaplacian() {
    // The steepest width, as DyMAD takes it, is that of the whole circle: values off by 60 %.
    DiffusionMap.Config automatic = DiffusionMap.Config.of(4, LOCAL);
    assertThat(diffusion(circle(100, s -> s), automatic).laplacianEigenvalues())
        .containsExactly(new double[] {1, 1, 4, 4}, within(5e-3));
    assertThat(diffusion(circle(100, s -> s + 0.4 * Math.sin(s)), automatic).laplacianEigenvalues())
        .containsExactly(new double[] {1, 1, 4, 4}, within(0.02));
  }

  @Test
  void withAlphaOneTheDensityOfTheSamplesDoesNotMatter() {
    Matrix uneven = circle(400, s -> s + 0.4 * Math.sin(s));
    DiffusionMap.Config config = DENSE.withBandwidth(Bandwidth.of(0.003));
    assertThat(diffusion(uneven, config).laplacianEigenvalues())
        .containsExactly(new double[] {1, 1}, within(0.01));
    DiffusionMap.Config biased =
        new DiffusionMap.Config(2, 0, Bandwidth.of(0.003), Graph.full(), LOCAL);
    assertThat(diffusion(uneven, biased).laplacianEigenvalues()[0]).isNotCloseTo(1, within(0.05));
  }

  @Test
  void nearestNeighboursGiveTheSameCoordinatesAsAllPairs() {
    Matrix samples = circle(100, s -> s);
    DiffusionMap near = diffusion(samples, DENSE.withGraph(Graph.nearest(31)));
    // 15 neighbours on each side reach e^(-0.88 / 0.04) of the kernel.
    assertThat(near.laplacianEigenvalues())
        .containsExactly(diffusion(samples, DENSE).laplacianEigenvalues(), within(1e-6));
    Matrix states = between(100).rows(3, 9);
    Matrix norms = near.apply(states);
    for (double[] row : norms.toRows()) {
      assertThat(Math.hypot(row[0], row[1])).isCloseTo(Math.sqrt(2), within(1e-6));
    }
  }

  @Test
  void theExtensionMeetsTheSamplesAndTheHarmonicsBetweenThem() {
    Matrix samples = circle(100, s -> s);
    for (Graph graph : new Graph[] {Graph.full(), Graph.nearest(40)}) {
      DiffusionMap map = diffusion(samples, DENSE.withGraph(graph));
      assertClose(map.apply(samples), map.coordinates(), 1e-11);
    }
    DiffusionMap map = diffusion(samples, DENSE);
    // Harmonics turn with the angle: the coordinates of a turned circle are turned.
    Matrix rotation = samples.pseudoInverse().times(map.coordinates());
    assertClose(map.apply(between(100)), between(100).times(rotation), 1e-9);
  }

  @Test
  void modesOfDiffusionMapsAreDerivatives() {
    Matrix samples = circle(60, s -> s + 0.2 * Math.sin(s));
    DiffusionMap map = diffusion(samples, DENSE.withBandwidth(Bandwidth.automatic()));
    for (int i = 0; i < 5; i++) {
      Modes.assertForward(map, between(60).rows(7 * i, 7 * i + 1).times(1.05), 1e-6);
    }
  }

  @Test
  void localPolynomialsGiveStatesAndTheirSlopesBack() {
    Matrix samples = circle(100, s -> s);
    DiffusionMap map = diffusion(samples, DENSE);
    Matrix states = between(100);
    assertClose(map.invert(map.apply(states)), states, 1e-5);
    Matrix linear = diffusion(samples, DENSE).coordinates().pseudoInverse().times(samples);
    for (int i = 0; i < 100; i += 10) {
      Matrix state = states.rows(i, i + 1);
      Matrix feature = map.apply(state);
      // Here x is linear in z; along the circle, that is what its modes are.
      Matrix tangent = Matrix.of(new double[] {-feature.get(0, 1), feature.get(0, 0)});
      Matrix unit = tangent.times(1 / tangent.frobeniusNorm());
      assertClose(unit.times(map.backwardModes(feature)), unit.times(linear), 1e-3);
      // Forward and backward modes are inverse to each other along the circle.
      Matrix overlap = map.forwardModes(state).timesAdjoint(map.backwardModes(feature));
      assertClose(overlap, unit.adjointTimes(unit), 1e-3);
    }
  }

  @Test
  void theLinearWayBackIsCoarseOnACurveThatIsNoEllipse() {
    Matrix samples =
        Matrix.generate(
            120,
            2,
            (i, j) -> {
              double theta = 2 * Math.PI * i / 120;
              double r = 1 + 0.3 * Math.cos(3 * theta);
              return j == 0 ? r * Math.cos(theta) : r * Math.sin(theta);
            });
    DiffusionMap.Config linear = DiffusionMap.Config.of(2, new Linear());
    DiffusionMap.Config local = DiffusionMap.Config.of(2, LOCAL);
    double coarse = roundTrip(diffusion(samples, linear), samples);
    double fine = roundTrip(diffusion(samples, local), samples);
    assertThat(fine).isLessThan(2e-3);
    assertThat(coarse).isBetween(0.05, 0.5);
    DiffusionMap map = diffusion(samples, linear);
    Modes.assertBackward(map, map.coordinates().rows(5, 6), 1e-8);
  }

  private static double roundTrip(Transform map, Matrix samples) {
    return map.invert(map.apply(samples)).minus(samples).maxAbs();
  }

  @Test
  void aDiffusionMapNeedsSamplesThatTheKernelConnects() {
    Matrix apart = circle(20, s -> s).above(Matrix.generate(20, 2, (i, j) -> 50 + 0.01 * i * j));
    assertThatThrownBy(() -> diffusion(apart, DENSE.withBandwidth(Bandwidth.of(0.05))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("fall apart");
    assertThatThrownBy(() -> diffusion(circle(3, s -> s), DiffusionMap.Config.of(3, LOCAL)))
        .hasMessageContaining("3 samples do not have 3 coordinates");
  }

  @Test
  void theDimensionOfACurveAndOfASurfaceIsFound() {
    Matrix ring = circle(200, s -> s);
    DimensionEstimate curve = DimensionEstimate.of(Distances.squared(ring, ring));
    assertThat(curve.dimension()).isEqualTo(1);
    Matrix torus =
        Matrix.generate(
            900,
            4,
            (k, j) -> {
              double angle = 2 * Math.PI * (j < 2 ? k % 30 : k / 30) / 30;
              return j % 2 == 0 ? Math.cos(angle) : Math.sin(angle);
            });
    assertThat(DimensionEstimate.of(Distances.squared(torus, torus)).dimension()).isEqualTo(2);
    assertThatThrownBy(() -> DimensionEstimate.of(Matrix.zeros(4, 4)))
        .hasMessageContaining("All 4 samples coincide");
  }

  private static VariableBandwidthMap variable(
      Matrix samples, int coordinates, VariableBandwidthMap.Generator generator) {
    return (VariableBandwidthMap)
        VariableBandwidthMap.spec(
                new VariableBandwidthMap.Config(coordinates, 9, 1, generator, LOCAL))
            .fit(List.of(samples));
  }

  @Test
  void variableBandwidthsFindTheDensityAndTheLaplacianOfAnUnevenCircle() {
    Matrix samples = circle(300, s -> s + 0.5 * Math.sin(s));
    VariableBandwidthMap map =
        variable(samples, 4, VariableBandwidthMap.Generator.LAPLACE_BELTRAMI);
    double[] densities = map.densities();
    for (int i = 0; i < 300; i += 7) {
      // The angle is s + sin(s)/2 for a uniform s: the density is 1 / (2π (1 + cos(s)/2)).
      double exact = 1 / (2 * Math.PI * (1 + 0.5 * Math.cos(2 * Math.PI * i / 300)));
      assertThat(densities[i]).isCloseTo(exact, within(2e-3 * exact));
    }
    assertThat(map.laplacianEigenvalues()).containsExactly(new double[] {1, 1, 4, 4}, within(2e-3));
    assertClose(map.apply(samples), map.coordinates(), 1e-9);
    assertThat(roundTrip(map, samples)).isLessThan(0.01);
  }

  @Test
  void modesOfVariableBandwidthsAreDerivatives() {
    for (VariableBandwidthMap.Generator generator : VariableBandwidthMap.Generator.values()) {
      Matrix samples = circle(80, s -> s + 0.4 * Math.sin(s));
      VariableBandwidthMap map = variable(samples, 2, generator);
      for (int i = 0; i < 4; i++) {
        Modes.assertForward(map, between(80).rows(9 * i, 9 * i + 1).times(1.02), 1e-6);
      }
    }
  }

  @Test
  void isomapUnrollsACurveToItsLength() {
    // A quarter turn of a spiral in space, of speed sqrt(1 + 0.25).
    Matrix curve =
        Matrix.generate(
            150,
            3,
            (i, j) -> {
              double t = 4.0 * i / 149;
              return j == 0 ? Math.cos(t) : j == 1 ? Math.sin(t) : 0.5 * t;
            });
    Isomap map = (Isomap) Isomap.spec(new Isomap.Config(1, 5, LOCAL, LOCAL)).fit(List.of(curve));
    double[] z = map.coordinates().column(0);
    double length = Arrays.stream(z).max().orElseThrow() - Arrays.stream(z).min().orElseThrow();
    assertThat(length).isCloseTo(4 * Math.sqrt(1.25), within(1e-3));
    assertClose(map.apply(curve), map.coordinates(), 1e-4);
    assertThat(roundTrip(map, curve)).isLessThan(1e-4);
    // One unit of length along the curve changes the coordinate by one, up or down.
    double t = 2.01;
    double speed = Math.sqrt(1.25);
    Matrix state = Matrix.of(new double[] {Math.cos(t), Math.sin(t), 0.5 * t});
    Matrix tangent = Matrix.ofColumn(-Math.sin(t) / speed, Math.cos(t) / speed, 0.5 / speed);
    Matrix along = map.forwardModes(state).times(tangent);
    assertThat(Math.abs(along.get(0, 0))).isCloseTo(1, within(2e-3));
    Matrix back = map.backwardModes(map.apply(state)).times(along.get(0, 0));
    assertClose(back.adjoint(), tangent, 5e-3);
  }

  @Test
  void isomapNeedsConnectedSamplesAndDirections() {
    Matrix apart = circle(20, s -> s).above(Matrix.generate(20, 2, (i, j) -> 50 + 0.01 * i * j));
    Isomap.Config config = new Isomap.Config(1, 4, LOCAL, LOCAL);
    assertThatThrownBy(() -> Isomap.spec(config).fit(List.of(apart)))
        .hasMessageContaining("cannot be reached from sample 0");
    Matrix line = Matrix.generate(30, 2, (i, j) -> i);
    assertThatThrownBy(() -> Isomap.spec(new Isomap.Config(2, 4, LOCAL, LOCAL)).fit(List.of(line)))
        .hasMessageContaining("fewer than 2 directions");
  }

  @Test
  void localPolynomialsNeedEnoughNeighbours() {
    assertThatThrownBy(() -> new LocalPolynomials(9, 3, 2))
        .hasMessageContaining("degree 3 in 2 dimensions has 10 terms; 9 neighbours");
  }
}
