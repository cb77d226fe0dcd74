package io.dymad.operation;

import io.dymad.core.Trajectory;
import io.metalab.api.Params;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The constant control under which the operator of a model is looked at.
 *
 * @param values in the units of the data, one for each control; empty for a model without any
 */
record FixedControl(List<Double> values) {
  /** The name of the parameter. */
  static final String NAME = "u";

  /** How far a control of the data may be from the fixed one, relative to it or to 1. */
  private static final double TOLERANCE = 1e-9;

  private static final MathContext SHOWN = new MathContext(6);

  FixedControl {
    values = List.copyOf(values);
  }

  /** Returns no control at all. */
  static FixedControl none() {
    return new FixedControl(List.of());
  }

  /**
   * Returns the control that params name, zeros if they name none.
   *
   * @param size number of controls of the model
   * @throws io.metalab.api.MetalabException with INVALID_PARAMS if there are more or fewer, or one
   *     is no finite number
   */
  static FixedControl of(Params params, int size) {
    if (params.get(NAME) == null) {
      return new FixedControl(Collections.nCopies(size, 0.0));
    }
    List<Double> values = new ArrayList<>();
    for (Object value : params.getList(NAME)) {
      if (!(value instanceof Number number) || !Double.isFinite(number.doubleValue())) {
        throw Refusals.of(
            "params.%s.%d".formatted(NAME, values.size()),
            "A control is a finite number, not %s.".formatted(value));
      }
      values.add(number.doubleValue());
    }
    if (values.size() != size) {
      throw Refusals.of(
          "params." + NAME,
          "The model of the checkpoint has %d controls, not %d.".formatted(size, values.size()));
    }
    return new FixedControl(values);
  }

  boolean isNone() {
    return values.isEmpty();
  }

  double[] toArray() {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** Returns the control as people read it, such as {@code u = (0, 0.5)}. */
  String text() {
    return values.stream()
        .map(value -> new BigDecimal(value).round(SHOWN).stripTrailingZeros().toString())
        .collect(Collectors.joining(", ", "u = (", ")"));
  }

  /**
   * Returns the longest stretches of a trajectory all of whose samples have this control, as
   * trajectories of states alone; of a trajectory without controls all of it.
   *
   * @param least samples of a stretch
   */
  List<Trajectory> stretches(Trajectory series, int least) {
    List<Trajectory> stretches = new ArrayList<>();
    int from = 0;
    for (int k = 0; k <= series.steps(); k++) {
      if (k == series.steps() || !isAt(series, k)) {
        if (k - from >= least) {
          Trajectory part = series.window(from, k);
          stretches.add(Trajectory.of(part.t(), part.x()));
        }
        from = k + 1;
      }
    }
    return stretches;
  }

  private boolean isAt(Trajectory series, int sample) {
    for (int i = 0; i < values.size(); i++) {
      double value = values.get(i);
      double limit = TOLERANCE * Math.max(1, Math.abs(value));
      if (Math.abs(series.u().get(sample, i) - value) > limit) {
        return false;
      }
    }
    return true;
  }
}
