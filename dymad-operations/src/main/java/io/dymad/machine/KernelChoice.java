package io.dymad.machine;

import io.dymad.kernel.DiffusionKernel;
import io.dymad.kernel.Kernel;
import io.dymad.numerics.Distances;
import io.dymad.numerics.Matrix;
import io.dymad.transforms.DimensionEstimate;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * A kernel whose width may still have to be found from samples. DyMAD's names are rbf for the
 * Gaussian kernel, exp for the exponential and dm for the diffusion kernel.
 *
 * <p>The width found is {@code sqrt(e / 2)} for all but the diffusion kernel, and {@code ε = e / 4}
 * for that, where e is the {@linkplain DimensionEstimate#steepestWidth() steepest width} of at most
 * 500 samples.
 */
public sealed interface KernelChoice {
  /**
   * Returns the kernel for samples.
   *
   * @throws IllegalArgumentException if a width must be found and all samples coincide
   */
  Kernel fit(Matrix samples);

  /**
   * A {@link Kernel.Gaussian}.
   *
   * @param width in the unit of the states; found from the samples if empty
   */
  record Gaussian(OptionalDouble width) implements KernelChoice {
    @Override
    public Kernel fit(Matrix samples) {
      return new Kernel.Gaussian(width.orElseGet(() -> Math.sqrt(steepest(samples) / 2)));
    }
  }

  /**
   * A {@link Kernel.Exponential}.
   *
   * @param width in the unit of the states; found from the samples if empty
   */
  record Exponential(OptionalDouble width) implements KernelChoice {
    @Override
    public Kernel fit(Matrix samples) {
      return new Kernel.Exponential(width.orElseGet(() -> Math.sqrt(steepest(samples) / 2)));
    }
  }

  /**
   * A {@link Kernel.Polynomial}.
   *
   * @param degree at least 1
   */
  record Polynomial(int degree) implements KernelChoice {
    @Override
    public Kernel fit(Matrix samples) {
      return new Kernel.Polynomial(degree, 1);
    }
  }

  /**
   * A {@link DiffusionKernel} on the samples.
   *
   * @param width {@code sqrt(2 ε)}, which compares with that of a Gaussian; found if empty
   * @param alpha from 0 to 1
   */
  record Diffusion(OptionalDouble width, double alpha) implements KernelChoice {
    @Override
    public Kernel fit(Matrix samples) {
      double epsilon =
          width.isPresent() ? width.getAsDouble() * width.getAsDouble() / 2 : steepest(samples) / 4;
      return DiffusionKernel.of(samples, epsilon, alpha);
    }
  }

  private static double steepest(Matrix samples) {
    int some = Math.min(500, samples.rows());
    int[] spread =
        IntStream.range(0, some).map(i -> (int) ((long) i * samples.rows() / some)).toArray();
    Matrix used = samples.selectRows(spread);
    return DimensionEstimate.of(Distances.squared(used, used)).steepestWidth();
  }
}
