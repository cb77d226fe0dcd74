package io.dymad.dmd;

import io.dymad.core.Trajectories;
import io.dymad.core.Trajectory;
import io.dymad.numerics.Complex;
import io.dymad.numerics.ComplexMatrix;
import io.dymad.numerics.ComplexVector;
import io.dymad.numerics.Matrix;
import java.util.Arrays;

/**
 * What every member of the DMD family finds: {@code x(t) ≈ Σ_j b_j e^(ω_j t) v_j}, with
 * eigenfunctions {@code φ_j} whose values at a state are the amplitudes of the course that starts
 * there.
 *
 * <p>The scale of a mode is a choice, and its amplitude and eigenfunction change with it; {@code
 * b_j v_j} and residuals do not depend on it. Of a model with controls, spectrum, modes and
 * amplitudes are those without control, while reconstruction, forecast and residuals take the
 * controls of the courses into account. Where a model has no eigenfunctions, since its modes are
 * linearly dependent, their values and residuals are NaN.
 *
 * <p>Implementations are immutable.
 */
public interface SpectralModel {
  /** Relative difference up to which a time is one step. */
  double STEP_TOLERANCE = 1e-10;

  /** Returns λ, discrete-time: {@code λ = e^(ω step)}. */
  ComplexVector eigenvalues();

  /** Returns ω, continuous-time, in the order of the eigenvalues. */
  ComplexVector exponents();

  /** Returns v, one column for each eigenvalue, shape {@code [state, modes]}. */
  ComplexMatrix modes();

  /**
   * Returns the coefficients g of the eigenfunctions in the functions that the model is made of,
   * one column for each eigenvalue; without columns where there are no eigenfunctions.
   */
  ComplexMatrix functions();

  /** Returns b, those of the first state that was fitted. */
  ComplexVector amplitudes();

  /** Returns the time of one step. */
  double step();

  /**
   * Returns the eigenfunctions at states.
   *
   * @param states shape {@code [samples, state]}
   * @return shape {@code [samples, modes]}
   */
  ComplexMatrix eigenfunctions(Matrix states);

  /** Returns the number of modes. */
  default int size() {
    return eigenvalues().size();
  }

  /**
   * Returns the condition number of the modes: how much their amplitudes magnify errors. It is huge
   * where modes are nearly parallel, as those of a defective operator are.
   */
  default double condition() {
    double[] s = modes().singularValues();
    return s.length < size() ? Double.POSITIVE_INFINITY : s[0] / s[s.length - 1];
  }

  /** Returns {@code b_j v_j}, one column for each mode: free of the scale of the modes. */
  default ComplexMatrix contributions() {
    return modes().scaleColumns(amplitudes());
  }

  /**
   * Returns what is left of a mode after a time: {@code e^(ω t)}, 0 for λ = 0 unless the time is.
   *
   * @param mode its index
   * @param elapsed time, at least 0
   */
  default Complex factor(int mode, double elapsed) {
    if (elapsed == 0) {
      return Complex.ONE;
    }
    if (Math.abs(elapsed - step()) <= STEP_TOLERANCE * step()) {
      return eigenvalues().get(mode);
    }
    Complex exponent = exponents().get(mode);
    return exponent.isFinite() ? exponent.times(elapsed).exp() : Complex.ZERO;
  }

  /**
   * Returns the course of some amplitudes without control: {@code Σ_j b_j e^(ω_j t) v_j}.
   *
   * @param start b
   * @param elapsed times since then
   * @return one row for each time
   */
  default ComplexMatrix evolve(ComplexVector start, double... elapsed) {
    return ComplexMatrix.generate(elapsed.length, size(), (k, j) -> factor(j, elapsed[k]))
        .scaleColumns(start)
        .timesAdjoint(modes().conjugate());
  }

  /**
   * Returns the model's own course, which starts with {@link #amplitudes}: what it makes of the
   * data that it was fitted to.
   *
   * @param course whose times since its first sample, and controls, are taken
   * @return one row for each of its samples
   */
  default ComplexMatrix reconstruct(Trajectory course) {
    return evolve(amplitudes(), course.elapsed());
  }

  /**
   * Returns the forecast of a course from its first state.
   *
   * @param course whose first state, times and controls are taken
   * @return one row for each of its samples, the first state as the model represents it first
   */
  default ComplexMatrix forecast(Trajectory course) {
    return evolve(eigenfunctions(course.x().rows(0, 1)).row(0), course.elapsed());
  }

  /**
   * Returns the eigenfunctions of the successors as the model has them: {@code e^(ω (t_(k+1) -
   * t_k)) φ(x_k)}, and what controls add.
   *
   * @param course of at least two samples
   * @return one row for each sample but the last
   */
  default ComplexMatrix successors(Trajectory course) {
    int last = course.steps() - 1;
    ComplexMatrix now = eigenfunctions(course.x().rows(0, last));
    double[] times = course.elapsed();
    return ComplexMatrix.generate(
        last, size(), (k, j) -> factor(j, times[k + 1] - times[k]).times(now.get(k, j)));
  }

  /**
   * Returns how far each eigenpair is from being one of the true dynamics: {@code ‖φ(x_(k+1)) -
   * e^(ω (t_(k+1) - t_k)) φ(x_k)‖ / ‖φ(x_k)‖}, all pairs together. Take trajectories that were not
   * fitted.
   *
   * @return one for each mode; NaN if no trajectory has two samples or there is no eigenfunction
   */
  default double[] residuals(Trajectories trajectories) {
    double[] numerators = new double[size()];
    double[] denominators = new double[size()];
    for (Trajectory course : trajectories.items()) {
      int last = course.steps() - 1;
      if (last == 0) {
        continue;
      }
      ComplexMatrix values = eigenfunctions(course.x());
      double[] errors = values.rows(1, last + 1).minus(successors(course)).columnNorms();
      double[] norms = values.rows(0, last).columnNorms();
      for (int j = 0; j < numerators.length; j++) {
        numerators[j] = Math.hypot(numerators[j], errors[j]);
        denominators[j] = Math.hypot(denominators[j], norms[j]);
      }
    }
    Arrays.setAll(numerators, j -> numerators[j] / denominators[j]);
    return numerators;
  }
}
