package io.dymad.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.dymad.torch.Precision;
import io.dymad.torch.Scope;
import io.dymad.torch.Tensor;
import java.util.function.BiFunction;

/** Compares gradients with central differences. */
public final class Slopes {
  /** Rounding of a loss near 1 over twice this is near 1e-10. */
  private static final double STEP = 1e-6;

  private static final double TOLERANCE = 1e-6;

  private Slopes() {}

  /** Asserts that the gradient of a loss is the slope of the loss in every number. */
  public static void assertGradient(Weights weights, BiFunction<Scope, Bound, Tensor> loss) {
    double[] gradient;
    try (Scope scope = Scope.open(Precision.FLOAT64)) {
      Bound bound = weights.bind(scope);
      gradient = scope.gradient(loss.apply(scope, bound), bound.variable());
    }
    assertThat(gradient).hasSize(weights.size());
    double[] values = weights.values();
    for (int i = 0; i < values.length; i++) {
      double expected =
          (valueAt(weights, i, STEP, loss) - valueAt(weights, i, -STEP, loss)) / (2 * STEP);
      assertThat(Math.abs(gradient[i] - expected) / Math.max(1, Math.abs(expected)))
          .as("deviation of the slope in number %d, %s, from %s", i, gradient[i], expected)
          .isLessThan(TOLERANCE);
    }
  }

  private static double valueAt(
      Weights weights, int index, double change, BiFunction<Scope, Bound, Tensor> loss) {
    double[] values = weights.values();
    values[index] += change;
    return value(weights.withValues(values), loss);
  }

  /** Returns the loss. */
  public static double value(Weights weights, BiFunction<Scope, Bound, Tensor> loss) {
    try (Scope scope = Scope.open(Precision.FLOAT64)) {
      return loss.apply(scope, weights.bind(scope)).value();
    }
  }

  /** Returns numbers without pattern in [-1, 1], of a shape. */
  public static Tensor some(Scope scope, long... shape) {
    int size = 1;
    for (long extent : shape) {
      size *= (int) extent;
    }
    double[] elements = new double[size];
    for (int i = 0; i < size; i++) {
      elements[i] = Math.sin(1 + 2.3 * i * i + 0.7 * i);
    }
    return scope.constant(elements, shape);
  }
}
