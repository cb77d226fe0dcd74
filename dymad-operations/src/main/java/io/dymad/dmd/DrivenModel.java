package io.dymad.dmd;

import io.dymad.core.Trajectory;
import io.dymad.numerics.ComplexMatrix;
import io.dymad.numerics.ComplexVector;
import io.dymad.numerics.Matrix;

/** A model with controls, whose spectrum, modes and amplitudes are those of the model without. */
public interface DrivenModel extends SpectralModel {
  /** Returns the model without control. */
  SpectralModel free();

  @Override
  default ComplexVector eigenvalues() {
    return free().eigenvalues();
  }

  @Override
  default ComplexVector exponents() {
    return free().exponents();
  }

  @Override
  default ComplexMatrix modes() {
    return free().modes();
  }

  @Override
  default ComplexMatrix functions() {
    return free().functions();
  }

  @Override
  default ComplexVector amplitudes() {
    return free().amplitudes();
  }

  @Override
  default double step() {
    return free().step();
  }

  @Override
  default ComplexMatrix eigenfunctions(Matrix states) {
    return free().eigenfunctions(states);
  }

  @Override
  ComplexMatrix reconstruct(Trajectory course);

  @Override
  ComplexMatrix forecast(Trajectory course);

  @Override
  ComplexMatrix successors(Trajectory course);
}
