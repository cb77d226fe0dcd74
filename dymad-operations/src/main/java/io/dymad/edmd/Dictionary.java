package io.dymad.edmd;

import io.dymad.numerics.Matrix;
import java.util.List;

/** Real functions of a state, the features that a Koopman matrix acts on; immutable. */
public interface Dictionary {
  /** Returns the number of state variables. */
  int stateSize();

  /** Returns a name for each function, such as {@code x0^2 x1}. */
  List<String> names();

  /**
   * Returns the functions at states.
   *
   * @param states shape {@code [samples, state]}
   * @return shape {@code [samples, functions]}
   * @throws IllegalArgumentException if the states have another size
   */
  Matrix evaluate(Matrix states);

  /**
   * Returns the derivatives of the functions along directions: {@code ∇ψ_j(x) · direction}.
   *
   * @param states shape {@code [samples, state]}
   * @param directions the same shape
   * @return shape {@code [samples, functions]}
   */
  Matrix derivative(Matrix states, Matrix directions);

  /** Returns the number of functions. */
  default int size() {
    return names().size();
  }
}
