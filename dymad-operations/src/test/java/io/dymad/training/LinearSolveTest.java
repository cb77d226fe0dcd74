package io.dymad.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.dymad.core.Trajectories;
import io.dymad.core.Trajectory;
import io.dymad.models.LatentModel;
import io.dymad.models.LinearDynamics;
import io.dymad.models.ModelSpec;
import io.dymad.models.Weights;
import io.dymad.numerics.Complex;
import io.dymad.numerics.Matrix;
import io.dymad.numerics.MatrixFunctions;
import io.dymad.numerics.RankRule;
import io.metalab.api.SeedBundle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** The damped oscillator x' = A x + B u, with controls that are held between samples. */
class LinearSolveTest {
  private static final Matrix A = Matrix.of(new double[] {0, 1}, new double[] {-1, -0.1});
  private static final Matrix B = Matrix.ofColumn(1, 1);
  private static final double STEP = 0.01;

  private static Matrix map() {
    return MatrixFunctions.exp(Matrix.stack(A.beside(B), Matrix.zeros(1, 3)).times(STEP))
        .rows(0, 2);
  }

  private static Trajectories data(boolean driven) {
    RandomGenerator random = SeedBundle.of(9).random();
    List<Trajectory> items = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      double[][] states = new double[201][];
      double[][] controls = new double[201][1];
      states[0] = new double[] {random.nextGaussian(), random.nextGaussian()};
      for (int k = 0; k <= 200; k++) {
        controls[k][0] = driven ? Math.sin(0.05 * k * (i + 1)) : 0;
        if (k > 0) {
          double[] before = states[k - 1];
          states[k] = map().times(before[0], before[1], controls[k - 1][0]);
        }
      }
      Trajectory item = Trajectory.of(STEP, Matrix.of(states));
      items.add(driven ? item.withU(Matrix.of(controls)) : item);
    }
    return new Trajectories(items);
  }

  private static LatentModel model(String name, int controls, Object... more) {
    Map<String, Object> options =
        new HashMap<>(Map.of("name", name, "encoder_layers", 0, "decoder_layers", 0));
    for (int i = 0; i < more.length; i += 2) {
      options.put((String) more[i], more[i + 1]);
    }
    return ModelSpec.of(options).build(2, controls);
  }

  private static Matrix solve(LatentModel model, LinearSolve phase, Trajectories data) {
    Weights weights = Weights.initial(model.parameters(), SeedBundle.of(1));
    Weights solved = new LinearFit(model, phase, STEP).solve(weights, data);
    return ((LinearDynamics) model.dynamics()).weight(solved);
  }

  private static double error(Matrix found, Matrix truth) {
    return found.minus(truth).maxAbs();
  }

  /** Quotients of order 2 are off by a sixth of the squared step times A cubed; B by held steps. */
  @Test
  void findsTheGeneratorFromRates() {
    Matrix found = solve(model("LTI", 0), LinearSolve.full(), data(false));
    assertThat(error(found, A)).isBetween(1e-7, 1e-3);
  }

  @Test
  void findsTheGeneratorAndTheControlMatrixExactlyByTheLogarithm() {
    LinearSolve logarithm = LinearSolve.full().withLogarithm();
    assertThat(error(solve(model("LTI", 0), logarithm, data(false)), A)).isLessThan(1e-10);
    assertThat(error(solve(model("LTI", 1), logarithm, data(true)), A.beside(B))).isLessThan(1e-10);
  }

  @Test
  void findsTheMapInDiscreteTime() {
    assertThat(error(solve(model("DLTI", 1), LinearSolve.full(), data(true)), map()))
        .isLessThan(1e-12);
  }

  @Test
  void aBilinearModelOfALinearSystemHasNoProductsWithControls() {
    Matrix found = solve(model("DKBF", 1), LinearSolve.full(), data(true));
    assertThat(error(found.selectColumns(0, 1, 4), map())).isLessThan(1e-10);
    assertThat(found.selectColumns(2, 3).maxAbs()).isLessThan(1e-10);
  }

  @Test
  void eigenpairsThatAreKeptAreThoseOfTheMap() {
    LinearSolve sako = new LinearSolve(new LinearSolve.Sako(1), false);
    Matrix exact = MatrixFunctions.exp(A.times(STEP));
    assertThat(error(solve(model("DLTI", 0), sako, data(false)), exact)).isLessThan(1e-12);
    assertThat(error(solve(model("LTI", 0), sako.withLogarithm(), data(false)), A))
        .isLessThan(1e-9);
  }

  /** The third state is 1 throughout, the fourth noise, which no linear map foretells. */
  private static Trajectories withConstantAndNoise() {
    RandomGenerator random = SeedBundle.of(17).random();
    List<Trajectory> items = new ArrayList<>();
    for (Trajectory item : data(false).items()) {
      Matrix more =
          Matrix.generate(item.steps(), 2, (k, j) -> j == 0 ? 1 : 0.1 * random.nextGaussian());
      items.add(item.withX(item.x().beside(more)));
    }
    return new Trajectories(items);
  }

  private static double[] moduli(LinearSolve.Sako rule) {
    LatentModel wide =
        ModelSpec.of(Map.of("name", "DLTI", "encoder_layers", 0, "decoder_layers", 0)).build(4, 0);
    return solve(wide, new LinearSolve(rule, false), withConstantAndNoise()).eigenvalues().stream()
        .mapToDouble(Complex::abs)
        .sorted()
        .toArray();
  }

  /** The oscillator has two eigenvalues of modulus e^(-0.05 · 0.01), the constant has 1. */
  @Test
  void eigenpairsAreKeptByTheirResidualAndWithoutTheConstant() {
    double damped = Math.exp(-0.05 * STEP);
    LinearSolve.Sako exact = LinearSolve.Sako.below(1e-6);
    assertThat(moduli(exact)).containsExactly(new double[] {0, damped, damped, 1}, within(1e-8));
    assertThat(moduli(exact.withoutOne()))
        .containsExactly(new double[] {0, 0, damped, damped}, within(1e-8));
    assertThat(moduli(new LinearSolve.Sako(1).withoutOne()))
        .containsExactly(new double[] {0, 0, damped, damped}, within(1e-8));
  }

  @Test
  void noEigenpairThatIsGoodEnoughIsAnErrorWithTheBestResidual() {
    LinearSolve nothing = new LinearSolve(LinearSolve.Sako.below(0), false);
    assertThatExceptionOfType(ArithmeticException.class)
        .isThrownBy(() -> solve(model("DLTI", 0), nothing, data(false)))
        .withMessageContainingAll("residual of at most 0.0", "the smallest is");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LinearSolve.Sako(0))
        .withMessageContaining("number (0) or a largest residual");
  }

  @Test
  void aTruncatedFitHasTheRankAskedFor() {
    LinearSolve truncated =
        new LinearSolve(new LinearSolve.Truncated(new RankRule.Fixed(1)), false);
    Matrix found = solve(model("DLTI", 0), truncated, data(false));
    double[] singular = found.svd().singularValues();
    assertThat(singular[1]).isLessThan(1e-14 * singular[0]);
  }

  /** The third state is the sum of the others, so that the map has rank 2. */
  @Test
  void theLogarithmOfATruncatedFitIsThatOnItsRange() {
    List<Trajectory> items = new ArrayList<>();
    for (Trajectory item : data(true).items()) {
      Matrix sum = item.x().times(Matrix.ofColumn(1, 1));
      items.add(item.withX(item.x().beside(sum)));
    }
    LatentModel wide =
        ModelSpec.of(Map.of("name", "LTI", "encoder_layers", 0, "decoder_layers", 0)).build(3, 1);
    for (LinearSolve.Fit fit :
        List.of(new LinearSolve.Full(), new LinearSolve.Truncated(new RankRule.Fixed(3)))) {
      Matrix found = solve(wide, new LinearSolve(fit, true), new Trajectories(items));
      double[] rates = found.times(2, -1, 1, 0.5);
      double[] exact = A.beside(B).times(2, -1, 0.5);
      assertThat(rates)
          .containsExactly(new double[] {exact[0], exact[1], exact[0] + exact[1]}, within(1e-9));
    }
  }

  @Test
  void thinMatricesGetTheNearestProduct() {
    Matrix whole = solve(model("DLTI", 0), LinearSolve.full(), data(false));
    Matrix thin = solve(model("DLTI", 0, "rank", 1), LinearSolve.full(), data(false));
    assertThat(whole.minus(thin).svd().singularValues()[0])
        .isBetween(
            whole.svd().singularValues()[1] - 1e-12, whole.svd().singularValues()[1] + 1e-12);
  }

  @Test
  void refusesWhatLeastSquaresCannotFit() {
    assertRefused(
        ModelSpec.of(Map.of("name", "LDM")).build(2, 0), LinearSolve.full(), "linear dynamics");
    assertRefused(model("DLTI", 0), LinearSolve.full().withLogarithm(), "discrete time");
    assertRefused(model("KBF", 1), LinearSolve.full().withLogarithm(), "bilinear");
    assertRefused(
        model("LTI", 1), new LinearSolve(new LinearSolve.Sako(1), true), "without controls");
    assertRefused(model("LTI", 0), new LinearSolve(new LinearSolve.Sako(1), false), "logarithm");
  }

  private static void assertRefused(LatentModel model, LinearSolve phase, String why) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LinearFit(model, phase, STEP))
        .withMessageContaining(why);
  }
}
