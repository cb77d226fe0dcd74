package io.dymad.models;

import static java.util.Objects.requireNonNull;

import io.dymad.torch.Tensor;
import java.util.List;

/**
 * The input followed by what another network makes of it: {@code [x, N(x)]}, of which x is read
 * back exactly as the first entries.
 *
 * @param inner N
 */
public record ConcatenatedNetwork(Network inner) implements Network {
  public ConcatenatedNetwork {
    requireNonNull(inner, "inner");
  }

  @Override
  public int inputSize() {
    return inner.inputSize();
  }

  @Override
  public int outputSize() {
    return inner.inputSize() + inner.outputSize();
  }

  @Override
  public List<Parameter> parameters() {
    return inner.parameters();
  }

  @Override
  public Tensor apply(Bound weights, Tensor input) {
    return Tensor.concatenate(-1, List.of(input, inner.apply(weights, input)));
  }
}
