package io.dymad.edmd;

import io.dymad.numerics.Matrix;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Products of one function of each factor, the last factor running fastest. A factor belongs to one
 * variable, or to two: no variable has two factors.
 *
 * @param stateSize number of state variables
 * @param factors at least one
 */
public record MixedProducts(int stateSize, List<Factor> factors) implements Dictionary {
  public MixedProducts {
    factors = List.copyOf(factors);
    Set<Integer> seen = new HashSet<>();
    for (Factor factor : factors) {
      for (int variable : factor.variables()) {
        if (variable < 0 || variable >= stateSize || !seen.add(variable)) {
          throw new IllegalArgumentException(
              "The variable x%d of a factor must be one of %d, and in no other factor."
                  .formatted(variable, stateSize));
        }
      }
    }
    if (factors.isEmpty()) {
      throw new IllegalArgumentException("There is no factor.");
    }
  }

  /** Functions of one or two variables. */
  public sealed interface Factor {
    /** Returns the variables. */
    List<Integer> variables();

    /** Returns the name of each function; empty for the constant 1. */
    List<String> names();

    /** Returns the functions at a state. */
    double[] values(double[] x);

    /** Returns the derivatives of the functions at a state along a direction. */
    double[] slopes(double[] x, double[] direction);
  }

  /**
   * Powers {@code 1, x, x², …}; DyMAD's {@code m}.
   *
   * @param variable index of x
   * @param count how many, at least 1
   */
  public record Powers(int variable, int count) implements Factor {
    public Powers {
      if (count < 1) {
        throw new IllegalArgumentException("The count (%d) must be above 0.".formatted(count));
      }
    }

    @Override
    public List<Integer> variables() {
      return List.of(variable);
    }

    @Override
    public List<String> names() {
      List<String> names = new ArrayList<>(List.of(""));
      for (int k = 1; k < count; k++) {
        names.add("x" + variable + (k > 1 ? "^" + k : ""));
      }
      return names;
    }

    @Override
    public double[] values(double[] x) {
      double[] values = new double[count];
      values[0] = 1;
      for (int k = 1; k < count; k++) {
        values[k] = values[k - 1] * x[variable];
      }
      return values;
    }

    @Override
    public double[] slopes(double[] x, double[] direction) {
      double[] slopes = values(x);
      for (int k = count - 1; k > 0; k--) {
        slopes[k] = k * slopes[k - 1] * direction[variable];
      }
      slopes[0] = 0;
      return slopes;
    }
  }

  /**
   * {@code 1, cos x, sin x, cos 2x, …}; DyMAD's {@code f}.
   *
   * @param variable index of x, in radians
   * @param count highest multiple, at least 0
   */
  public record Harmonics(int variable, int count) implements Factor {
    public Harmonics {
      if (count < 0) {
        throw new IllegalArgumentException("The count (%d) must be at least 0.".formatted(count));
      }
    }

    @Override
    public List<Integer> variables() {
      return List.of(variable);
    }

    @Override
    public List<String> names() {
      return AngularFunctions.names(count, "x" + variable);
    }

    @Override
    public double[] values(double[] x) {
      return AngularFunctions.values(count, x[variable]);
    }

    @Override
    public double[] slopes(double[] x, double[] direction) {
      return AngularFunctions.slopes(count, x[variable], direction[variable]);
    }
  }

  /**
   * {@code r^a} times {@code 1, cos θ, sin θ, cos 2θ, …}, where {@code x = r cos θ, y = r sin θ};
   * DyMAD's {@code p}. There are no derivatives at the origin.
   *
   * @param x index of the first variable
   * @param y index of the second one
   * @param powers how many powers of r, at least 1; they begin with 0
   * @param harmonics highest multiple of θ, at least 0
   */
  public record Polar(int x, int y, int powers, int harmonics) implements Factor {
    public Polar {
      if (powers < 1 || harmonics < 0) {
        throw new IllegalArgumentException(
            "The powers (%d) must be at least 1, the harmonics (%d) at least 0."
                .formatted(powers, harmonics));
      }
    }

