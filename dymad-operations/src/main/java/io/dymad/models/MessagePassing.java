package io.dymad.models;

import static java.util.Objects.requireNonNull;

import io.dymad.torch.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * A network of layers, each of which maps what every node of a graph has and what reaches it along
 * edges. Nodes stand one below the other, on the axis before the last one; all use the same
 * weights.
 *
 * <p>How a layer does that is its {@link Convolution}; the last layer is one like all others.
 */
public final class MessagePassing implements Network {
  private final int inputSize;
  private final int outputSize;
  private final int nodes;
  private final List<Network> layers;

  /**
   * Makes a network.
   *
   * @param name what its parameters are called by: {@code <name>.0.weight}, {@code <name>.0.bias} …
   * @param inputSize numbers of a node
   * @param outputSize numbers that a node gets
   * @param count of layers, at least 1
   * @param convolution how numbers go along the edges of a graph
   */
  public MessagePassing(
      String name,
      int inputSize,
      int outputSize,
      int count,
      Layers layers,
      Convolution convolution) {
    if (inputSize < 1 || outputSize < 1 || count < 1) {
      throw new IllegalArgumentException(
          "The network %s of %d layers from %d to %d numbers of a node does not exist."
              .formatted(name, count, inputSize, outputSize));
    }
    requireNonNull(convolution, "convolution");
    this.inputSize = inputSize;
    this.outputSize = outputSize;
    this.nodes = convolution.nodes();
    this.layers =
        Layer.chain(name, inputSize, outputSize, count, layers, convolution.maker(layers));
  }

  @Override
  public int inputSize() {
    return inputSize;
  }

  @Override
  public int outputSize() {
    return outputSize;
  }

  @Override
  public List<Parameter> parameters() {
    return layers.stream().flatMap(layer -> layer.parameters().stream()).toList();
  }

  /**
   * {@inheritDoc}
   *
   * @param input shape {@code [..., nodes, inputSize]}
   * @return shape {@code [..., nodes, outputSize]}
   */
  @Override
  public Tensor apply(Bound weights, Tensor input) {
    if (input.axes() < 2 || input.extent(-2) != nodes) {
      throw new IllegalArgumentException(
          "The numbers %s are not those of %d nodes, one below the other."
              .formatted(Arrays.toString(input.shape()), nodes));
    }
    Tensor value = input;
    for (Network layer : layers) {
      value = layer.apply(weights, value);
    }
    return value;
  }
}
