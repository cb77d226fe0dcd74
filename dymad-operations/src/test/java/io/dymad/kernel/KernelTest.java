package io.dymad.kernel;

import static io.dymad.numerics.Samples.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.dymad.numerics.Matrix;
import io.dymad.numerics.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;

class KernelTest {
  private static final Matrix SAMPLES = Samples.real(12, 2, 5);

  private static List<Kernel> kernels() {
    return List.of(
        new Kernel.Gaussian(0.8),
        new Kernel.Exponential(1.3),
        new Kernel.Polynomial(3, 0.5),
        DiffusionKernel.of(SAMPLES, 0.4, 1),
        DiffusionKernel.of(SAMPLES, 0.7, 0.5));
  }

  @Test
  void kernelsAreSymmetricAndPositive() {
    for (Kernel kernel : kernels()) {
      Matrix gram = kernel.evaluate(SAMPLES, SAMPLES);
      assertClose(kernel.evaluate(SAMPLES.rows(0, 12), SAMPLES), gram, 1e-14 * gram.maxAbs());
      assertClose(gram.adjoint(), gram, 1e-14 * gram.maxAbs());
      double[] values = gram.hermitianEigen().values();
      assertThat(values[11]).isGreaterThan(-1e-12 * values[0]);
    }
  }

  @Test
  void derivativesAreThoseOfDifferences() {
    Matrix x = Samples.real(5, 2, 6);
    Matrix direction = Samples.real(5, 2, 7);
    double h = 1e-5;
    for (Kernel kernel : kernels()) {
      Matrix difference =
          kernel
              .evaluate(x.plus(direction.times(h)), SAMPLES)
              .minus(kernel.evaluate(x.minus(direction.times(h)), SAMPLES))
              .times(1 / (2 * h));
      Matrix derivative = kernel.derivative(x, direction, SAMPLES);
      assertClose(derivative, difference, 1e-7 * (1 + derivative.maxAbs()));
    }
    Matrix atKink = new Kernel.Exponential(1).derivative(x, direction, x);
    assertThat(atKink.get(2, 2)).isZero();
  }

  @Test
  void valuesAreThoseOfTheFormulas() {
    Matrix x = Matrix.of(new double[] {1, 2});
    Matrix z = Matrix.of(new double[] {4, 6});
    assertThat(new Kernel.Gaussian(5).evaluate(x, z).get(0, 0))
        .isCloseTo(Math.exp(-0.5), within(1e-15));
    assertThat(new Kernel.Exponential(2.5).evaluate(x, z).get(0, 0))
        .isCloseTo(Math.exp(-2), within(1e-15));
    assertThat(new Kernel.Polynomial(2, 1).evaluate(x, z).get(0, 0)).isEqualTo(289);
  }

  @Test
  void theDiffusionKernelHasTheEigenvalueOneWhateverTheDensity() {
    // D^-1/2 W D^-1/2 is similar to a matrix of probabilities: its largest eigenvalue is 1.
    for (double alpha : new double[] {0, 0.5, 1}) {
      Kernel kernel = DiffusionKernel.of(SAMPLES, 0.3, alpha);
      double[] values = kernel.evaluate(SAMPLES, SAMPLES).hermitianEigen().values();
      assertThat(values[0]).isCloseTo(1, within(1e-12));
    }
  }

  @Test
  void refusesWidthsThatAreNone() {
    assertThatThrownBy(() -> new Kernel.Exponential(-1)).hasMessageContaining("width (-1.0)");
    assertThatThrownBy(() -> DiffusionKernel.of(SAMPLES, 1, 2)).hasMessageContaining("alpha (2.0)");
    Kernel kernel = DiffusionKernel.of(SAMPLES, 1e-3, 1);
    assertThatThrownBy(() -> kernel.evaluate(Matrix.of(new double[] {50, 50}), SAMPLES))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("state 0 is too far from all samples");
  }
}
