package io.dymad.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.dymad.core.SnapshotPairs;
import io.dymad.core.Trajectories;
import io.dymad.core.Trajectory;
import io.dymad.dmd.BaggedDmd;
import io.dymad.dmd.Dmd;
import io.dymad.dmd.DmdWithControl;
import io.dymad.dmd.ForwardBackwardDmd;
import io.dymad.dmd.HankelDmd;
import io.dymad.dmd.Havok;
import io.dymad.dmd.ModalModel;
import io.dymad.dmd.MultiresolutionDmd;
import io.dymad.dmd.OptimizedDmd;
import io.dymad.dmd.Snapshots;
import io.dymad.dmd.SparseDmd;
import io.dymad.dmd.SpectralModel;
import io.dymad.dmd.StructuredDmd;
import io.dymad.dmd.SubspaceDmd;
import io.dymad.dmd.TotalLeastSquaresDmd;
import io.dymad.edmd.BilinearEdmd;
import io.dymad.edmd.BilinearModel;
import io.dymad.edmd.Dictionary;
import io.dymad.edmd.Edmd;
import io.dymad.edmd.GeneratorEdmd;
import io.dymad.edmd.GramEdmd;
import io.dymad.edmd.KernelFeatures;
import io.dymad.edmd.KoopmanModel;
import io.dymad.edmd.Lifted;
import io.dymad.edmd.MeasurePreservingEdmd;
import io.dymad.edmd.Monomials;
import io.dymad.kernel.Kernel;
import io.dymad.numerics.Complex;
import io.dymad.numerics.ComplexMatrix;
import io.dymad.numerics.Matrix;
import io.dymad.numerics.RankRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every member of the DMD family answers the same six questions, on data with known answers. */
class ModelFamilyTest {
  private static final double STEP = 0.5;
  private static final RankRule TWO = RankRule.of(2);
  private static final Dictionary STATES = Monomials.ofTotalDegree(2, 1, 1);
  private static final Dictionary AFFINE = Monomials.ofTotalDegree(2, 0, 1);

  /**
   * What a model must say.
   *
   * @param exponents of the system; a model may have others, of products or constants
   * @param contributions of these to the first state of the fitted course, one column each
   * @param fitted the course whose first state has the amplitudes
   * @param other a course that was not fitted
   */
  private record Truth(
      List<Complex> exponents, ComplexMatrix contributions, Trajectory fitted, Trajectory other) {
    void assertAnsweredBy(SpectralModel model, double tolerance) {
      for (int i = 0; i < exponents.size(); i++) {
        int j = nearest(model, exponents.get(i));
        Complex value = exponents.get(i).times(model.step()).exp();
        assertSmall(model.exponents().get(j).minus(exponents.get(i)).abs(), tolerance);
        assertSmall(model.eigenvalues().get(j).minus(value).abs(), tolerance);
        ComplexMatrix shares = contributions.columns(i, i + 1);
        ComplexMatrix found = model.modes().columns(j, j + 1);
        assertSmall(
            found.times(model.amplitudes().select(j).asColumn()).minus(shares).maxAbs(), tolerance);
        assertSmall(model.residuals(Trajectories.of(other))[j], tolerance);
      }
      assertSmall(distance(model.reconstruct(fitted), fitted), tolerance);
      assertSmall(distance(model.forecast(other), other), tolerance);
    }

    private static int nearest(SpectralModel model, Complex exponent) {
      return IntStream.range(0, model.size())
          .boxed()
          .min(
              (a, b) ->
                  Double.compare(
                      model.exponents().get(a).minus(exponent).abs(),
                      model.exponents().get(b).minus(exponent).abs()))
          .orElseThrow();
    }

    private static double distance(ComplexMatrix found, Trajectory course) {
      return found.minus(course.x().toComplex()).maxAbs();
    }

    private static void assertSmall(double error, double tolerance) {
      assertThat(error).isCloseTo(0, within(tolerance));
    }
  }

  /** {@code c_1 0.9ᵏ (1, 0) + c_2 0.7ᵏ (-1, 1)}: A = [0.9 0.2; 0 0.7] on columns. */
  private static Trajectory decay(double c1, double c2, int samples) {
    return Trajectory.of(
        STEP,
        Matrix.generate(
            samples,
            2,
            (k, j) ->
                j == 0 ? c1 * Math.pow(0.9, k) - c2 * Math.pow(0.7, k) : c2 * Math.pow(0.7, k)));
  }

  private static Truth decay(Trajectory fitted, Trajectory other) {
    return new Truth(
        List.of(Complex.of(Math.log(0.9) / STEP), Complex.of(Math.log(0.7) / STEP)),
        Matrix.of(new double[][] {{3, -1}, {0, 1}}).toComplex(),
        fitted,
        other);
  }

