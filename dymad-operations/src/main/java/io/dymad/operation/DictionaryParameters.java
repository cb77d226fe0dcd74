package io.dymad.operation;

import io.dymad.edmd.Dictionary;
import io.dymad.edmd.FourierProducts;
import io.dymad.edmd.KernelFeatures;
import io.dymad.edmd.Monomials;
import io.dymad.edmd.RadialFunctions;
import io.dymad.kernel.Kernel;
import io.dymad.numerics.Matrix;
import io.dymad.numerics.RankRule;
import io.metalab.api.ParameterSpec;
import io.metalab.api.ParameterType;
import io.metalab.api.Params;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** The parameters that say which functions of a state a Koopman matrix acts on. */
final class DictionaryParameters {
  private static final int WIDTH_SAMPLES = 500;

  private DictionaryParameters() {}

  static List<ParameterSpec.Builder> specs() {
    return List.of(
        ParameterSpec.of("dictionary", ParameterType.STRING)
            .choices(
                "states",
                "monomials",
                "tensor",
                "fourier",
                "gaussians",
                "gaussian_kernel",
                "polynomial_kernel")
            .defaultValue("monomials")
            .doc(
                "Functions of a state: its variables, products of their powers or of sines and"
                    + " cosines, bumps, or what a kernel stands for."),
        ParameterSpec.of("degree", ParameterType.INTEGER)
            .range(1, 50)
            .defaultValue(3)
            .doc("Highest total degree (monomials, polynomial_kernel)."),
        ParameterSpec.of("powers", ParameterType.LIST)
            .defaultValue(List.of())
            .doc("For each variable the number of powers, that of 0 included (tensor)."),
        ParameterSpec.of("constant", ParameterType.BOOLEAN)
            .defaultValue(true)
            .doc("Whether the constant function is among them (states, monomials)."),
        ParameterSpec.of("scale", ParameterType.STRING)
            .choices("unit", "none")
            .defaultValue("unit")
            .doc("Map the range of each fitted variable to [-1, 1] first (monomials, tensor)."),
        ParameterSpec.of("harmonics", ParameterType.INTEGER)
            .range(0, 1000)
            .defaultValue(3)
            .doc("Sines and cosines of each variable (fourier)."),
        ParameterSpec.of("state_periods", ParameterType.LIST)
            .defaultValue(List.of())
            .doc("Period of each variable; all angles in radians if empty (fourier)."),
        ParameterSpec.of("centers", ParameterType.INTEGER)
            .range(1, 100_000)
            .defaultValue(50)
            .doc("Number of bumps, at fitted samples drawn by the seed (gaussians)."),
        ParameterSpec.of("width", ParameterType.NUMBER)
            .min(0)
            .defaultValue(null)
            .doc(
                "Width of a bump, in the unit of the states; the median distance of samples if"
                    + " none."));
  }

  /**
   * Returns the functions that params ask for.
   *
   * @param samples the fitted ones, shape {@code [samples, state]}
   */
  static Dictionary create(Params params, Matrix samples, RandomGenerator random) {
    int variables = samples.columns();
    int first = params.getBoolean("constant") ? 0 : 1;
    return switch (params.getString("dictionary")) {
      case "states" -> Monomials.ofTotalDegree(variables, first, 1);
      case "tensor" -> scaled(Monomials.tensor(powers(params, variables)), params, samples);
      case "fourier" -> fourier(params, variables);
      case "gaussians" ->
          new RadialFunctions(
              new Kernel.Gaussian(width(params, samples, random)),
              draw(samples, params.getInt("centers"), random));
      case "gaussian_kernel" ->
          KernelFeatures.of(
              new Kernel.Gaussian(width(params, samples, random)), samples, RankRule.full());
      case "polynomial_kernel" ->
          KernelFeatures.of(
              new Kernel.Polynomial(params.getInt("degree"), 1), samples, RankRule.full());
      default ->
          scaled(
              Monomials.ofTotalDegree(variables, first, params.getInt("degree")), params, samples);
    };
  }

  private static int[] powers(Params params, int variables) {
    List<?> powers = params.getList("powers");
    boolean fits = powers.size() == variables;
    for (Object power : powers) {
      fits &= power instanceof Long count && count >= 1 && count <= 1000;
    }
    if (!fits) {
      throw Refusals.of(
          "params.powers",
          "The powers %s must be %d integers of at least 1, one for each variable."
              .formatted(powers, variables));
    }
    return powers.stream().mapToInt(power -> ((Number) power).intValue()).toArray();
  }

  private static Dictionary scaled(Monomials monomials, Params params, Matrix samples) {
    if (params.getString("scale").equals("none")) {
      return monomials;
    }
    double[] center = new double[samples.columns()];
    double[] scale = new double[samples.columns()];
    for (int j = 0; j < center.length; j++) {
      double[] column = samples.column(j);
      double least = Arrays.stream(column).min().orElse(0);
      double greatest = Arrays.stream(column).max().orElse(0);
      center[j] = (least + greatest) / 2;
      scale[j] = greatest > least ? (greatest - least) / 2 : 1;
    }
    return monomials.scaled(center, scale);
  }

  private static Dictionary fourier(Params params, int variables) {
    int[] harmonics = new int[variables];
    Arrays.fill(harmonics, params.getInt("harmonics"));
    List<?> periods = params.getList("state_periods");
    if (periods.isEmpty()) {
      return FourierProducts.ofAngles(harmonics);
    }
    for (Object period : periods) {
      if (!(period instanceof Number)) {
        throw Refusals.of(
            "params.state_periods", "A period (%s) must be a number.".formatted(period));
      }
    }
    double[] numbers = periods.stream().mapToDouble(p -> ((Number) p).doubleValue()).toArray();
    return new FourierProducts(
        Matrix.ofRowMajor(1, numbers.length, numbers), Arrays.stream(harmonics).boxed().toList());
  }

  private static Matrix draw(Matrix samples, int count, RandomGenerator random) {
    if (count > samples.rows()) {
      throw Refusals.of(
          "params.centers",
          "There are %d fitted samples, which is less than %d.".formatted(samples.rows(), count));
    }
    List<Integer> rows = new ArrayList<>(IntStream.range(0, samples.rows()).boxed().toList());
    for (int i = 0; i < count; i++) {
      Collections.swap(rows, i, random.nextInt(i, rows.size()));
    }
    return samples.selectRows(rows.subList(0, count).stream().mapToInt(i -> i).toArray());
  }

  private static double width(Params params, Matrix samples, RandomGenerator random) {
    if (params.get("width") != null) {
      return params.getDouble("width");
    }
    Matrix some = draw(samples, Math.min(WIDTH_SAMPLES, samples.rows()), random);
    List<Double> distances = new ArrayList<>();
    for (int i = 0; i < some.rows(); i++) {
      for (int j = 0; j < i; j++) {
        distances.add(some.rows(i, i + 1).minus(some.rows(j, j + 1)).frobeniusNorm());
      }
    }
    return Summaries.median(distances.stream().mapToDouble(d -> d).toArray());
  }
}
