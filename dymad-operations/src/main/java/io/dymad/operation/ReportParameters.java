package io.dymad.operation;

import io.metalab.api.ParameterSpec;
import io.metalab.api.ParameterType;
import java.util.List;

/** The parameters that say what is reported of a spectrum; they change no figure. */
final class ReportParameters {
  private ReportParameters() {}

  static List<ParameterSpec.Builder> specs() {
    return List.of(
        ParameterSpec.of("periods", ParameterType.LIST)
            .defaultValue(List.of())
            .doc(
                "Periods looked for, the metrics' one first; the strongest oscillation's if"
                    + " empty."),
        ParameterSpec.of("time_unit", ParameterType.STRING)
            .defaultValue("")
            .doc("Name of the unit of time, such as months: also gives the metric period_months."),
        ParameterSpec.of("residual_limit", ParameterType.NUMBER)
            .min(0)
            .defaultValue(0.1)
            .doc("A mode with a larger residual counts as pollution of the spectrum."),
        ParameterSpec.of("modes_shown", ParameterType.INTEGER)
            .range(1, 12)
            .defaultValue(3)
            .doc("How many modes are drawn, those of periods first, then the strongest."),
        ParameterSpec.of("save", ParameterType.STRING)
            .choices("modes", "full")
            .defaultValue("modes")
            .doc(
                "What model.npz holds: the share of each mode in the states of a sample; or also"
                    + " its whole window with a delay and its eigenfunction, as forecasts need,"
                    + " which is 2 (delay + 1) times as much."),
        ParameterSpec.of("nx", ParameterType.INTEGER)
            .min(0)
            .defaultValue(0)
            .doc("Points of a row of the map that the states make, for pictures; 0 for no map."),
        ParameterSpec.of("ny", ParameterType.INTEGER)
            .min(0)
            .defaultValue(0)
            .doc("Rows of that map."));
  }
}
