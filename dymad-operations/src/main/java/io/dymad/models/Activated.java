package io.dymad.models;

import io.dymad.torch.Tensor;
import java.util.List;

/** The activation of a layer, with the slope that it may learn. */
final class Activated {
  private final Activation activation;
  private final Parameter slope;

  /**
   * Makes an activation.
   *
   * @param layer what the slope is called by, {@code <layer>.slope}
   */
  Activated(String layer, Activation activation) {
    this.activation = activation;
    this.slope =
        new Parameter(
            layer + ".slope",
            1,
            1,
            new Initialisation(Initialisation.Kind.ONES, Activation.LEARNED_SLOPE));
  }

  List<Parameter> parameters() {
    return activation == Activation.PRELU ? List.of(slope) : List.of();
  }

  Tensor apply(Bound weights, Tensor value) {
    if (activation != Activation.PRELU) {
      return activation.apply(value);
    }
    return value.relu().minus(value.times(-1).relu().times(weights.get(slope.name())));
  }
}
