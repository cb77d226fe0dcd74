package io.dymad.transforms;

import static io.dymad.numerics.Samples.assertClose;

import io.dymad.edmd.FourierProducts;
import io.dymad.edmd.Monomials;
import io.dymad.numerics.Complex;
import io.dymad.numerics.Matrix;
import io.dymad.numerics.RankRule;
import io.dymad.numerics.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Forward modes against complex steps through the maps, which are written out here a second time:
 * the imaginary part of {@code f(x + i h d) / h} is the derivative along d to the last digit.
 */
class ComplexStepTest {
  private static final double STEP = 1e-100;
  private static final double DIGITS = 1e-13;
  private static final int STATES = 3;

  /** A map of the states of a window, one after the other, continued to complex numbers. */
  private interface Continued {
    Complex[] at(Complex... z);
  }

  private static void assertForward(Transform transform, Matrix states, Continued map) {
    int width = states.columns();
    int inputs = states.rows() * width;
    double[] x = states.toRowMajor();
    double[][] columns = new double[inputs][];
    for (int k = 0; k < inputs; k++) {
      Complex[] z = new Complex[inputs];
      for (int j = 0; j < inputs; j++) {
        z[j] = new Complex(x[j], j == k ? STEP : 0);
      }
      Complex[] image = map.at(z);
      columns[k] = new double[image.length];
      for (int i = 0; i < image.length; i++) {
        columns[k][i] = image[i].im() / STEP;
      }
    }
    Matrix modes = transform.forwardModes(states);
    assertClose(modes, Matrix.of(columns).adjoint(), DIGITS * (1 + modes.maxAbs()));
  }

  private static Complex[] affine(Complex[] z, double[] shift, double... factor) {
    Complex[] image = new Complex[z.length];
    for (int j = 0; j < z.length; j++) {
      image[j] = z[j].minus(Complex.of(shift[j])).times(factor[j]);
    }
    return image;
  }

  @Test
  void aScalerDividesByTheSpread() {
    Matrix series = Matrix.of(new double[] {1, 0, 7}, new double[] {5, -2, 7.5});
    // Two samples: their mean is half way, and the deviation of the population half of the range.
    Matrix state = Samples.real(1, STATES, 1);
    assertForward(
        Scaler.spec(Scaler.Mode.ZERO_TO_ONE).fit(List.of(series)),
        state,
        z -> affine(z, new double[] {1, -2, 7}, 1 / 4.0, 1 / 2.0, 2));
    assertForward(
        Scaler.spec(Scaler.Mode.MINUS_ONE_TO_ONE).fit(List.of(series)),
        state,
        z -> affine(z, new double[] {3, -1, 7.25}, 1 / 2.0, 1, 4));
    assertForward(
        Scaler.spec(Scaler.Mode.STANDARD).fit(List.of(series)),
        state,
        z -> affine(z, new double[] {3, -1, 7.25}, 1 / 2.0, 1, 4));
  }

  @Test
  void aProjectionIsAProductWithSingularVectors() {
    for (int seed = 0; seed < 5; seed++) {
      Matrix series = Samples.real(30, STATES, seed);
      Projection fitted = (Projection) Projection.spec(RankRule.of(2), true).fit(List.of(series));
      Matrix mean = Matrix.generate(1, 30, (i, k) -> 1.0 / 30).times(series);
      Matrix v = fitted.basis();
      assertForward(
          fitted,
          Samples.real(1, STATES, seed + 9),
          z -> products(affine(z, mean.row(0), 1, 1, 1), v));
    }
  }

  private static Complex[] products(Complex[] z, Matrix v) {
    Complex[] image = new Complex[v.columns()];
    for (int k = 0; k < image.length; k++) {
      image[k] = Complex.ZERO;
      for (int j = 0; j < z.length; j++) {
        image[k] = image[k].plus(z[j].times(v.get(j, k)));
      }
    }
    return image;
  }

  @Test
  void delaysPutStatesOneAfterTheOther() {
    Transform fitted = Delay.spec(2).fit(List.of(Samples.real(9, STATES, 1)));
    assertForward(fitted, Samples.real(3, STATES, 2), z -> z);
  }

