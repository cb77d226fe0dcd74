package io.dymad.training;

import static java.util.Objects.requireNonNull;

import io.dymad.edmd.Dictionary;
import io.dymad.models.Bound;
import io.dymad.models.Inputs;
import io.dymad.models.LatentModel;
import io.dymad.models.ModelSpec;
import io.dymad.models.Weights;
import io.dymad.numerics.Matrix;
import io.dymad.torch.Precision;
import io.dymad.torch.Scope;
import io.dymad.torch.Tensor;
import io.dymad.transforms.Transform;
import io.dymad.transforms.TransformState;
import java.nio.file.Path;

/**
 * The encoder of a trained model as a transform, and its decoder as the inverse: DyMAD's {@code
 * autoencoder}. Data go through the transforms of the model first. The inverse is exact where the
 * decoder is, as that of {@code cat}.
 */
public final class AutoencoderTransform implements Transform {
  private final ModelSpec spec;
  private final LatentModel model;
  private final Weights weights;
  private final Transform before;

  AutoencoderTransform(ModelSpec spec, LatentModel model, Weights weights, Transform before) {
    this.spec = requireNonNull(spec, "spec");
    this.model = requireNonNull(model, "model");
    this.weights = requireNonNull(weights, "weights");
    this.before = requireNonNull(before, "before");
    if (model.encodesControls()) {
      throw new IllegalArgumentException(
          "The encoder of the model (%s) takes controls, which a transform of states is not given."
              .formatted(spec.variant()));
    }
  }

  /**
   * Returns the transform of a trained model.
   *
   * @param spec what the model was built of
   * @throws IllegalArgumentException if its encoder takes controls
   */
  public static AutoencoderTransform of(ModelSpec spec, TrainedModel trained) {
    return new AutoencoderTransform(
        spec, trained.model(), trained.weights(), trained.transforms().x());
  }

  /**
   * Returns the transform of the best model of a checkpoint.
   *
   * @param file the JSON document
   * @param known dictionaries written in code that transforms of the model may have been fitted
   *     with
   * @throws IllegalArgumentException if the encoder takes controls
   * @throws io.metalab.api.MetalabException as {@link Checkpoints#loadModel}
   */
  public static AutoencoderTransform load(Path file, Dictionary... known) {
    return of(Checkpoints.readOrigin(file, known).spec(), Checkpoints.loadModel(file, known));
  }

  ModelSpec spec() {
    return spec;
  }

  LatentModel model() {
    return model;
  }

  Weights weights() {
    return weights;
  }

  Transform before() {
    return before;
  }

  @Override
  public String type() {
    return AutoencoderRestorer.TYPE;
  }

  @Override
  public int inputSize() {
    return before.inputSize();
  }

  @Override
  public int outputSize() {
    return model.latentSize();
  }

  @Override
  public int window() {
    return before.window();
  }

  /** One of the two networks. */
  private interface Coder {
    Tensor apply(Bound bound, Tensor numbers);
  }

  private Tensor encode(Bound bound, Tensor states) {
    return model.encode(bound, states, Inputs.none());
  }

  private Matrix code(Coder coder, Matrix series, int size) {
    try (Scope scope = Scope.withoutGradients(Precision.FLOAT64)) {
      Tensor coded = coder.apply(weights.bind(scope), scope.constant(series));
      return Matrix.ofRowMajor(series.rows(), size, coded.toArray());
    }
  }

  @Override
  public Matrix apply(Matrix series) {
    return code(this::encode, before.apply(series), outputSize());
  }

  @Override
  public Matrix invert(Matrix features) {
    checkWidth(features, outputSize());
    return before.invert(decode(features));
  }

  private Matrix decode(Matrix features) {
    return code(model::decode, features, model.stateSize());
  }

  private static void checkWidth(Matrix features, int size) {
    if (features.columns() != size) {
      throw new IllegalArgumentException(
          "The features (%s) must have %d columns.".formatted(features.shape(), size));
    }
  }

  @Override
  public Matrix forwardModes(Matrix states) {
    Matrix inner = before.forwardModes(states);
    return jacobian(this::encode, before.apply(states), outputSize()).times(inner);
  }

  @Override
  public Matrix backwardModes(Matrix feature) {
    checkWidth(feature, outputSize());
    Matrix outer = before.backwardModes(decode(feature));
    return jacobian(model::decode, feature, model.stateSize()).adjoint().times(outer);
  }

  /** Returns the derivatives at a row, shape {@code [size, columns]}. */
  private Matrix jacobian(Coder coder, Matrix row, int size) {
    if (row.rows() != 1) {
      throw new IllegalArgumentException(
          "Modes are those at one row, not at %s.".formatted(row.shape()));
    }
    double[][] slopes = new double[size][];
    for (int k = 0; k < size; k++) {
      try (Scope scope = Scope.open(Precision.FLOAT64)) {
        Tensor at = scope.variable(row.toRowMajor());
        Tensor coded = coder.apply(weights.bind(scope), at.reshaped(1, row.columns()));
        slopes[k] = scope.gradient(coded.slice(-1, k, k + 1).sum(), at);
      }
    }
    return Matrix.of(slopes);
  }

  @Override
  public TransformState state() {
    return AutoencoderRestorer.state(this);
  }
}
