package io.dymad.dmd;

import io.dymad.core.Trajectory;
import io.dymad.numerics.ComplexMatrix;
import io.dymad.numerics.Matrix;

/**
 * A model with control, {@code x_(k+1) = A x_k + B u_k}, for courses of its own time step.
 *
 * @param a A, shape {@code [sensors, sensors]}, acting on columns
 * @param b B, shape {@code [sensors, controls]}
 * @param basis Q, orthonormal columns that span the reduced model
 * @param free spectrum and modes of {@code Qᵀ A Q}: the model without control
 * @param condition of the states and controls used together
 */
public record ControlledModel(Matrix a, Matrix b, Matrix basis, ModalModel free, double condition)
    implements DrivenModel {
  /** Returns {@code Qᵀ A Q}. */
  public Matrix reducedA() {
    return basis.adjointTimes(a).times(basis);
  }

  /**
   * Returns a simulation of the reduced model.
   *
   * @param start one row
   * @param controls one row for each step
   * @return one row more than there are steps, the start as the basis represents it first
   */
  public Matrix simulate(Matrix start, Matrix controls) {
    Matrix advance = reducedA().adjoint();
    Matrix input = basis.adjointTimes(b).adjoint();
    Matrix[] states = new Matrix[controls.rows() + 1];
    states[0] = start.times(basis);
    for (int k = 0; k < controls.rows(); k++) {
      states[k + 1] = states[k].times(advance).plus(controls.rows(k, k + 1).times(input));
    }
    return Matrix.stack(states).timesAdjoint(basis);
  }

  @Override
  public ComplexMatrix reconstruct(Trajectory course) {
    return simulate(free.series(0, 1).re(), controls(course)).toComplex();
  }

  @Override
  public ComplexMatrix forecast(Trajectory course) {
    return simulate(course.x().rows(0, 1), controls(course)).toComplex();
  }

  @Override
  public ComplexMatrix successors(Trajectory course) {
    return free.successors(course)
        .plus(controls(course).timesAdjoint(b).timesComplex(free.functions()));
  }

  /** Returns the controls that act between the samples. */
  private static Matrix controls(Trajectory course) {
    return course.u().rows(0, course.steps() - 1);
  }
}
