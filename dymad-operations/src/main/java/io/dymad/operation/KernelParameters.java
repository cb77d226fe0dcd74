package io.dymad.operation;

import io.dymad.kernel.Ridge;
import io.dymad.machine.KernelChoice;
import io.dymad.machine.MachineKernels;
import io.dymad.numerics.Matrix;
import io.metalab.api.ParameterSpec;
import io.metalab.api.ParameterType;
import io.metalab.api.Params;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** The parameters that say which kernels a regression has. */
final class KernelParameters {
  private static final String KERNELS = "params.kernels";

  private KernelParameters() {}

  static List<ParameterSpec.Builder> specs() {
    return List.of(
        ParameterSpec.of("kernel", ParameterType.STRING)
            .choices("rbf", "exp", "dm", "polynomial")
            .defaultValue("rbf")
            .doc(
                "exp(-d²/2w²), exp(-d/w), the kernel of a diffusion on the samples, or a"
                    + " polynomial."),
        ParameterSpec.of("width", ParameterType.NUMBER)
            .min(0)
            .defaultValue(null)
            .doc("w, above 0, in units of the scaled states; found from the samples if none."),
        ParameterSpec.of("degree", ParameterType.INTEGER)
            .range(1, 50)
            .defaultValue(3)
            .doc("Degree of the polynomial (kernel polynomial)."),
        ParameterSpec.of("alpha", ParameterType.NUMBER)
            .range(0, 1)
            .defaultValue(1)
            .doc("1 takes the density of samples out, 0 leaves it in (kernel dm)."),
        ParameterSpec.of("outputs", ParameterType.STRING)
            .choices("shared", "independent", "separable")
            .defaultValue("shared")
            .doc(
                "One kernel for all state variables, one for each, or a sum of kernels that each"
                    + " move several together; the last two by kernels."),
        ParameterSpec.of("kernels", ParameterType.LIST)
            .defaultValue(List.of())
            .doc(
                "Maps with the keys kernel, width, degree, alpha, whose defaults are those"
                    + " parameters; for separable also factor, L of a term k L Lᵀ, as rows."),
        ParameterSpec.of("ridge", ParameterType.NUMBER)
            .min(0)
            .defaultValue(1e-10)
            .doc(
                "Weight of the norm of the fitted function, above 0; larger where data are"
                    + " noisy."));
  }

  /** Returns the ridge that params ask for. */
  static Ridge ridge(Params params) {
    return Refusals.at("params.ridge", () -> Ridge.of(params.getDouble("ridge")));
  }

  /**
   * Returns the kernels that params ask for.
   *
   * @param values number of values of the regression
   */
  static MachineKernels create(Params params, int values) {
    List<?> several = params.getList("kernels");
    String outputs = params.getString("outputs");
    if (outputs.equals("shared")) {
      if (!several.isEmpty()) {
        throw Refusals.of(KERNELS, "A shared kernel is that of params.kernel; or set outputs.");
      }
      return new MachineKernels.Shared(choice(params, params, "params"));
    }
    boolean separable = outputs.equals("separable");
    if (separable ? several.isEmpty() : several.size() != values) {
      throw Refusals.of(
          KERNELS,
          "%s outputs need %s, but there are %d."
              .formatted(
                  outputs,
                  separable ? "at least one kernel" : values + " kernels, one for each value",
                  several.size()));
    }
    List<KernelChoice> choices = new ArrayList<>();
    List<Matrix> factors = new ArrayList<>();
    for (int i = 0; i < several.size(); i++) {
      String where = KERNELS + "[" + i + "]";
      Params own = entry(several.get(i), where, separable);
      choices.add(choice(own, params, where));
      if (separable) {
        factors.add(factor(own, where, values));
      }
    }
    return separable
        ? new MachineKernels.Separable(choices, factors)
        : new MachineKernels.Independent(choices);
  }

  private static Params entry(Object entry, String where, boolean separable) {
    if (!(entry instanceof Map<?, ?> map)) {
      throw Refusals.of(where, "A kernel is a map, not %s.".formatted(entry));
    }
    List<String> known =
        separable
            ? List.of("kernel", "width", "degree", "alpha", "factor")
            : List.of("kernel", "width", "degree", "alpha");
    Map<String, Object> values = new LinkedHashMap<>();
    for (Map.Entry<?, ?> value : map.entrySet()) {
      String key = String.valueOf(value.getKey());
      if (!known.contains(key)) {
        throw Refusals.of(
            where + "." + key,
            "There is no such key; the keys are %s.".formatted(String.join(", ", known)));
      }
      values.put(key, value.getValue());
    }
    return Params.copyOf(values);
  }

  private static KernelChoice choice(Params own, Params defaults, String where) {
    Params params = defaults.withAll(own);
    OptionalDouble width =
        params.get("width") == null
            ? OptionalDouble.empty()
            : OptionalDouble.of(number(params, "width", where));
    if (width.isPresent() && !(width.getAsDouble() > 0)) {
      throw Refusals.of(
          where + ".width", "The width (%s) must be above 0.".formatted(width.getAsDouble()));
    }
    Object kernel = params.get("kernel");
    if ("rbf".equals(kernel)) {
      return new KernelChoice.Gaussian(width);
    }
    if ("exp".equals(kernel)) {
      return new KernelChoice.Exponential(width);
    }
    if ("dm".equals(kernel)) {
      double alpha = number(params, "alpha", where);
      if (!(alpha >= 0 && alpha <= 1)) {
        throw Refusals.of(where + ".alpha", "The alpha (%s) must be from 0 to 1.".formatted(alpha));
      }
      return new KernelChoice.Diffusion(width, alpha);
    }
    if ("polynomial".equals(kernel)) {
      double degree = number(params, "degree", where);
      if (degree != Math.rint(degree) || degree < 1 || degree > 50) {
        throw Refusals.of(
            where + ".degree",
            "The degree (%s) must be a whole number from 1 to 50.".formatted(degree));
      }
      return new KernelChoice.Polynomial((int) degree);
    }
    throw Refusals.of(
        where + ".kernel",
        "There is no kernel %s; the kernels are rbf, exp, dm, polynomial.".formatted(kernel));
  }

  private static double number(Params params, String name, String where) {
    if (!(params.get(name) instanceof Number value)) {
      throw Refusals.of(
          where + "." + name, "It must be a number, not %s.".formatted(params.get(name)));
    }
    return value.doubleValue();
  }

  private static Matrix factor(Params own, String where, int values) {
    Object factor = own.get("factor");
    if (factor == null) {
      return Matrix.identity(values);
    }
    boolean fits = factor instanceof List<?> rows && rows.size() == values;
    List<double[]> numbers = new ArrayList<>();
    if (fits) {
      for (Object row : (List<?>) factor) {
        fits &= row instanceof List<?> cells && cells.stream().allMatch(Number.class::isInstance);
        if (fits) {
          numbers.add(
              ((List<?>) row)
                  .stream().mapToDouble(cell -> ((Number) cell).doubleValue()).toArray());
        }
      }
    }
    int width = numbers.isEmpty() ? 0 : numbers.get(0).length;
    if (!fits || width == 0 || numbers.stream().anyMatch(row -> row.length != width)) {
      throw Refusals.of(
          where + ".factor",
          "The factor (%s) must be %d rows of equally many numbers, one row for each value."
              .formatted(factor, values));
    }
    return Matrix.of(numbers.toArray(double[][]::new));
  }
}