    @Override
    public List<Integer> variables() {
      return List.of(x, y);
    }

    @Override
    public List<String> names() {
      List<String> names = new ArrayList<>();
      for (int a = 0; a < powers; a++) {
        for (String angular : AngularFunctions.names(harmonics, "t" + x + y)) {
          String radial = a == 0 ? "" : "r" + x + y + (a > 1 ? "^" + a : "");
          names.add((radial + " " + angular).strip());
        }
      }
      return names;
    }

    @Override
    public double[] values(double[] state) {
      double r = Math.hypot(state[x], state[y]);
      double[] angular = AngularFunctions.values(harmonics, Math.atan2(state[y], state[x]));
      double[] values = new double[powers * angular.length];
      for (int a = 0; a < powers; a++) {
        for (int k = 0; k < angular.length; k++) {
          values[a * angular.length + k] = Math.pow(r, a) * angular[k];
        }
      }
      return values;
    }

    @Override
    public double[] slopes(double[] state, double[] direction) {
      double r = Math.hypot(state[x], state[y]);
      if (r == 0) {
        throw new ArithmeticException(
            "Functions of the angle of x%d and x%d have no derivative at the origin."
                .formatted(x, y));
      }
      double theta = Math.atan2(state[y], state[x]);
      double radialRate = (state[x] * direction[x] + state[y] * direction[y]) / r;
      double angularRate = (state[x] * direction[y] - state[y] * direction[x]) / (r * r);
      double[] angular = AngularFunctions.values(harmonics, theta);
      double[] angularSlopes = AngularFunctions.slopes(harmonics, theta, angularRate);
      double[] slopes = new double[powers * angular.length];
      for (int a = 0; a < powers; a++) {
        double radialSlope = a == 0 ? 0 : a * Math.pow(r, a - 1) * radialRate;
        for (int k = 0; k < angular.length; k++) {
          slopes[a * angular.length + k] =
              radialSlope * angular[k] + Math.pow(r, a) * angularSlopes[k];
        }
      }
      return slopes;
    }
  }

  @Override
  public List<String> names() {
    List<String> names = List.of("");
    for (Factor factor : factors) {
      List<String> longer = new ArrayList<>();
      for (String start : names) {
        for (String name : factor.names()) {
          longer.add((start + " " + name).strip());
        }
      }
      names = longer;
    }
    return names.stream().map(name -> name.isEmpty() ? "1" : name).toList();
  }

  @Override
  public Matrix evaluate(Matrix states) {
    checkSize(states);
    double[][] rows = new double[states.rows()][];
    for (int i = 0; i < rows.length; i++) {
      double[] x = states.row(i);
      double[] product = {1};
      for (Factor factor : factors) {
        product = outer(product, factor.values(x));
      }
      rows[i] = product;
    }
    return Matrix.of(rows);
  }

  @Override
  public Matrix derivative(Matrix states, Matrix directions) {
    checkSize(states);
    checkSize(directions);
    double[][] rows = new double[states.rows()][];
    for (int i = 0; i < rows.length; i++) {
      double[] x = states.row(i);
      double[] direction = directions.row(i);
      double[] product = {1};
      double[] slope = {0};
      for (Factor factor : factors) {
        double[] values = factor.values(x);
        double[] first = outer(slope, values);
        double[] second = outer(product, factor.slopes(x, direction));
        for (int k = 0; k < first.length; k++) {
          first[k] += second[k];
        }
        product = outer(product, values);
        slope = first;
      }
      rows[i] = slope;
    }
    return Matrix.of(rows);
  }

  private static double[] outer(double[] left, double[] right) {
    double[] product = new double[left.length * right.length];
    for (int i = 0; i < left.length; i++) {
      for (int j = 0; j < right.length; j++) {
        product[i * right.length + j] = left[i] * right[j];
      }
    }
    return product;
  }

  private void checkSize(Matrix states) {
    if (states.columns() != stateSize) {
      throw new IllegalArgumentException(
          "The functions take states of %d variables, not %d."
              .formatted(stateSize, states.columns()));
    }
  }
}
