package io.dymad.edmd;

import io.dymad.numerics.Matrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Products of powers of the state variables, after these are centred and scaled: {@code Π_i ((x_i -
 * center_i) / scale_i)^e_i}.
 *
 * @param exponents the powers of each function, one for each state variable, at least 0
 * @param center what is subtracted, one row
 * @param scale what is divided by, one row, not 0
 */
public record Monomials(List<List<Integer>> exponents, Matrix center, Matrix scale)
    implements Dictionary {
  public Monomials {
    exponents = exponents.stream().map(List::copyOf).toList();
    int size = center.columns();
    if (exponents.isEmpty() || center.rows() != 1 || scale.rows() != 1 || scale.columns() != size) {
      throw new IllegalArgumentException(
          "Monomials need a function, a center (%s) and a scale (%s) of one row and equal size."
              .formatted(center.shape(), scale.shape()));
    }
    for (List<Integer> powers : exponents) {
      if (powers.size() != size || powers.stream().anyMatch(power -> power < 0)) {
        throw new IllegalArgumentException(
            "The exponents %s must be %d integers of at least 0.".formatted(powers, size));
      }
    }
    for (double value : scale.row(0)) {
      if (value == 0 || !Double.isFinite(value)) {
        throw new IllegalArgumentException("The scale (%s) must not be 0.".formatted(value));
      }
    }
  }

  /** Returns monomials of the state variables as they are. */
  public static Monomials of(int[]... exponents) {
    int size = exponents[0].length;
    List<List<Integer>> powers = new ArrayList<>();
    for (int[] one : exponents) {
      powers.add(Arrays.stream(one).boxed().toList());
    }
    return new Monomials(powers, Matrix.zeros(1, size), ones(size));
  }

  /**
   * Returns all monomials with a total degree in a range, by increasing degree, in each degree the
   * higher powers of the first variables first: {@code 1, x, y, x², x y, y², …}
   */
  public static Monomials ofTotalDegree(int stateSize, int from, int to) {
    List<List<Integer>> powers = new ArrayList<>();
    for (int degree = from; degree <= to; degree++) {
      addDegree(new ArrayList<>(), stateSize, degree, powers);
    }
    return new Monomials(powers, Matrix.zeros(1, stateSize), ones(stateSize));
  }

  private static void addDegree(
      List<Integer> start, int variables, int degree, List<List<Integer>> powers) {
    if (variables == 1) {
      List<Integer> complete = new ArrayList<>(start);
      complete.add(degree);
      powers.add(complete);
      return;
    }
    for (int power = degree; power >= 0; power--) {
      List<Integer> longer = new ArrayList<>(start);
      longer.add(power);
      addDegree(longer, variables - 1, degree - power, powers);
    }
  }

  /**
   * Returns the tensor product of powers: every {@code Π x_i^k_i} with {@code k_i < counts_i}, the
   * last variable running fastest.
   */
  public static Monomials tensor(int... counts) {
    List<List<Integer>> powers = List.of(List.of());
    for (int count : counts) {
      List<List<Integer>> longer = new ArrayList<>();
      for (List<Integer> start : powers) {
        for (int power = 0; power < count; power++) {
          List<Integer> one = new ArrayList<>(start);
          one.add(power);
          longer.add(one);
        }
      }
      powers = longer;
    }
    return new Monomials(powers, Matrix.zeros(1, counts.length), ones(counts.length));
  }

  private static Matrix ones(int size) {
    return Matrix.generate(1, size, (i, j) -> 1);
  }

  /** Returns the same monomials of {@code (x - center) / scale}. */
  public Monomials scaled(double[] newCenter, double[] newScale) {
    return new Monomials(
        exponents,
        Matrix.ofRowMajor(1, newCenter.length, newCenter),
        Matrix.ofRowMajor(1, newScale.length, newScale));
  }

  @Override
  public int stateSize() {
    return center.columns();
  }

  @Override
  public List<String> names() {
    return exponents.stream().map(Monomials::name).toList();
  }

  private static String name(List<Integer> powers) {
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < powers.size(); i++) {
      int power = powers.get(i);
      if (power > 0) {
        name.append(name.isEmpty() ? "" : " ").append('x').append(i);
        name.append(power > 1 ? "^" + power : "");
      }
    }
    return name.isEmpty() ? "1" : name.toString();
  }

  @Override
  public Matrix evaluate(Matrix states) {
    Matrix z = normalized(states);
    return Matrix.generate(
        z.rows(), exponents.size(), (i, j) -> product(z, i, exponents.get(j), -1));
  }

  @Override
  public Matrix derivative(Matrix states, Matrix directions) {
    Matrix z = normalized(states);
    checkSize(directions);
    double[] factors = scale.row(0);
    return Matrix.generate(
        z.rows(),
        exponents.size(),
        (i, j) -> {
          double sum = 0;
          for (int variable = 0; variable < factors.length; variable++) {
            sum +=
                product(z, i, exponents.get(j), variable)
                    * directions.get(i, variable)
                    / factors[variable];
          }
          return sum;
        });
  }

  private Matrix normalized(Matrix states) {
    checkSize(states);
    return Matrix.generate(
        states.rows(),
        states.columns(),
        (i, j) -> (states.get(i, j) - center.get(0, j)) / scale.get(0, j));
  }

  private void checkSize(Matrix states) {
    if (states.columns() != stateSize()) {
      throw new IllegalArgumentException(
          "The functions take states of %d variables, not %d."
              .formatted(stateSize(), states.columns()));
    }
  }

  /** Returns the product of powers at a sample, or its derivative by one variable. */
  private static double product(Matrix z, int sample, List<Integer> powers, int derived) {
    double product = 1;
    for (int i = 0; i < powers.size(); i++) {
      int power = powers.get(i);
      double value = z.get(sample, i);
      if (i == derived) {
        product *= power == 0 ? 0 : power * power(value, power - 1);
      } else {
        product *= power(value, power);
      }
    }
    return product;
  }

  private static double power(double value, int exponent) {
    double power = 1;
    for (int i = 0; i < exponent; i++) {
      power *= value;
    }
    return power;
  }
}
