package io.dymad.models;

import io.dymad.torch.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Weights as tensors, for as long as their scope is open. */
public final class Bound {
  private final Tensor variable;
  private final Map<String, Tensor> byName = new HashMap<>();
  private final Map<String, Tensor> transposed = new HashMap<>();

  Bound(Tensor variable, List<Parameter> parameters, List<Tensor> tensors) {
    this.variable = variable;
    for (int i = 0; i < tensors.size(); i++) {
      byName.put(parameters.get(i).name(), tensors.get(i));
    }
  }

  /** Returns the vector of all numbers, which gradients are asked for. */
  public Tensor variable() {
    return variable;
  }

  /**
   * Returns a parameter, shape {@code [rows, columns]}.
   *
   * @throws IllegalArgumentException if the weights are those of another model, without it
   */
  public Tensor get(String name) {
    Tensor tensor = byName.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException(
          "The weights have no %s: they are those of another model.".formatted(name));
    }
    return tensor;
  }

  /**
   * Returns a parameter transposed, shape {@code [columns, rows]}: once for all steps of a rollout,
   * through each of which its gradient comes.
   *
   * @throws IllegalArgumentException if the weights are those of another model, without it
   */
  public Tensor transposed(String name) {
    return transposed.computeIfAbsent(name, key -> get(key).transposed());
  }
}
