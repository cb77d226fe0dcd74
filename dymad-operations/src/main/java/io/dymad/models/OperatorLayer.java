package io.dymad.models;

import io.dymad.numerics.Matrix;
import io.dymad.torch.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * A layer of what nodes have after each of some matrices between them: {@code σ(Σ_k P_k X W_kᵀ +
 * b)} with the weight {@code [W_0, W_1, …]}.
 */
final class OperatorLayer implements Network {
  private final List<Matrix> operators;
  private final int inputSize;
  private final Layer inner;

  OperatorLayer(
      List<Matrix> operators,
      String name,
      int inputSize,
      int outputSize,
      Activation activation,
      Layers layers) {
    this.operators = operators;
    this.inputSize = inputSize;
    this.inner = new Layer(name, operators.size() * inputSize, outputSize, activation, layers);
  }

  @Override
  public int inputSize() {
    return inputSize;
  }

  @Override
  public int outputSize() {
    return inner.outputSize();
  }

  @Override
  public List<Parameter> parameters() {
    return inner.parameters();
  }

  @Override
  public Tensor apply(Bound weights, Tensor input) {
    List<Tensor> reached = new ArrayList<>();
    for (Matrix operator : operators) {
      Tensor along = input.constantLike(operator.toRowMajor(), operator.rows(), operator.columns());
      reached.add(along.matrixTimes(input));
    }
    return inner.apply(weights, Tensor.concatenate(-1, reached));
  }
}
