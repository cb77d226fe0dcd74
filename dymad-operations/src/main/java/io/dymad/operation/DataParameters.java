package io.dymad.operation;

import io.dymad.core.Trajectories;
import io.dymad.core.Trajectory;
import io.dymad.io.CsvColumns;
import io.dymad.io.CsvFiles;
import io.dymad.io.Dataset;
import io.dymad.io.NpzFiles;
import io.dymad.numerics.Matrix;
import io.metalab.api.MetalabException;
import io.metalab.api.ParameterSpec;
import io.metalab.api.ParameterType;
import io.metalab.api.Params;
import io.metalab.capture.CsvTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** The parameters that say which trajectories are looked at. */
final class DataParameters {
  private DataParameters() {}

  static List<ParameterSpec.Builder> specs() {
    return List.of(
        ParameterSpec.of("dataset", ParameterType.FILE)
            .doc("Trajectories: an .npz of x, t, u as numpy writes it, or a .csv with a header."),
        ParameterSpec.of("states", ParameterType.LIST)
            .defaultValue(List.of())
            .doc(
                "The state variables: names of columns of a .csv, indices of an .npz; all if"
                    + " empty."),
        ParameterSpec.of("controls", ParameterType.LIST)
            .defaultValue(List.of())
            .doc("Names of the columns of controls of a .csv."),
        ParameterSpec.of("time", ParameterType.STRING)
            .defaultValue("")
            .doc("Name of the column of times of a .csv; 0, 1, 2, ... if empty."),
        ParameterSpec.of("trajectory", ParameterType.STRING)
            .defaultValue("")
            .doc("Name of the column that tells trajectories of a .csv apart; one if empty."),
        ParameterSpec.of("dt", ParameterType.NUMBER)
            .min(0)
            .defaultValue(null)
            .doc("Time between samples, above 0, in place of the times of the data."),
        ParameterSpec.of("constant_states", ParameterType.STRING)
            .choices("refuse", "keep")
            .defaultValue("refuse")
            .doc("What becomes of data with a state variable that never changes."));
  }

  /**
   * Returns what the data file holds.
   *
   * @throws MetalabException naming the file, the array or column, and the rule it breaks
   */
  static StateData read(Params params) {
    return read(params, "dataset");
  }

  /** Returns what the file of another parameter than {@code dataset} holds. */
  static StateData read(Params params, String parameter) {
    Path file = params.getPath(parameter);
    String where = "params." + parameter;
    return Refusals.at(
        where,
        () -> {
          StateData data = retimed(readFile(file, params), params);
          if (params.getString("constant_states").equals("refuse")) {
            data.trajectories().requireVarying(data.names());
          }
          return data;
        });
  }

  private static StateData readFile(Path file, Params params) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".csv")) {
      return readCsv(file, params);
    }
    if (name.endsWith(".npz")) {
      return readNpz(file, params);
    }
    throw new IllegalArgumentException(
        "The file %s must end in .npz or .csv.".formatted(file.getFileName()));
  }

  private static StateData readCsv(Path file, Params params) {
    CsvTable table = CsvFiles.readTable(file);
    String time = params.getString("time");
    String trajectory = params.getString("trajectory");
    List<String> controls = names(params, "controls");
    List<String> states = names(params, "states");
    if (states.isEmpty()) {
      states = new ArrayList<>(table.header());
      states.removeAll(controls);
      states.removeAll(List.of(time, trajectory));
    }
    Trajectories trajectories =
        CsvFiles.of(table, new CsvColumns(trajectory, time, states, controls));
    return new StateData(trajectories, states, new TreeMap<>());
  }

  private static List<String> names(Params params, String parameter) {
    List<String> names = new ArrayList<>();
    for (Object name : params.getList(parameter)) {
      if (!(name instanceof String text)) {
        throw Refusals.of(
            "params." + parameter, "A column of a .csv has a name, not %s.".formatted(name));
      }
      names.add(text);
    }
    return names;
  }

  private static StateData readNpz(Path file, Params params) {
    Dataset dataset = NpzFiles.read(file);
    Trajectories all = dataset.trajectories();
    int[] chosen = IntStream.range(0, all.stateSize()).toArray();
    List<?> indices = params.getList("states");
    if (!indices.isEmpty()) {
      chosen = indices.stream().mapToInt(index -> index(index, all.stateSize())).toArray();
    }
    List<Trajectory> items = new ArrayList<>();
    for (Trajectory item : all.items()) {
      items.add(item.withX(item.x().selectColumns(chosen)));
    }
    List<String> names = IntStream.of(chosen).mapToObj(j -> "x" + j).toList();
    return new StateData(new Trajectories(items), names, dataset.others());
  }

  private static int index(Object value, int size) {
    if (!(value instanceof Long index) || index < 0 || index >= size) {
      throw Refusals.of(
          "params.states",
          "A state of an .npz (%s) is an index from 0 to %d.".formatted(value, size - 1));
    }
    return index.intValue();
  }

  private static StateData retimed(StateData data, Params params) {
    if (params.get("dt") == null) {
      return data;
    }
    double dt = params.getDouble("dt");
    if (dt == 0) {
      throw Refusals.of("params.dt", "The time between samples (0) must be above 0.");
    }
    List<Trajectory> items = new ArrayList<>();
    for (Trajectory item : data.trajectories().items()) {
      Matrix times = Matrix.generate(item.steps(), 1, (k, j) -> k * dt);
      items.add(new Trajectory(times, item.x(), item.u(), item.y(), item.p()));
    }
    return data.with(new Trajectories(items));
  }
}
