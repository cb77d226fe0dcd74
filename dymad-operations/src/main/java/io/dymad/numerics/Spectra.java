package io.dymad.numerics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The order of eigenvalues and the scale of eigenvectors, which algebra leaves free.
 *
 * <p>Eigenvalues stand by decreasing modulus, the two of a conjugate pair next to each other, the
 * one with positive imaginary part first. Vectors have unit length, and their first element of
 * largest modulus is real and positive.
 */
public final class Spectra {
  private static final double PAIR_TOLERANCE = 1e-8;
  private static final double TIE_TOLERANCE = 1e-8;

  private Spectra() {}

  /** Returns the indices of eigenvalues in their order. */
  public static int[] order(ComplexVector values) {
    int size = values.size();
    int[] byModulus =
        IntStream.range(0, size)
            .boxed()
            .sorted(
                Comparator.<Integer>comparingDouble(i -> -values.get(i).abs())
                    .thenComparingDouble(i -> -values.get(i).re())
                    .thenComparingDouble(i -> -values.get(i).im()))
            .mapToInt(Integer::intValue)
            .toArray();
    boolean[] placed = new boolean[size];
    List<Integer> order = new ArrayList<>(size);
    for (int i : byModulus) {
      if (placed[i]) {
        continue;
      }
      placed[i] = true;
      int partner = findPartner(values, i, byModulus, placed);
      if (partner < 0) {
        order.add(i);
      } else {
        placed[partner] = true;
        boolean first = values.get(i).im() >= values.get(partner).im();
        order.add(first ? i : partner);
        order.add(first ? partner : i);
      }
    }
    return order.stream().mapToInt(Integer::intValue).toArray();
  }

  private static int findPartner(
      ComplexVector values, int index, int[] candidates, boolean[] placed) {
    Complex wanted = values.get(index).conjugate();
    double tolerance = PAIR_TOLERANCE * wanted.abs();
    if (Math.abs(wanted.im()) <= tolerance) {
      return -1;
    }
    int best = -1;
    double distance = tolerance;
    for (int candidate : candidates) {
      double away = placed[candidate] ? Double.NaN : values.get(candidate).minus(wanted).abs();
      if (away <= distance) {
        best = candidate;
        distance = away;
      }
    }
    return best;
  }

  /** Returns the columns at unit length, in the phase of the class comment; zeros stay zeros. */
  public static ComplexMatrix normalize(ComplexMatrix vectors) {
    double[] norms = vectors.columnNorms();
    ComplexVector factors =
        ComplexVector.generate(
            vectors.columns(),
            j ->
                norms[j] == 0
                    ? Complex.ZERO
                    : phase(vectors.column(j)).conjugate().times(1 / norms[j]));
    return vectors.scaleColumns(factors);
  }

  private static Complex phase(ComplexVector vector) {
    double[] moduli = vector.abs();
    double largest = Arrays.stream(moduli).max().orElse(0);
    int first = 0;
    while (moduli[first] < (1 - TIE_TOLERANCE) * largest) {
      first++;
    }
    return vector.get(first).times(1 / moduli[first]);
  }

  /**
   * Returns exponents {@code ω = ln(λ) / step} of discrete-time eigenvalues on the principal
   * branch: {@code |Im ω| ≤ π / step}. Frequencies beyond that appear as others (aliasing); λ = 0
   * gives a real part of minus infinity.
   *
   * @param step time between samples, above 0
   */
  public static ComplexVector toContinuous(ComplexVector values, double step) {
    requirePositive(step);
    return values.map(value -> value.log().times(1 / step));
  }

  /** Returns discrete-time eigenvalues {@code e^(ω step)} of exponents. */
  public static ComplexVector toDiscrete(ComplexVector exponents, double step) {
    requirePositive(step);
    return exponents.map(exponent -> exponent.times(step).exp());
  }

  private static void requirePositive(double step) {
    if (!(step > 0 && step < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("The time step (%s) must be above 0.".formatted(step));
    }
  }
}
