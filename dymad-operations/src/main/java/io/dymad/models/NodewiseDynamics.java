package io.dymad.models;

import static java.util.Objects.requireNonNull;

import io.dymad.numerics.Matrix;
import io.dymad.torch.Tensor;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The same dynamics at every node of a network, each with its own latent variables and controls,
 * which stand node by node.
 *
 * @param inner of one node
 * @param nodes at least 1
 */
public record NodewiseDynamics(Dynamics inner, int nodes) implements Dynamics {
  public NodewiseDynamics {
    requireNonNull(inner, "inner");
    if (nodes < 1) {
      throw new IllegalArgumentException(
          "The number of nodes (%d) must be at least 1.".formatted(nodes));
    }
  }

  /** Returns dynamics as those of nodes: of a single one, unless they are such already. */
  public static NodewiseDynamics of(Dynamics dynamics) {
    return dynamics instanceof NodewiseDynamics nodewise
        ? nodewise
        : new NodewiseDynamics(dynamics, 1);
  }

  @Override
  public int latentSize() {
    return nodes * inner.latentSize();
  }

  @Override
  public int controlSize() {
    return nodes * inner.controlSize();
  }

  @Override
  public List<Parameter> parameters() {
    return inner.parameters();
  }

  @Override
  public Tensor apply(Bound weights, Tensor latent, Inputs inputs) {
    return Parts.together(inner.apply(weights, Parts.apart(latent, nodes), own(inputs)));
  }

  private Inputs own(Inputs inputs) {
    return inner.controlSize() == 0
        ? inputs
        : inputs.withControls(Parts.apart(inputs.controls(), nodes));
  }

  /**
   * Returns what linear dynamics of a node are linear in, shape {@code [..., nodes, features]}.
   *
   * @param linear those of a node
   */
  public Tensor features(LinearDynamics linear, Tensor latent, Inputs inputs) {
    return linear.features(Parts.apart(latent, nodes), own(inputs));
  }

  /** Returns the matrix of all nodes, of which each has the same one. */
  public Matrix blocks(Matrix block) {
    return blocks(Collections.nCopies(nodes, block));
  }

  /** Returns the matrix of all nodes, of which each has its own one. */
  public Matrix blocks(List<Matrix> ofNodes) {
    int size = ofNodes.get(0).rows();
    return Matrix.generate(
        nodes * size,
        nodes * size,
        (i, j) -> i / size == j / size ? ofNodes.get(i / size).get(i % size, j % size) : 0);
  }

  /** Returns the controls of a node out of those of all of them. */
  public double[] controls(int node, double... all) {
    int size = inner.controlSize();
    return Arrays.copyOfRange(all, node * size, (node + 1) * size);
  }
}
