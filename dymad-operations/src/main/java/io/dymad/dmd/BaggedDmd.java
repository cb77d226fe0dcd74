package io.dymad.dmd;

import io.dymad.numerics.Blas;
import io.dymad.numerics.Complex;
import io.dymad.numerics.ComplexVector;
import io.dymad.numerics.Dense;
import io.dymad.numerics.EigenpairMatching;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Optimised dynamic mode decomposition of many random parts of a series (BOP-DMD): the spread of
 * the exponents says how certain they are.
 *
 * <p>Each exponent of a bag belongs to the one of the fit of all samples whose mode, along its
 * course over these samples, is nearest: exponents that cross each other keep their modes.
 *
 * @param method what is fitted to every part
 * @param bags number of parts, at least 2
 * @param fraction share of the samples in a part, drawn without replacement, in (0, 1)
 * @see <a href="https://doi.org/10.1098/rsta.2021.0199">Sashidhar and Kutz (2022)</a>
 */
public record BaggedDmd(OptimizedDmd method, int bags, double fraction) {
  public BaggedDmd {
    if (bags < 2 || !(fraction > 0 && fraction < 1)) {
      throw new IllegalArgumentException(
          "The bags (%d) must be at least 2, the fraction (%s) in (0, 1)."
              .formatted(bags, fraction));
    }
  }

  /**
   * What the bags gave.
   *
   * @param full the fit of all samples; the exponents below are in its order
   * @param mean mean exponents
   * @param exponents the exponents of each bag
   */
  public record Fit(OptimizedDmd.Fit full, ComplexVector mean, List<ComplexVector> exponents) {
    public Fit {
      exponents = List.copyOf(exponents);
    }

    /** Returns the standard deviation of each exponent, real and imaginary part together. */
    public double[] deviations() {
      return deviations(Complex::abs);
    }

    /** Returns the standard deviations of the real parts, per unit of time. */
    public double[] growthDeviations() {
      return deviations(Complex::re);
    }

    /** Returns the standard deviations of the imaginary parts, in radians per unit of time. */
    public double[] frequencyDeviations() {
      return deviations(Complex::im);
    }

    private double[] deviations(ToDoubleFunction<Complex> part) {
      double[] deviations = new double[mean.size()];
      Arrays.setAll(
          deviations,
          j ->
              Math.sqrt(
                  exponents.stream()
                      .mapToDouble(bag -> part.applyAsDouble(bag.get(j).minus(mean.get(j))))
                      .map(distance -> distance * distance)
                      .average()
                      .orElseThrow()));
      return deviations;
    }
  }

  /**
   * Fits all bags, on all cores. The result depends on the random numbers, not on the number of
   * cores.
   *
   * @param times increasing, one for each row of the series
   * @param series one snapshot in each row
   */
  public <M extends Dense<M>> Fit fit(double[] times, M series, RandomGenerator random) {
    return fit(times, series, random, () -> {});
  }

  /**
   * Fits all bags, on all cores.
   *
   * @param times increasing, one for each row of the series
   * @param series one snapshot in each row
   * @param checkpoint called before each bag and each iteration, on the thread that fits it; what
   *     it throws ends the fit
   */
  public <M extends Dense<M>> Fit fit(
      double[] times, M series, RandomGenerator random, Runnable checkpoint) {
    OptimizedDmd.Fit full =
        method.fit(times, series, method.initialExponents(times, series), checkpoint);
    int size = (int) Math.round(fraction * times.length);
    List<int[]> parts =
        IntStream.range(0, bags).mapToObj(i -> part(times.length, size, random)).toList();
    List<ComplexVector> found =
        Blas.singleThreaded(
            () ->
                parts.parallelStream()
                    .map(
                        part -> {
                          checkpoint.run();
                          return exponents(part, times, series, full.model(), checkpoint);
                        })
                    .toList());
    ComplexVector mean =
        ComplexVector.generate(
            method.exponents(),
            j ->
                found.stream()
                    .map(bag -> bag.get(j))
                    .reduce(Complex.ZERO, Complex::plus)
                    .times(1.0 / bags));
    return new Fit(full, mean, found);
  }

  private static int[] part(int count, int size, RandomGenerator random) {
    int[] indices = IntStream.range(0, count).toArray();
    for (int i = 0; i < size; i++) {
      int j = random.nextInt(i, count);
      int swapped = indices[i];
      indices[i] = indices[j];
      indices[j] = swapped;
    }
    int[] part = Arrays.copyOf(indices, size);
    Arrays.sort(part);
    return part;
  }

  /** Returns the exponents of one bag in the order of those of the fit of all samples. */
  <M extends Dense<M>> ComplexVector exponents(
      int[] part, double[] times, M series, ModalModel full, Runnable checkpoint) {
    double[] chosen = Arrays.stream(part).mapToDouble(i -> times[i]).toArray();
    M own = series.selectRows(part);
    ModalModel found = method.fit(chosen, own, full.exponents(), checkpoint).model();
    return found.exponents().select(pairs(full, times).match(pairs(found, times)));
  }

  private static EigenpairMatching pairs(ModalModel model, double... times) {
    return EigenpairMatching.ofExponents(model.exponents(), model.modes(), times);
  }
}
