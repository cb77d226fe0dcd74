package io.dymad.transforms;

import io.dymad.edmd.Dictionary;
import io.dymad.numerics.LeastSquares;
import io.dymad.numerics.Matrix;
import io.dymad.numerics.RankRule;
import java.util.Arrays;
import java.util.List;

/**
 * The functions of a dictionary: {@code z = ψ(x)}; back by a linear map, {@code x = z C}.
 *
 * @param dictionary ψ
 * @param readout C, shape {@code [functions, state]}
 */
public record Lift(Dictionary dictionary, Matrix readout) implements Transform {
  public Lift {
    readout.requireFinite("The readout");
    Checks.shape(readout, dictionary.size(), dictionary.stateSize(), "readout");
  }

  /**
   * Returns what reads the state back from the functions named {@code x0}, {@code x1}, …, which are
   * affine in their variable.
   */
  public static TransformSpec spec(Dictionary dictionary) {
    return series -> new Lift(dictionary, firstDegree(dictionary));
  }

  /** Returns what reads the state back by least squares on the training data: {@code C = ψ⁺ x}. */
  public static TransformSpec fitted(Dictionary dictionary) {
    return series -> {
      Matrix all = Checks.stack(series);
      Matrix features = dictionary.evaluate(all);
      return new Lift(dictionary, LeastSquares.solve(features, all, RankRule.full()).solution());
    };
  }

  private static Matrix firstDegree(Dictionary dictionary) {
    List<String> names = dictionary.names();
    int size = dictionary.stateSize();
    Matrix origin = dictionary.evaluate(Matrix.zeros(1, size));
    Matrix units = dictionary.evaluate(Matrix.identity(size));
    double[][] readout = new double[names.size()][size];
    for (int i = 0; i < size; i++) {
      int linear = names.indexOf("x" + i);
      if (linear < 0) {
        throw new IllegalArgumentException(
            "The dictionary has no function x%d to read the state back from, but %s. Maybe fit the way back by least squares."
                .formatted(i, names));
      }
      double shift = origin.get(0, linear);
      double slope = units.get(i, linear) - shift;
      readout[linear][i] = 1 / slope;
      if (shift != 0) {
        int constant = names.indexOf("1");
        if (constant < 0) {
          throw new IllegalArgumentException(
              "The function x%d is shifted by %s, and there is no constant to take that back. Maybe fit the way back by least squares."
                  .formatted(i, shift));
        }
        readout[constant][i] = -shift / slope;
      }
    }
    return Matrix.of(readout);
  }

  @Override
  public String type() {
    return "lift";
  }

  @Override
  public int inputSize() {
    return dictionary.stateSize();
  }

  @Override
  public int outputSize() {
    return readout.rows();
  }

  @Override
  public Matrix apply(Matrix series) {
    return dictionary.evaluate(series);
  }

  @Override
  public Matrix invert(Matrix features) {
    return Checks.width(features, outputSize(), "features").times(readout);
  }

  @Override
  public Matrix forwardModes(Matrix states) {
    Checks.shape(states, 1, inputSize(), "state");
    int[] repeated = new int[inputSize()];
    Arrays.fill(repeated, 0);
    return dictionary
        .derivative(states.selectRows(repeated), Matrix.identity(inputSize()))
        .adjoint();
  }

  @Override
  public Matrix backwardModes(Matrix feature) {
    Checks.shape(feature, 1, outputSize(), "feature");
    return readout;
  }

  @Override
  public TransformState state() {
    return TransformState.of(type()).with("readout", readout).with(DictionaryStates.of(dictionary));
  }

  static Lift restore(TransformState state, List<Dictionary> known) {
    return new Lift(DictionaryStates.restore(state.parts().get(0), known), state.array("readout"));
  }
}
