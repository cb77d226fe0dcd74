package io.dymad.models;

import static java.util.Objects.requireNonNull;

import io.dymad.torch.Tensor;
import java.util.List;

/**
 * What another network adds to its input: {@code x + N(x)}. If it has more outputs than inputs, it
 * adds to x followed by zeros; if fewer, to the first entries of x.
 *
 * @param inner N
 */
public record ResidualNetwork(Network inner) implements Network {
  public ResidualNetwork {
    requireNonNull(inner, "inner");
  }

  @Override
  public int inputSize() {
    return inner.inputSize();
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
    Tensor added = inner.apply(weights, input);
    int common = Math.min(inputSize(), outputSize());
    Tensor first = common == inputSize() ? input : input.slice(-1, 0, common);
    if (common == outputSize()) {
      return first.plus(added);
    }
    Tensor changed = first.plus(added.slice(-1, 0, common));
    return Tensor.concatenate(-1, List.of(changed, added.slice(-1, common, outputSize())));
  }
}
