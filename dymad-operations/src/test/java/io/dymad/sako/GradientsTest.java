package io.dymad.sako;

import static io.dymad.numerics.Samples.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.dymad.core.SnapshotPairs;
import io.dymad.core.Trajectories;
import io.dymad.edmd.Edmd;
import io.dymad.edmd.Lifted;
import io.dymad.edmd.Monomials;
import io.dymad.numerics.Complex;
import io.dymad.numerics.ComplexMatrix;
import io.dymad.numerics.ComplexVector;
import io.dymad.numerics.Matrix;
import io.dymad.numerics.Samples;
import io.dymad.sampling.OdeSystem;
import io.dymad.sampling.SamplerConfig;
import io.dymad.sampling.Starts;
import io.dymad.sampling.Systems;
import io.dymad.sampling.TrajectorySampler;
import io.dymad.transforms.Lift;
import io.dymad.transforms.Scaler;
import io.dymad.transforms.Transform;
import io.dymad.transforms.TransformChain;
import io.metalab.api.SeedBundle;
import org.junit.jupiter.api.Test;

class GradientsTest {
  private static final double STEP = 0.1;

  private static Trajectories sample(OdeSystem system) {
    SamplerConfig config =
        SamplerConfig.builder()
            .count(30)
            .samples(21)
            .step(STEP)
            .starts(Starts.uniform(new double[] {-1, -2}, new double[] {2, 1}))
            .tolerances(1e-12, 1e-12)
            .build();
    return TrajectorySampler.of(system, config).sample(SeedBundle.of(4)).trajectories();
  }

  private static Edmd<Matrix> fit(Transform features, Trajectories all) {
    SnapshotPairs pairs = SnapshotPairs.of(features.apply(all));
    return Edmd.fit(Lifted.of(pairs.x(), pairs.next()), STEP);
  }

  private static Transform features(Trajectories all, Monomials dictionary) {
    return TransformChain.spec(Scaler.spec(Scaler.Mode.MINUS_ONE_TO_ONE), Lift.spec(dictionary))
        .fit(all);
  }

  /** A dictionary that is closed for the slow manifold, also after a shift. */
  private static final Monomials CLOSED =
      Monomials.of(new int[] {0, 0}, new int[] {1, 0}, new int[] {0, 1}, new int[] {2, 0});

  @Test
  void gradientsOfEigenfunctionsMeetTheEquationOfTheGenerator() {
    OdeSystem system = Systems.slowManifold(-0.5, -3);
    Trajectories all = sample(system);
    Transform features = features(all, CLOSED);
    Edmd<Matrix> fit = fit(features, all);
    for (int seed = 0; seed < 5; seed++) {
      Matrix state = Samples.real(1, 2, seed);
      ComplexMatrix gradients = Gradients.ofEigenfunctions(features, fit.eigen().right(), state);
      double[] field = system.derivative(0, state.row(0), new double[0], new double[0]);
      ComplexMatrix along = gradients.timesReal(Matrix.ofColumn(field));
      ComplexMatrix values = fit.eigenfunctions(features.apply(state));
      ComplexMatrix expected = values.scaleColumns(fit.exponents()).adjoint().conjugate();
      assertClose(along, expected, 1e-6);
    }
  }

  @Test
  void aLinearReadoutGivesTheModesOfTheState() {
    Trajectories all = sample(Systems.slowManifold(-0.5, -3));
    Lift lift = (Lift) Lift.spec(CLOSED).fit(all);
    Edmd<Matrix> fit = fit(lift, all);
    Matrix feature = lift.apply(Samples.real(1, 2, 1));
    assertClose(
        Gradients.ofModes(lift, fit.modes(Matrix.identity(4)), feature),
        fit.modes(lift.readout()),
        1e-10);
  }

  @Test
  void modesTimesEigenfunctionsAreTheStateWhereItIsRead() {
    // x = Σ φ_j v_j at every state, for a readout that is linear after the scaler.
    Trajectories all = sample(Systems.slowManifold(-0.5, -3));
    Transform features = features(all, CLOSED);
    Edmd<Matrix> fit = fit(features, all);
    Matrix first = Samples.real(1, 2, 1);
    Matrix second = Samples.real(1, 2, 2);
    ComplexMatrix modes =
        Gradients.ofModes(features, fit.modes(Matrix.identity(4)), features.apply(first));
    ComplexMatrix change =
        fit.eigenfunctions(features.apply(second))
            .minus(fit.eigenfunctions(features.apply(first)))
            .times(modes);
    assertClose(change, second.minus(first).toComplex(), 1e-9);
  }

  @Test
  void phasesAdvanceWithTheFrequencyAndAmplitudesWithTheGrowth() {
    Matrix a = Matrix.of(new double[] {0, 1}, new double[] {-4, -1});
    Trajectories all = sample(Systems.linear(a));
    Transform features = Lift.spec(Monomials.of(new int[] {1, 0}, new int[] {0, 1})).fit(all);
    Edmd<Matrix> fit = fit(features, all);
    Matrix state = Matrix.of(new double[] {0.4, -0.7});
    ComplexMatrix gradients = Gradients.ofEigenfunctions(features, fit.eigen().right(), state);
    Matrix field = Matrix.ofColumn(a.times(state.row(0)));
    for (int j = 0; j < 2; j++) {
      Complex value = fit.eigenfunctions(features.apply(state)).get(0, j);
      Gradients.Polar polar = Gradients.polar(value, gradients.row(j));
      Complex exponent = fit.exponents().get(j);
      assertThat(Math.abs(exponent.im())).isCloseTo(Math.sqrt(3.75), within(1e-8));
      assertThat(polar.phase().times(field).get(0, 0)).isCloseTo(exponent.im(), within(1e-8));
      assertThat(polar.amplitude().times(field).get(0, 0))
          .isCloseTo(exponent.re() * value.abs(), within(1e-8));
    }
  }

  @Test
  void aFunctionThatVanishesHasNoPhase() {
    assertThatThrownBy(() -> Gradients.polar(Complex.ZERO, ComplexVector.ofReal(1, 2)))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("no angle");
  }

  @Test
  void eigenfunctionsOfOtherFeaturesAreRefused() {
    Trajectories all = sample(Systems.vanDerPol(1));
    Transform lift = Lift.spec(CLOSED).fit(all);
    ComplexMatrix three = Samples.complex(3, 3, 1);
    assertThatThrownBy(() -> Gradients.ofEigenfunctions(lift, three, Matrix.zeros(1, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3, but there are 4 features");
  }
}
