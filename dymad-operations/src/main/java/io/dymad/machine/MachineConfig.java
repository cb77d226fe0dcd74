package io.dymad.machine;

import static java.util.Objects.requireNonNull;

import io.dymad.kernel.Ridge;
import io.dymad.sampling.Hold;
import io.dymad.transforms.SavitzkyGolay;

/**
 * How a kernel machine is fitted.
 *
 * @param kernels the kernels of the regression
 * @param ridge of the regression
 * @param derivative of series, which gives KM and KMM what they fit; its order of 6 in a window of
 *     7 interpolates, a longer window smooths noise
 * @param hold what controls are between samples, for KM
 * @param manifold what KMM knows of the manifold
 */
public record MachineConfig(
    MachineKernels kernels,
    Ridge ridge,
    SavitzkyGolay derivative,
    Hold hold,
    ManifoldConfig manifold) {
  /**
   * What {@link LocalManifold} is made with.
   *
   * @param dimension of the manifold
   * @param neighbours nearest samples that a polynomial is fitted to
   * @param degree of the polynomials
   */
  public record ManifoldConfig(int dimension, int neighbours, int degree) {}

  public MachineConfig {
    requireNonNull(kernels, "kernels");
    requireNonNull(ridge, "ridge");
    requireNonNull(derivative, "derivative");
    requireNonNull(hold, "hold");
    requireNonNull(manifold, "manifold");
  }

  /** Returns a Gaussian of a width found from the samples, a ridge of 1e-10, cubic controls. */
  public static MachineConfig defaults() {
    return new MachineConfig(
        MachineKernels.gaussian(),
        Ridge.of(1e-10),
        new SavitzkyGolay(7, 6),
        Hold.CUBIC,
        new ManifoldConfig(1, 15, 3));
  }

  /** Returns the same with other kernels. */
  public MachineConfig withKernels(MachineKernels other) {
    return new MachineConfig(other, ridge, derivative, hold, manifold);
  }

  /** Returns the same with another ridge. */
  public MachineConfig withRidge(Ridge other) {
    return new MachineConfig(kernels, other, derivative, hold, manifold);
  }

  /** Returns the same with another derivative. */
  public MachineConfig withDerivative(SavitzkyGolay other) {
    return new MachineConfig(kernels, ridge, other, hold, manifold);
  }

  /** Returns the same with other controls between samples. */
  public MachineConfig withHold(Hold other) {
    return new MachineConfig(kernels, ridge, derivative, other, manifold);
  }

  /** Returns the same with another manifold. */
  public MachineConfig withManifold(ManifoldConfig other) {
    return new MachineConfig(kernels, ridge, derivative, hold, other);
  }
}
