package io.dymad.io;

import io.dymad.core.Trajectories;
import io.dymad.numerics.Matrix;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.capture.NdArray;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Reads and writes trajectories as numpy's {@code .npz}, without pickled objects.
 *
 * <p>The arrays, of which only {@code x} is required:
 *
 * <ul>
 *   <li>{@code x} states, {@code u} controls, {@code y} auxiliary targets: {@code [trajectory,
 *       step, feature]}, or {@code [step, feature]} for one trajectory;
 *   <li>{@code t} times, {@code [trajectory, step]} or {@code [step]}; 0, 1, 2, … if missing;
 *   <li>{@code p} parameters, {@code [trajectory, parameter]} or {@code [parameter]};
 *   <li>{@code lengths} for trajectories of different length: the steps of each. Then the rows of
 *       all trajectories stand one below the other: {@code x}, {@code u}, {@code y} are {@code
 *       [row, feature]} and {@code t} is {@code [row]}.
 * </ul>
 *
 * <p>The edges of a network, the same at all times, for {@link Dataset#findNetwork}:
 *
 * <ul>
 *   <li>{@code ei}, {@code [2, edge]}: the nodes that edges leave and enter, counted from 0; {@code
 *       ew}, {@code [edge]}: their weights; {@code ea}, {@code [edge, attribute]};
 *   <li>or {@code adj}, {@code [node, node]}: element i, j is the weight of an edge from i to j.
 * </ul>
 *
 * <p>A leading axis, or a step axis of {@code u} and {@code y}, of extent 1 stands for all
 * trajectories or steps. Other arrays are kept as they are.
 */
public final class NpzFiles {
  private NpzFiles() {}

  /**
   * Reads a file.
   *
   * @throws MetalabException with FILE_UNREADABLE if there is no such file, with SERIALIZATION if
   *     it does not hold trajectories or holds pickled objects
   */
  public static Dataset read(Path file) {
    return read(file, arrays -> new NpzLayout(arrays).read());
  }

  private static <T> T read(Path file, Function<Map<String, NdArray>, T> layout) {
    try {
      return layout.apply(NpzArrays.read(file));
    } catch (IOException e) {
      throw new MetalabException(
          ErrorCode.FILE_UNREADABLE, "The file %s cannot be read: %s".formatted(file, e), e);
    } catch (IllegalArgumentException e) {
      throw new MetalabException(
          ErrorCode.SERIALIZATION, "The file %s: %s".formatted(file, e.getMessage()), e);
    } catch (MetalabException e) {
      throw new MetalabException(e.code(), "The file %s: %s".formatted(file, e.getMessage()), e);
    }
  }

  /**
   * Reads controls alone: the array {@code u} of a file that need not hold states.
   *
   * @return one matrix for each trajectory, a single one if {@code u} is {@code [step, input]}
   * @throws MetalabException with FILE_UNREADABLE if there is no such file, with SERIALIZATION if
   *     it does not hold controls or holds pickled objects
   */
  public static List<Matrix> readControls(Path file) {
    return read(file, NpzLayout::controls);
  }

  /**
   * Writes a file, replacing what is there.
   *
   * @throws MetalabException with FILE_UNREADABLE if it cannot be written
   */
  public static void write(Dataset dataset, Path file) {
    try {
      NpzArrays.write(toArrays(dataset), file);
    } catch (IOException e) {
      throw new MetalabException(
          ErrorCode.FILE_UNREADABLE, "The file %s cannot be written: %s".formatted(file, e), e);
    }
  }

  /** Returns the arrays that a file of this dataset holds, by name. */
  public static Map<String, NdArray> toArrays(Dataset dataset) {
    Trajectories trajectories = dataset.trajectories();
    Map<String, NdArray> arrays = new TreeMap<>(dataset.others());
    arrays.putAll(NpzLayout.toArrays(trajectories));
    return arrays;
  }
}
