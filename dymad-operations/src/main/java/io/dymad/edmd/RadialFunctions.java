package io.dymad.edmd;

import io.dymad.kernel.Kernel;
import io.dymad.numerics.Matrix;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Kernels of a state with fixed centers, such as Gaussian bumps.
 *
 * @param kernel the shape
 * @param centers one in each row
 */
public record RadialFunctions(Kernel kernel, Matrix centers) implements Dictionary {
  public RadialFunctions {
    centers.requireFinite("The centers");
    if (centers.rows() == 0) {
      throw new IllegalArgumentException("There is no center.");
    }
  }

  @Override
  public int stateSize() {
    return centers.columns();
  }

  @Override
  public List<String> names() {
    return IntStream.range(0, centers.rows()).mapToObj(i -> "radial" + i).toList();
  }

  @Override
  public Matrix evaluate(Matrix states) {
    return kernel.evaluate(states, centers);
  }

  @Override
  public Matrix derivative(Matrix states, Matrix directions) {
    return kernel.derivative(states, directions, centers);
  }
}
