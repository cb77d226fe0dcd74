package io.dymad.operation;

import io.dymad.core.Trajectory;
import io.dymad.edmd.Dictionary;
import io.dymad.numerics.Matrix;
import io.dymad.training.TrainedModel;
import io.dymad.transforms.ChannelTransforms;
import io.dymad.transforms.Transform;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The latent variables of a trained model as functions of a state in the units of the data, or of a
 * window of such states.
 *
 * @param model whose encoder is given no controls
 * @param origin of the latent variables, one row, from which the functions are counted
 */
record EncoderFunctions(TrainedModel model, Matrix origin) implements Dictionary {
  /** The cube root of the precision of numbers, by which central differences err least. */
  private static final double DIFFERENCE = Math.cbrt(Math.ulp(1.0));

  private Transform transform() {
    return model.transforms().x();
  }

  @Override
  public int stateSize() {
    return transform().inputSize() * transform().window();
  }

  @Override
  public List<String> names() {
    return IntStream.range(0, model.model().latentSize()).mapToObj(i -> "z" + i).toList();
  }

  @Override
  public Matrix evaluate(Matrix states) {
    if (states.columns() != stateSize()) {
      throw new IllegalArgumentException(
          "The states have %d columns, but the model takes %d."
              .formatted(states.columns(), stateSize()));
    }
    Matrix given = given(states);
    int controls = model.model().controlSize();
    Matrix latent =
        model
            .withTransforms(ChannelTransforms.identity(given.columns(), controls))
            .encode(Trajectory.of(model.step(), given).withU(Matrix.zeros(given.rows(), controls)));
    return latent.minus(
        Matrix.generate(latent.rows(), latent.columns(), (k, j) -> origin.get(0, j)));
  }

  /** Returns states as the encoder takes them, each row for itself. */
  private Matrix given(Matrix states) {
    int window = transform().window();
    if (window == 1) {
      return transform().apply(states);
    }
    Matrix[] rows = new Matrix[states.rows()];
    for (int k = 0; k < rows.length; k++) {
      rows[k] =
          transform().apply(Matrix.ofRowMajor(window, transform().inputSize(), states.row(k)));
    }
    return Matrix.stack(rows);
  }

  /** Returns the derivatives by central differences, which have about ten digits. */
  @Override
  public Matrix derivative(Matrix states, Matrix directions) {
    double step = DIFFERENCE * Math.max(1, states.maxAbs()) / Math.max(1, directions.maxAbs());
    Matrix ahead = evaluate(states.plus(directions.times(step)));
    Matrix behind = evaluate(states.minus(directions.times(step)));
    return ahead.minus(behind).times(1 / (2 * step));
  }
}