  @TestFactory
  List<DynamicTest> membersThatFitOneCourse() {
    Trajectory course = decay(3, 1, 12);
    Truth truth = decay(course, decay(-1, 2, 7));
    Snapshots<Matrix> snapshots = Snapshots.of(Trajectories.of(course));
    ModalModel exact = Dmd.of(TWO).fit(snapshots);
    Map<String, SpectralModel> members = new LinkedHashMap<>();
    members.put("exact", exact);
    members.put("projected", Dmd.of(TWO).with(Dmd.Modes.PROJECTED).fit(snapshots));
    members.put("total least squares", TotalLeastSquaresDmd.of(TWO).fit(snapshots));
    members.put("forward-backward", ForwardBackwardDmd.of(TWO).fit(snapshots));
    members.put("subspace", new SubspaceDmd(TWO).fit(course.x(), STEP));
    members.put("structured", StructuredDmd.upperTriangular().model(snapshots));
    SparseDmd.Choice choice = new SparseDmd(1e-6).choose(exact, course.x());
    members.put("sparse", exact.withAmplitudes(choice.polished()).select(choice.kept()));
    OptimizedDmd optimized = OptimizedDmd.of(2);
    members.put("optimised", optimized.fit(course.elapsed(), course.x()).model());
    members.put(
        "bagged",
        new BaggedDmd(optimized, 4, 0.8)
            .fit(course.elapsed(), course.x(), new SplittableRandom(1))
            .full()
            .model());
    members.put(
        "multi-resolution, slow modes of the whole",
        new MultiresolutionDmd(0, TWO, 1).fit(course.x(), STEP).level(0).get(0).model(STEP));
    return tests(members, truth, 1e-8);
  }

  @TestFactory
  List<DynamicTest> membersThatFitFunctionsOfManyStates() {
    Trajectory course = decay(3, 1, 12);
    Truth truth = decay(course, decay(-1, 2, 7));
    SnapshotPairs pairs =
        SnapshotPairs.of(new Trajectories(List.of(course, decay(1, -2, 12), decay(-2, -1, 12))));
    Map<String, SpectralModel> members = new LinkedHashMap<>();
    Edmd<Matrix> edmd = Edmd.fit(Lifted.of(AFFINE, pairs), STEP);
    members.put("EDMD", KoopmanModel.of(AFFINE, edmd, pairs.x()));
    GramEdmd sums = GramEdmd.of(AFFINE);
    sums.add(pairs);
    members.put("EDMD by Gram matrices", KoopmanModel.of(AFFINE, sums.fit(), pairs.x()));
    // All eigenvalues of the products x^p y^q, p + q at most 2, are in reach.
    KernelFeatures kernel =
        KernelFeatures.of(new Kernel.Polynomial(2, 1), pairs.x(), RankRule.of(6));
    members.put(
        "kernel DMD", KoopmanModel.of(kernel, Edmd.fit(Lifted.of(kernel, pairs), STEP), pairs.x()));
    Matrix generator =
        Matrix.of(new double[][] {{1, -1}, {0, 1}})
            .times(Matrix.diagonal(Math.log(0.9) / STEP, Math.log(0.7) / STEP))
            .times(Matrix.of(new double[][] {{1, 1}, {0, 1}}));
    GeneratorEdmd derivatives =
        GeneratorEdmd.fit(AFFINE, pairs.x(), pairs.x().timesAdjoint(generator));
    members.put("generator EDMD", KoopmanModel.of(AFFINE, derivatives, pairs.x(), STEP));
    return tests(members, truth, 1e-8);
  }

  @TestFactory
  List<DynamicTest> membersWithControl() {
    Trajectory course = controlled(2, 1, 30);
    Truth truth = decay(course, controlled(-1, 2, 9));
    SnapshotPairs pairs = SnapshotPairs.of(Trajectories.of(course));
    Map<String, SpectralModel> members = new LinkedHashMap<>();
    members.put("with control", new DmdWithControl(RankRule.full(), TWO).fit(pairs));
    Matrix b = Matrix.of(new double[][] {{0.5}, {-1}});
    members.put("with a known input", new DmdWithControl(RankRule.full(), TWO).fit(pairs, b));
    BilinearEdmd bilinear =
        BilinearEdmd.fit(AFFINE.evaluate(pairs.x()), pairs.u(), AFFINE.evaluate(pairs.next()));
    members.put(
        "bilinear, fitted to successors",
        BilinearModel.of(AFFINE, bilinear, BilinearModel.Time.DISCRETE, pairs.x(), STEP));
    return tests(members, truth, 1e-8);
  }

  /** {@code x_(k+1) = A x_k + B u_k} with a restless control. */
  private static Trajectory controlled(double x0, double y0, int samples) {
    double[][] x = new double[samples][];
    Matrix u = Matrix.generate(samples, 1, (k, j) -> Math.sin(1.7 * k * k + x0));
    x[0] = new double[] {x0, y0};
    for (int k = 1; k < samples; k++) {
      double input = u.get(k - 1, 0);
      x[k] =
          new double[] {
            0.9 * x[k - 1][0] + 0.2 * x[k - 1][1] + 0.5 * input, 0.7 * x[k - 1][1] - input
          };
    }
    return Trajectory.of(STEP, Matrix.of(x)).withU(u);
  }

