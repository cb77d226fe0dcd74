package io.dymad.edmd;

import java.util.ArrayList;
import java.util.List;

/** The functions {@code 1, cos θ, sin θ, cos 2θ, …} of one angle, in this order. */
final class AngularFunctions {
  private AngularFunctions() {}

  /**
   * Returns the names of the functions; empty for the constant 1.
   *
   * @param highest highest multiple of the angle, at least 0
   */
  static List<String> names(int highest, String angle) {
    List<String> names = new ArrayList<>(List.of(""));
    for (int k = 1; k <= highest; k++) {
      names.add("cos" + k + "(" + angle + ")");
      names.add("sin" + k + "(" + angle + ")");
    }
    return names;
  }

  /**
   * Returns the functions at an angle, shape {@code [2 * highest + 1]}.
   *
   * @param highest highest multiple of the angle, at least 0
   * @param angle in radians
   */
  static double[] values(int highest, double angle) {
    double[] values = new double[2 * highest + 1];
    values[0] = 1;
    for (int k = 1; k <= highest; k++) {
      values[2 * k - 1] = Math.cos(k * angle);
      values[2 * k] = Math.sin(k * angle);
    }
    return values;
  }

  /**
   * Returns how fast the functions change, shape {@code [2 * highest + 1]}.
   *
   * @param highest highest multiple of the angle, at least 0
   * @param angle in radians
   * @param rate how fast the angle changes
   */
  static double[] slopes(int highest, double angle, double rate) {
    double[] slopes = new double[2 * highest + 1];
    for (int k = 1; k <= highest; k++) {
      slopes[2 * k - 1] = -k * rate * Math.sin(k * angle);
      slopes[2 * k] = k * rate * Math.cos(k * angle);
    }
    return slopes;
  }
}
