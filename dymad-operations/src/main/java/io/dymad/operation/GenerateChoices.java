package io.dymad.operation;

import io.dymad.numerics.Matrix;
import io.dymad.sampling.Control;
import io.dymad.sampling.Hold;
import io.dymad.sampling.OdeSystem;
import io.dymad.sampling.Range;
import io.dymad.sampling.SamplerConfig;
import io.dymad.sampling.Starts;
import io.dymad.sampling.Systems;
import io.metalab.api.Params;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What the params of {@link GenerateOperation} choose. */
final class GenerateChoices {
  private GenerateChoices() {}

  static OdeSystem system(Params params) {
    return Refusals.at(
        "params.coefficients",
        () ->
            switch (params.getString("system")) {
              case "linear" -> linear(params);
              case "slow_manifold" -> {
                double[] c = coefficients(params, -0.5, -3);
                yield Systems.slowManifold(c[0], c[1]);
              }
              case "van_der_pol" -> Systems.vanDerPol(coefficients(params, 1)[0]);
              case "duffing" -> {
                double[] c = coefficients(params, -1, 1, 0.5);
                yield Systems.duffing(c[0], c[1], c[2]);
              }
              case "lorenz" -> {
                double[] c = coefficients(params, 10, 28, 8 / 3.0);
                yield Systems.lorenz(c[0], c[1], c[2]);
              }
              case "perturbed_circle" -> Systems.perturbedCircle(coefficients(params, 1.5)[0]);
              case "pendulum" -> Systems.pendulum(coefficients(params, 0.1)[0]);
              default -> {
                coefficients(params);
                yield Systems.doublePendulum();
              }
            });
  }

  private static double[] coefficients(Params params, double... defaults) {
    double[] given = numbers("coefficients", params.getList("coefficients"));
    if (given.length == 0) {
      return defaults;
    }
    if (given.length != defaults.length) {
      throw new IllegalArgumentException(
          "The system %s has %d coefficients, not %d."
              .formatted(params.getString("system"), defaults.length, given.length));
    }
    return given;
  }

  private static OdeSystem linear(Params params) {
    Matrix a = matrix("matrix", params.getList("matrix"));
    List<?> input = params.getList("input_matrix");
    return Refusals.at(
        "params.matrix",
        () ->
            input.isEmpty() ? Systems.linear(a) : Systems.linear(a, matrix("input_matrix", input)));
  }

  static SamplerConfig config(Params params, OdeSystem system) {
    Starts starts = Refusals.at("params.start", () -> starts(params, system.stateSize()));
    double[] lengths = numbers("lengths", params.getList("lengths"));
    Starts parameters =
        system.parameterSize() == 0
            ? Starts.none()
            : Refusals.at(
                "params.lengths",
                () -> {
                  Range range = range("lengths", lengths);
                  return Starts.uniform(new double[] {range.low()}, new double[] {range.high()});
                });
    return Refusals.at(
        "params.dt",
        () ->
            SamplerConfig.builder()
                .count(params.getInt("trajectories"))
                .samples(params.getInt("samples"))
                .step(params.getDouble("dt"))
                .dropped(params.getInt("dropped"))
                .restartTime(true)
                .tolerances(params.getDouble("rtol"), params.getDouble("atol"))
                .starts(starts)
                .parameters(parameters)
                .control(control(params))
                .build());
  }

  private static Starts starts(Params params, int size) {
    return switch (params.getString("start")) {
      case "gaussian" ->
          new Starts.Gaussian(row(params, "mean", size, 0), row(params, "deviation", size, 1));
      case "grid" ->
          new Starts.Grid(
              bounds(params, size), matrix("counts", List.of(params.getList("counts"))));
      case "near" ->
          new Starts.Near(
              matrix("points", params.getList("points")), row(params, "deviation", size, 1));
      case "given" -> new Starts.Given(matrix("points", params.getList("points")));
      default -> new Starts.Uniform(bounds(params, size));
    };
  }

  private static Matrix bounds(Params params, int size) {
    return row(params, "low", size, -1).above(row(params, "high", size, 1));
  }

  private static Matrix row(Params params, String name, int size, double otherwise) {
    double[] given = numbers(name, params.getList(name));
    double[] values = new double[size];
    Arrays.fill(values, otherwise);
    if (given.length > 0 && given.length != size) {
      throw Refusals.of(
          "params." + name,
          "There are %d numbers, but the state has %d variables.".formatted(given.length, size));
    }
    return Matrix.ofRowMajor(1, size, given.length == 0 ? values : given);
  }

  private static Control control(Params params) {
    double[] hertz = numbers("hertz", params.getList("hertz"));
    Range amplitude = range("amplitude", numbers("amplitude", params.getList("amplitude")));
    Range phase = Range.of(0, 2 * Math.PI);
    Hold hold = Hold.valueOf(params.getString("hold").toUpperCase(Locale.ROOT));
    double spread = params.getDouble("spread");
    return switch (params.getString("control")) {
      case "chirp" -> {
        checkPair("hertz", hertz);
        yield new Control.Chirp(Range.of(hertz[0]), Range.of(hertz[1]), amplitude, Range.of(0));
      }
      case "sine" ->
          new Control.Sine(params.getInt("terms"), range("hertz", hertz), amplitude, phase);
      case "gaussian" -> new Control.Gaussian(0, spread, hold);
      case "sphere" -> new Control.Sphere(spread, hold);
      default -> new Control.None();
    };
  }

  private static Range range(String name, double... ends) {
    checkPair(name, ends);
    return Refusals.at("params." + name, () -> Range.of(ends[0], ends[1]));
  }

  private static void checkPair(String name, double... ends) {
    if (ends.length != 2) {
      throw Refusals.of("params." + name, "Two numbers are wanted, not %d.".formatted(ends.length));
    }
  }

  private static Matrix matrix(String name, List<?> rows) {
    double[][] numbers = new double[rows.size()][];
    for (int i = 0; i < numbers.length; i++) {
      if (!(rows.get(i) instanceof List<?> row)) {
        throw Refusals.of(
            "params." + name, "A row (%s) must be a list of numbers.".formatted(rows.get(i)));
      }
      numbers[i] = numbers(name, row);
    }
    return Refusals.at("params." + name, () -> Matrix.of(numbers));
  }

  private static double[] numbers(String name, List<?> values) {
    for (Object value : values) {
      if (!(value instanceof Number)) {
        throw Refusals.of("params." + name, "%s must be a number.".formatted(value));
      }
    }
    return values.stream().mapToDouble(value -> ((Number) value).doubleValue()).toArray();
  }
}