  @Test
  void aBilinearModelOfDerivativesUnderControlThatIsHeld() {
    Trajectory course = steered(3, 1, 30);
    Truth truth =
        new Truth(
            List.of(Complex.of(-0.3), Complex.of(-1)),
            Matrix.diagonal(3, 1).toComplex(),
            course,
            steered(-1, 2, 9));
    Matrix slopes =
        Matrix.generate(
            30,
            2,
            (k, j) ->
                course.x().get(k, j) * (j == 0 ? -0.3 : -1)
                    + course.u().get(k, 0) * course.x().get(k, j) * (j == 0 ? 0.5 : -0.2));
    BilinearEdmd fit = BilinearEdmd.fit(STATES.evaluate(course.x()), course.u(), slopes);
    truth.assertAnsweredBy(
        BilinearModel.of(STATES, fit, BilinearModel.Time.CONTINUOUS, course.x(), STEP), 1e-9);
  }

  /** {@code x' = (-0.3 + 0.5 u) x}, {@code y' = (-1 - 0.2 u) y}, solved step by step. */
  private static Trajectory steered(double x0, double y0, int samples) {
    Matrix u = Matrix.generate(samples, 1, (k, j) -> Math.sin(1.7 * k * k + x0));
    double[][] x = new double[samples][];
    x[0] = new double[] {x0, y0};
    for (int k = 1; k < samples; k++) {
      double input = u.get(k - 1, 0);
      x[k] =
          new double[] {
            x[k - 1][0] * Math.exp(STEP * (-0.3 + 0.5 * input)),
            x[k - 1][1] * Math.exp(STEP * (-1 - 0.2 * input))
          };
    }
    return Trajectory.of(STEP, Matrix.of(x)).withU(u);
  }

  @Test
  void aMapThatPreservesItsMeasure() {
    Trajectory course = turning(1, 0, 17);
    SnapshotPairs pairs = SnapshotPairs.of(Trajectories.of(course));
    MeasurePreservingEdmd fit = MeasurePreservingEdmd.fit(Lifted.of(STATES, pairs));
    turn(course, turning(2, 1, 9))
        .assertAnsweredBy(KoopmanModel.of(STATES, fit, pairs.x(), STEP), 1e-9);
  }

  /** Sixteen steps make one turn. */
  private static Trajectory turning(double radius, double phase, int samples) {
    return Trajectory.of(
        STEP,
        Matrix.generate(
            samples,
            2,
            (k, j) -> radius * Math.cos(phase + k * Math.PI / 8 - (j == 0 ? 0 : Math.PI / 2))));
  }

  private static Truth turn(Trajectory fitted, Trajectory other) {
    double speed = Math.PI / 8 / STEP;
    // (cos, sin) is half of e^(iθ) (1, -i) and its conjugate.
    Matrix im = Matrix.of(new double[][] {{0, 0}, {-0.5, 0.5}});
    return new Truth(
        List.of(new Complex(0, speed), new Complex(0, -speed)),
        ComplexMatrix.of(Matrix.of(new double[][] {{0.5, 0.5}, {0, 0}}), im),
        fitted,
        other);
  }

  @Test
  void windowsOfOneSignal() {
    Trajectory signal = cosines(Math.PI / 8, 0, 1, 40);
    ModalModel hankel = new HankelDmd(2, Dmd.of(TWO)).fit(Trajectories.of(signal));
    windows(Math.PI / 8, 2, 39).assertAnsweredBy(hankel, 1e-9);
  }

  @Test
  void theLinearPartOfHavok() {
    double angle = 0.01;
    double[] signal = new double[1000];
    for (int k = 0; k < signal.length; k++) {
      // A third coordinate, too weak to be felt, plays the forcing.
      signal[k] = Math.cos(angle * k) + 1e-7 * Math.exp(-angle * k);
    }
    Havok method = new Havok(50, 3);
    ModalModel model = method.model(method.fit(signal, STEP), signal, STEP);
    // Central differences have the relative error angle²/6 = 2e-5 in the speed, over ten radians.
    windows(angle, 50, 951).assertAnsweredBy(model, 1e-3);
  }

  /** The truth of windows of {@code cos(angle k)}. */
  private static Truth windows(double angle, int delays, int samples) {
    double speed = angle / STEP;
    Matrix re = Matrix.generate(delays, 2, (i, j) -> 0.5 * Math.cos(angle * i));
    Matrix im = Matrix.generate(delays, 2, (i, j) -> (j == 0 ? 0.5 : -0.5) * Math.sin(angle * i));
    return new Truth(
        List.of(new Complex(0, speed), new Complex(0, -speed)),
        ComplexMatrix.of(re, im),
        cosines(angle, 0, delays, samples),
        cosines(angle, 1, delays, 9));
  }

  private static Trajectory cosines(double angle, double phase, int delays, int samples) {
    return Trajectory.of(
        STEP, Matrix.generate(samples, delays, (k, i) -> Math.cos(phase + angle * (k + i))));
  }

  private static List<DynamicTest> tests(
      Map<String, SpectralModel> members, Truth truth, double tolerance) {
    return members.entrySet().stream()
        .map(
            member ->
                DynamicTest.dynamicTest(
                    member.getKey(), () -> truth.assertAnsweredBy(member.getValue(), tolerance)))
        .toList();
  }
}
