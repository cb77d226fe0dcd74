package io.dymad.sako;

import io.dymad.edmd.Lifted;
import io.dymad.numerics.Blas;
import io.dymad.numerics.Complex;
import io.dymad.numerics.ComplexMatrix;
import io.dymad.numerics.ComplexVector;
import io.dymad.numerics.Dense;
import io.dymad.numerics.Matrix;
import io.dymad.numerics.Qr;
import io.dymad.numerics.RankRule;
import io.dymad.numerics.ShiftedStack;
import io.dymad.numerics.Svd;
import java.util.stream.IntStream;

/**
 * The smallest residual that any function of the features has at a point of the complex plane:
 * {@code τ(z) = min_g ‖W^½ (Ψ1 g - z Ψ0 g)‖ / ‖W^½ Ψ0 g‖}. The ε-pseudospectrum is where {@code τ <
 * ε}; {@code 1/τ} is the gain of the resolvent.
 *
 * <p>With {@code W^½ Ψ0 = U S Vᴴ}, {@code C = Uᴴ W^½ Ψ1 V S⁻¹} and R the triangle of what U does
 * not hold of {@code W^½ Ψ1 V S⁻¹}, {@code τ(z)} is the smallest singular value of {@code [C - z I;
 * R]}. This stays exact near eigenvalues, where Gram matrices lose half of the digits. Linearly
 * dependent features are left out.
 *
 * @see <a href="https://doi.org/10.1002/cpa.22125">Colbrook and Townsend (2024), algorithm 3</a>
 */
public final class Pseudospectrum {
  private final ComplexMatrix compressed;
  private final ComplexMatrix remainder;
  private final ShiftedStack stack;
  private final ComplexMatrix toFeatures;
  private final boolean real;
  private final double condition;

  private Pseudospectrum(
      ComplexMatrix compressed,
      ComplexMatrix remainder,
      ComplexMatrix toFeatures,
      boolean real,
      double condition) {
    this.compressed = compressed;
    this.remainder = remainder;
    this.stack = new ShiftedStack(compressed, remainder);
    this.toFeatures = toFeatures;
    this.real = real;
    this.condition = condition;
  }

  /** Prepares the pseudospectrum of data; the work does not depend on the number of points. */
  public static <M extends Dense<M>> Pseudospectrum of(Lifted<M> pairs) {
    M all = pairs.triangle();
    int features = pairs.features();
    Qr<M> qr = all.columns(0, features).qr();
    int samples = pairs.now().rows();
    Svd<M> svd = qr.r().svd().truncate(RankRule.full(), samples, features);
    double[] s = svd.singularValues();
    double[] inverse = new double[s.length];
    for (int i = 0; i < s.length; i++) {
      inverse[i] = 1 / s[i];
    }
    M basis = qr.q().times(svd.u());
    M toFeatures = svd.v().scaleColumns(inverse);
    M image = all.columns(features, 2 * features).times(toFeatures);
    M compressed = basis.adjointTimes(image);
    M remainder = image.minus(basis.times(compressed)).qr().r();
    return new Pseudospectrum(
        compressed.toComplex(),
        remainder.toComplex(),
        toFeatures.toComplex(),
        pairs.now() instanceof Matrix,
        svd.condition());
  }

  /** Returns the condition number of the features used. */
  public double condition() {
    return condition;
  }

  /** Returns {@code τ(z)}, at least 0. */
  public double tau(Complex z) {
    return stack.smallest(z);
  }

  /** Returns {@code τ} at points, on all cores; conjugate points share the work for real data. */
  public double[] tau(ComplexVector points) {
    return Blas.singleThreaded(
        () ->
            IntStream.range(0, points.size())
                .parallel()
                .mapToDouble(i -> tau(points.get(i)))
                .toArray());
  }

  /**
   * Returns {@code τ} on a grid, on all cores. For real data {@code τ(conj z) = τ(z)}, and rows of
   * opposite imaginary part are computed once.
   *
   * @return shape {@code [imaginary parts, real parts]}
   */
  public Matrix tau(ComplexGrid grid) {
    double[] im = grid.im();
    double[] re = grid.re();
    int[] source = IntStream.range(0, im.length).map(i -> real ? grid.mirrorRow(i) : i).toArray();
    double[][] rows = new double[im.length][];
    Blas.singleThreaded(
        () -> {
          IntStream.range(0, im.length)
              .filter(i -> source[i] == i)
              .parallel()
              .forEach(i -> rows[i] = row(re, im[i]));
          return rows;
        });
    return Matrix.generate(im.length, re.length, (i, j) -> rows[source[i]][j]);
  }

  private double[] row(double[] re, double im) {
    double[] row = new double[re.length];
    for (int j = 0; j < row.length; j++) {
      row[j] = tau(new Complex(re[j], im));
    }
    return row;
  }

  /**
   * Returns the coefficients g of the function that is least changed by anything but the factor z,
   * with norm 1 in the inner product of the weights.
   */
  public ComplexVector minimiser(Complex z) {
    Svd<ComplexMatrix> svd = stacked(z).svd();
    return toFeatures.times(svd.v().column(svd.size() - 1));
  }

  /**
   * Returns the coefficients of {@code K g - z g} for the {@link #minimiser} g: the forcing that
   * would make g answer at z, where K is the Koopman matrix of the data. Its norm is at most τ(z),
   * and is τ(z) where the features hold their own successors.
   */
  public ComplexVector forcing(Complex z) {
    ComplexVector g = stacked(z).svd().v().column(compressed.columns() - 1);
    return toFeatures.times(compressed.shifted(z).times(g));
  }

  private ComplexMatrix stacked(Complex z) {
    return compressed.shifted(z).above(remainder);
  }
}
