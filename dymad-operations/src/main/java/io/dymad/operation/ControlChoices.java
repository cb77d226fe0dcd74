package io.dymad.operation;

import io.dymad.core.Trajectory;
import io.dymad.io.CsvColumns;
import io.dymad.io.CsvFiles;
import io.dymad.io.NpzFiles;
import io.dymad.numerics.Matrix;
import io.dymad.sampling.Control;
import io.dymad.sampling.Hold;
import io.dymad.sampling.OdeSystem;
import io.dymad.sampling.Range;
import io.metalab.api.Params;
import io.metalab.capture.CsvTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The controls that the params of {@link GenerateOperation} choose. */
final class ControlChoices {
  private ControlChoices() {}

  static Control control(Params params, OdeSystem system) {
    if (params.get("control_file") != null && !params.getString("control").equals("external")) {
      throw Refusals.of(
          "params.control_file",
          "A file of controls is given, but control is %s. Maybe set control: external."
              .formatted(params.getString("control")));
    }
    String kind = params.getString("control");
    if (system.controlSize() == 0 && !kind.equals("none")) {
      throw Refusals.of(
          "params.control",
          "The system %s has no controls, but control is %s. Leave it out."
              .formatted(params.getString("system"), kind));
    }
    double[] hertz = GenerateChoices.numbers("hertz", params.getList("hertz"));
    Range amplitude =
        range("amplitude", GenerateChoices.numbers("amplitude", params.getList("amplitude")));
    Range phase = Range.of(0, 2 * Math.PI);
    Hold hold = Hold.valueOf(params.getString("hold").toUpperCase(Locale.ROOT));
    double spread = params.getDouble("spread");
    return switch (kind) {
      case "chirp" -> {
        checkPair("hertz", hertz);
        yield new Control.Chirp(Range.of(hertz[0]), Range.of(hertz[1]), amplitude, Range.of(0));
      }
      case "sine" ->
          new Control.Sine(params.getInt("terms"), range("hertz", hertz), amplitude, phase);
      case "gaussian" -> new Control.Gaussian(0, spread, hold);
      case "sphere" -> new Control.Sphere(spread, hold);
      case "external" -> external(params, system, hold);
      default -> new Control.None();
    };
  }

  static Range range(String name, double... ends) {
    checkPair(name, ends);
    return Refusals.at("params." + name, () -> Range.of(ends[0], ends[1]));
  }

  private static void checkPair(String name, double... ends) {
    if (ends.length != 2) {
      throw Refusals.of("params." + name, "Two numbers are wanted, not %d.".formatted(ends.length));
    }
  }

  /** Returns the controls of a file, checked against what the system and the samples want. */
  private static Control external(Params params, OdeSystem system, Hold hold) {
    if (params.get("control_file") == null) {
      throw Refusals.of(
          "params.control_file",
          "An external control needs the file that holds it, such as {file: controls.csv}.");
    }
    Path file = params.getPath("control_file");
    return Refusals.at(
        "params.control_file",
        () -> {
          List<Matrix> values = read(file, params);
          check(values, params, system);
          return new Control.External(values, hold);
        });
  }

  private static List<Matrix> read(Path file, Params params) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".npz")) {
      return NpzFiles.readControls(file);
    }
    if (!name.endsWith(".csv")) {
      throw new IllegalArgumentException(
          "The file %s must end in .npz or .csv.".formatted(file.getFileName()));
    }
    CsvTable table = CsvFiles.readTable(file);
    String trajectory = params.getString("control_trajectory");
    List<String> columns = new ArrayList<>(table.header());
    columns.remove(trajectory);
    if (!params.getList("control_columns").isEmpty()) {
      columns = params.getList("control_columns").stream().map(String::valueOf).toList();
    }
    return CsvFiles.of(table, new CsvColumns(trajectory, "", columns, List.of())).items().stream()
        .map(Trajectory::x)
        .toList();
  }

  private static void check(List<Matrix> values, Params params, OdeSystem system) {
    int trajectories = params.getInt("trajectories");
    int samples = params.getInt("samples");
    if (values.size() != 1 && values.size() < trajectories) {
      throw new IllegalArgumentException(
          "There are controls of %d trajectories for %d; there must be those of one, or of each."
              .formatted(values.size(), trajectories));
    }
    for (int i = 0; i < Math.min(values.size(), trajectories); i++) {
      Matrix own = values.get(i);
      if (own.rows() != samples || own.columns() != system.controlSize()) {
        throw new IllegalArgumentException(
            "The controls of trajectory %d are %s; %d samples, dropped ones included, of %d inputs are wanted."
                .formatted(i, own.shape(), samples, system.controlSize()));
      }
    }
  }
}
