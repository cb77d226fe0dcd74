package io.dymad.operation;

import io.metalab.api.Params;
import io.metalab.capture.NdArray;
import io.metalab.capture.plot.Axis;
import io.metalab.capture.plot.Figure;
import io.metalab.capture.plot.Grid;
import io.metalab.capture.plot.HeatMap;
import io.metalab.capture.plot.Line;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How values of all state variables are drawn: as a map where they lie on a grid, else as a line.
 *
 * @param axes of the map; none for a line
 * @param size number of state variables
 */
record StateMap(Optional<Axes> axes, int size) {
  /**
   * The grid of a map.
   *
   * @param x labelled places of its columns
   * @param y labelled places of its rows
   */
  record Axes(Places x, Places y) {}

  /**
   * Where points lie along an axis.
   *
   * @param label of the axis
   * @param at the places, rising; immutable by convention
   */
  record Places(String label, NdArray at) {
    double[] values() {
      return at.toDoubles();
    }
  }

  /**
   * Returns the map that nx and ny ask for, or that arrays lat and lon of the data give.
   *
   * @throws io.metalab.api.MetalabException with INVALID_PARAMS if nx times ny is another number
   */
  static StateMap of(Params params, StateData data, int size) {
    int nx = params.getInt("nx");
    int ny = params.getInt("ny");
    if (nx == 0 && ny == 0) {
      return new StateMap(geographic(data, size), size);
    }
    if ((long) nx * ny != size) {
      throw Refusals.of(
          "params.nx",
          "A map of nx (%d) times ny (%d) points does not have the %d of the states."
              .formatted(nx, ny, size));
    }
    return new StateMap(Optional.of(new Axes(indices("column", nx), indices("row", ny))), size);
  }

  private static Places indices(String label, int count) {
    double[] values = IntStream.range(0, count).asDoubleStream().toArray();
    return new Places(label, NdArray.of(values, count));
  }

  private static Optional<Axes> geographic(StateData data, int size) {
    NdArray lat = data.others().get("lat");
    NdArray lon = data.others().get("lon");
    if (lat == null || lon == null || (long) lat.size() * lon.size() != size) {
      return Optional.empty();
    }
    return Optional.of(new Axes(new Places("longitude", lon), new Places("latitude", lat)));
  }

  /**
   * Returns the figure of values, one for each state variable.
   *
   * @param name what the values are
   */
  Figure figure(String title, String name, double... values) {
    if (axes.isEmpty()) {
      double[] index = IntStream.range(0, values.length).asDoubleStream().toArray();
      return Figure.builder(title)
          .x(Axis.linear("state variable"))
          .y(Axis.linear(name))
          .add(Line.of(name, index, values))
          .build();
    }
    double[] x = axes.get().x().values();
    double[] y = axes.get().y().values();
    double[][] rows = new double[y.length][];
    Arrays.setAll(rows, j -> Arrays.copyOfRange(values, j * x.length, (j + 1) * x.length));
    return Figure.builder(title)
        .x(Axis.linear(axes.get().x().label()))
        .y(Axis.linear(axes.get().y().label()))
        .add(HeatMap.of(name, Grid.of(x, y, rows)))
        .size(7.2, 4.2)
        .build();
  }
}