  @Test
  void aLiftHasProductsOfPowersAndHarmonics() {
    for (int seed = 0; seed < 5; seed++) {
      Matrix state = Samples.real(1, 2, seed);
      List<Matrix> series = List.of(Samples.real(30, 2, seed + 9));
      // 1, x1, x1², x0, x0 x1, x0 x1².
      assertForward(
          Lift.spec(Monomials.tensor(2, 3)).fit(series),
          state,
          z -> {
            Complex square = z[1].times(z[1]);
            return new Complex[] {
              Complex.ONE, z[1], square, z[0], z[0].times(z[1]), z[0].times(square)
            };
          });
      // 1, cos x1, sin x1; times 1, cos x0, sin x0.
      assertForward(
          Lift.fitted(FourierProducts.ofAngles(1, 1)).fit(series),
          state,
          z -> {
            Complex[] first = {Complex.ONE, cosine(z[0]), sine(z[0])};
            Complex[] second = {Complex.ONE, cosine(z[1]), sine(z[1])};
            Complex[] image = new Complex[9];
            for (int k = 0; k < 9; k++) {
              image[k] = first[k / 3].times(second[k % 3]);
            }
            return image;
          });
    }
  }

  /** By parts: in {@code e^(iz)} a step this small would be lost beside 1. */
  private static Complex cosine(Complex z) {
    return new Complex(Math.cos(z.re()) * Math.cosh(z.im()), -Math.sin(z.re()) * Math.sinh(z.im()));
  }

  private static Complex sine(Complex z) {
    return new Complex(Math.sin(z.re()) * Math.cosh(z.im()), Math.cos(z.re()) * Math.sinh(z.im()));
  }

  @Test
  void aChainIsOneMapInTheOther() {
    Matrix series = Matrix.of(new double[] {1, 0}, new double[] {5, -2});
    Transform fitted =
        TransformChain.spec(
                Scaler.spec(Scaler.Mode.MINUS_ONE_TO_ONE), Lift.spec(Monomials.tensor(2, 2)))
            .fit(List.of(series));
    assertForward(
        fitted,
        Samples.real(1, 2, 3),
        z -> {
          Complex[] scaled = affine(z, new double[] {3, -1}, 1 / 2.0, 1);
          return new Complex[] {Complex.ONE, scaled[1], scaled[0], scaled[0].times(scaled[1])};
        });
  }

  @Test
  void smoothingLeavesADisplacementOfTheWholeWindowAsItIs() {
    Transform fitted = Denoise.spec(new SavitzkyGolay(5, 2)).fit(List.of(Samples.real(9, 1, 1)));
    // The weights of the middle of five samples that Savitzky and Golay tabulate.
    double[] weights = {-3 / 35.0, 12 / 35.0, 17 / 35.0, 12 / 35.0, -3 / 35.0};
    double[] window = Samples.real(5, 1, 2).column(0);
    assertForward(
        fitted,
        Matrix.of(new double[] {window[2]}),
        z -> {
          Complex displacement = z[0].minus(Complex.of(window[2]));
          Complex sum = Complex.ZERO;
          for (int i = 0; i < 5; i++) {
            sum = sum.plus(Complex.of(window[i]).plus(displacement).times(weights[i]));
          }
          return new Complex[] {sum};
        });
  }

  @Test
  void theNystroemExtensionIsAnAverageByTheKernel() {
    Matrix samples =
        Matrix.generate(
            40, 2, (i, j) -> Math.sin(2 * Math.PI * i / 40 + (j == 0 ? Math.PI / 2 : 0)));
    DiffusionMap map =
        (DiffusionMap)
            DiffusionMap.spec(
                    DiffusionMap.Config.of(2, new Reconstruction.Linear())
                        .withBandwidth(Bandwidth.of(0.05)))
                .fit(List.of(samples));
    for (int seed = 0; seed < 5; seed++) {
      Matrix state = Samples.real(1, 2, seed).times(0.5);
      assertForward(map, state, z -> extended(map, z));
    }
  }

  /** {@code φ_k(x) = Σ_j w_j φ_k(x_j) / (μ_k Σ_j w_j)}, {@code w_j = q_j e^(-|x - x_j|² / 4ε)}. */
  private static Complex[] extended(DiffusionMap map, Complex... z) {
    Complex total = Complex.ZERO;
    Complex[] image = {Complex.ZERO, Complex.ZERO};
    for (int j = 0; j < map.samples().rows(); j++) {
      Complex square = Complex.ZERO;
      for (int i = 0; i < z.length; i++) {
        Complex away = z[i].minus(Complex.of(map.samples().get(j, i)));
        square = square.plus(away.times(away));
      }
      Complex weight = square.times(-1 / (4 * map.epsilon())).exp().times(map.weights().get(j, 0));
      total = total.plus(weight);
      for (int k = 0; k < image.length; k++) {
        image[k] = image[k].plus(weight.times(map.coordinates().get(j, k)));
      }
    }
    for (int k = 0; k < image.length; k++) {
      image[k] = image[k].dividedBy(total).times(1 / map.eigenvalues().get(0, k));
    }
    return image;
  }
}
