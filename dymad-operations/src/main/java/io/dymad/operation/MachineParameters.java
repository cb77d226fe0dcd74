package io.dymad.operation;

import io.dymad.machine.MachineConfig;
import io.dymad.machine.MachineKind;
import io.dymad.sampling.Hold;
import io.dymad.transforms.SavitzkyGolay;
import io.dymad.transforms.Scaler;
import io.metalab.api.ParameterSpec;
import io.metalab.api.ParameterType;
import io.metalab.api.Params;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The parameters that say which kernel machine is fitted. */
final class MachineParameters {
  private MachineParameters() {}

  static List<ParameterSpec.Builder> specs() {
    return List.of(
        ParameterSpec.of("model", ParameterType.STRING)
            .choices(Arrays.stream(MachineKind.values()).map(MachineKind::key).toArray())
            .defaultValue(MachineKind.DKMSK.key())
            .doc(
                "The regression gives the derivative (km), the successor (dkm), the increment"
                    + " (dkmsk), or the derivative along a manifold (kmm)."),
        ParameterSpec.of("scale", ParameterType.STRING)
            .choices(Arrays.stream(Scaler.Mode.values()).map(Scaler.Mode::key).toArray())
            .defaultValue(Scaler.Mode.STANDARD.key())
            .doc("Range of fitted states and controls mapped to 01 or -11, or their spread to 1."),
        Preparation.delay());
  }

  static List<ParameterSpec.Builder> details() {
    return List.of(
        ParameterSpec.of("derivative_window", ParameterType.INTEGER)
            .unit("samples")
            .range(3, 9_999)
            .defaultValue(7)
            .doc(
                "Odd window of the polynomials that give derivatives; longer against noise (km,"
                    + " kmm)."),
        ParameterSpec.of("derivative_order", ParameterType.INTEGER)
            .range(1, 20)
            .defaultValue(6)
            .doc("Order of these polynomials, below the window (km, kmm)."),
        ParameterSpec.of("hold", ParameterType.STRING)
            .choices("constant", "linear", "cubic")
            .defaultValue("cubic")
            .doc("What controls are between samples (km)."),
        ParameterSpec.of("dimension", ParameterType.INTEGER)
            .range(1, 20)
            .defaultValue(1)
            .doc("Dimension of the manifold (kmm)."),
        ParameterSpec.of("neighbours", ParameterType.INTEGER)
            .range(2, 100_000)
            .defaultValue(9)
            .doc("Nearest samples that the manifold around a state is found from (kmm)."),
        ParameterSpec.of("manifold_degree", ParameterType.INTEGER)
            .range(1, 10)
            .defaultValue(4)
            .doc("Degree of the polynomials that it is found by (kmm)."));
  }

  static MachineKind kind(Params params) {
    return MachineKind.ofKey(params.getString("model"));
  }

  static Scaler.Mode scale(Params params) {
    return Scaler.Mode.ofKey(params.getString("scale"));
  }

  /**
   * Returns how the machine is fitted.
   *
   * @param values number of values of the regression
   */
  static MachineConfig config(Params params, int values) {
    SavitzkyGolay derivative =
        Refusals.at(
            "params.derivative_window",
            () ->
                new SavitzkyGolay(
                    params.getInt("derivative_window"), params.getInt("derivative_order")));
    return new MachineConfig(
        KernelParameters.create(params, values),
        KernelParameters.ridge(params),
        derivative,
        Hold.valueOf(params.getString("hold").toUpperCase(Locale.ROOT)),
        new MachineConfig.ManifoldConfig(
            params.getInt("dimension"),
            params.getInt("neighbours"),
            params.getInt("manifold_degree")));
  }
}
