package io.dymad.edmd;

import io.dymad.numerics.Matrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Products of cosines and sines of the state variables: for each variable the functions {@code 1,
 * cos(2π x/L), sin(2π x/L), cos(4π x/L), …} up to a number of harmonics, and every product of one
 * of each variable, the last variable running fastest.
 *
 * @param periods L, one row, above 0
 * @param harmonics for each variable, at least 0
 */
public record FourierProducts(Matrix periods, List<Integer> harmonics) implements Dictionary {
  public FourierProducts {
    harmonics = List.copyOf(harmonics);
    if (periods.rows() != 1 || periods.columns() != harmonics.size() || harmonics.isEmpty()) {
      throw new IllegalArgumentException(
          "The periods (%s) and harmonics %s must be one for each variable."
              .formatted(periods.shape(), harmonics));
    }
    for (int i = 0; i < harmonics.size(); i++) {
      double period = periods.get(0, i);
      if (!(period > 0 && period < Double.POSITIVE_INFINITY) || harmonics.get(i) < 0) {
        throw new IllegalArgumentException(
            "The period (%s) must be above 0, the harmonics (%d) at least 0."
                .formatted(period, harmonics.get(i)));
      }
    }
  }

  /** Returns the functions of variables that are angles in radians. */
  public static FourierProducts ofAngles(int... harmonics) {
    return new FourierProducts(
        Matrix.generate(1, harmonics.length, (i, j) -> 2 * Math.PI),
        Arrays.stream(harmonics).boxed().toList());
  }

  @Override
  public int stateSize() {
    return harmonics.size();
  }

  @Override
  public int size() {
    int size = 1;
    for (int count : harmonics) {
      size = Math.multiplyExact(size, 2 * count + 1);
    }
    return size;
  }

  @Override
  public List<String> names() {
    List<String> names = new ArrayList<>();
    for (int function = 0; function < size(); function++) {
      int[] factors = factors(function);
      StringBuilder name = new StringBuilder();
      for (int i = 0; i < factors.length; i++) {
        if (factors[i] > 0) {
          name.append(name.isEmpty() ? "" : " ")
              .append(factors[i] % 2 == 1 ? "cos" : "sin")
              .append((factors[i] + 1) / 2)
              .append("(x")
              .append(i)
              .append(')');
        }
      }
      names.add(name.isEmpty() ? "1" : name.toString());
    }
    return names;
  }

  /** Returns which function of each variable a product has: 0 is 1, odd cosines, even sines. */
  private int[] factors(int function) {
    int[] factors = new int[harmonics.size()];
    int rest = function;
    for (int i = factors.length - 1; i >= 0; i--) {
      int count = 2 * harmonics.get(i) + 1;
      factors[i] = rest % count;
      rest /= count;
    }
    return factors;
  }

  @Override
  public Matrix evaluate(Matrix states) {
    checkSize(states);
    return Matrix.generate(
        states.rows(), size(), (sample, function) -> product(states, sample, function, -1));
  }

  @Override
  public Matrix derivative(Matrix states, Matrix directions) {
    checkSize(states);
    checkSize(directions);
    return Matrix.generate(
        states.rows(),
        size(),
        (sample, function) -> {
          double sum = 0;
          for (int i = 0; i < harmonics.size(); i++) {
            sum += product(states, sample, function, i) * directions.get(sample, i);
          }
          return sum;
        });
  }

  private void checkSize(Matrix states) {
    if (states.columns() != stateSize()) {
      throw new IllegalArgumentException(
          "The functions take states of %d variables, not %d."
              .formatted(stateSize(), states.columns()));
    }
  }

  /** Returns a product at a sample, or its derivative by one variable. */
  private double product(Matrix states, int sample, int function, int derived) {
    int[] factors = factors(function);
    double product = 1;
    for (int i = 0; i < factors.length; i++) {
      int harmonic = (factors[i] + 1) / 2;
      double rate = 2 * Math.PI * harmonic / periods.get(0, i);
      double angle = rate * states.get(sample, i);
      boolean cosine = factors[i] % 2 == 1;
      if (factors[i] == 0) {
        product *= i == derived ? 0 : 1;
      } else if (i == derived) {
        product *= cosine ? -rate * Math.sin(angle) : rate * Math.cos(angle);
      } else {
        product *= cosine ? Math.cos(angle) : Math.sin(angle);
      }
    }
    return product;
  }
}
