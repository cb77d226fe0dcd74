package io.dymad.operation;

import io.dymad.core.Network;
import io.dymad.numerics.Matrix;
import io.dymad.sampling.OdeSystem;
import io.dymad.sampling.Range;
import io.dymad.sampling.SamplerConfig;
import io.dymad.sampling.Starts;
import io.dymad.sampling.Systems;
import io.metalab.api.Params;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What the params of {@link GenerateOperation} choose. */
final class GenerateChoices {
  private GenerateChoices() {}

  static OdeSystem system(Params params) {
    return Refusals.at(
        "params.coefficients",
        () ->
            switch (params.getString("system")) {
              case "linear" -> linear(params);
              case "kuramoto" -> kuramoto(params);
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

  private static OdeSystem kuramoto(Params params) {
    double[] frequencies = numbers("frequencies", params.getList("frequencies"));
    if (frequencies.length == 0) {
      throw Refusals.of("params.frequencies", "There must be one for each phase of kuramoto.");
    }
    int[] groups = new int[frequencies.length];
    List<?> given = params.getList("groups");
    if (!given.isEmpty() && given.size() != groups.length) {
      throw Refusals.of(
          "params.groups",
          "There are %d groups for %d phases.".formatted(given.size(), groups.length));
    }
    for (int i = 0; i < given.size(); i++) {
      if (!(given.get(i) instanceof Long group) || group < 0 || group >= groups.length) {
        throw Refusals.of(
            "params.groups",
            "%s is no number of a group from 0 to %d.".formatted(given.get(i), groups.length - 1));
      }
      groups[i] = group.intValue();
    }
    Matrix coupling = matrix("coupling", params.getList("coupling"));
    return Refusals.at("params.coupling", () -> Systems.kuramoto(frequencies, coupling, groups));
  }

  /** Returns the network that the trajectories live on, if the system has one. */
  static Optional<Network> network(Params params) {
    // Element i, j of the coupling is what phase j does to phase i: an edge from j to i.
    return params.getString("system").equals("kuramoto")
        ? Optional.of(Network.of(matrix("coupling", params.getList("coupling")).adjoint()))
        : Optional.empty();
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
                  Range range = ControlChoices.range("lengths", lengths);
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
                .control(ControlChoices.control(params, system))
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
    Matrix low = row(params, "low", size, -1);
    Matrix high = row(params, "high", size, 1);
    for (int j = 0; j < size; j++) {
      if (low.get(0, j) > high.get(0, j)) {
        throw Refusals.of(
            "params.low[%d]".formatted(j),
            "The lower bound (%s) is above the upper one (%s)."
                .formatted(low.get(0, j), high.get(0, j)));
      }
    }
    return low.above(high);
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

  static double[] numbers(String name, List<?> values) {
    for (Object value : values) {
      if (!(value instanceof Number)) {
        throw Refusals.of("params." + name, "%s must be a number.".formatted(value));
      }
    }
    return values.stream().mapToDouble(value -> ((Number) value).doubleValue()).toArray();
  }
}
