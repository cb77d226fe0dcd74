package io.dymad.io;

import io.dymad.core.Trajectories;
import io.dymad.core.Trajectory;
import io.dymad.numerics.Matrix;
import io.metalab.capture.NdArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** How trajectories lie in named arrays; see {@link NpzFiles}. */
final class NpzLayout {
  private static final String LENGTHS = "lengths";

  private final SortedMap<String, NdArray> others;
  private final Optional<NdArray> lengths;
  private final NdArray x;
  private final Optional<NdArray> t;
  private final Optional<NdArray> u;
  private final Optional<NdArray> y;
  private final Optional<NdArray> p;

  /** Takes the arrays of a file. */
  NpzLayout(Map<String, NdArray> arrays) {
    others = new TreeMap<>(arrays);
    NdArray states = others.remove("x");
    if (states == null) {
      throw new IllegalArgumentException(
          "There is no array x of states; the arrays are %s.".formatted(arrays.keySet()));
    }
    x = states;
    t = Optional.ofNullable(others.remove("t"));
    u = Optional.ofNullable(others.remove("u"));
    y = Optional.ofNullable(others.remove("y"));
    p = Optional.ofNullable(others.remove("p"));
    lengths = Optional.ofNullable(others.remove(LENGTHS));
  }

  /** Returns the controls of the arrays of a file that need not hold states. */
  static List<Matrix> controls(Map<String, NdArray> arrays) {
    NdArray controls = arrays.get("u");
    if (controls == null) {
      throw new IllegalArgumentException(
          "There is no array u of controls; the arrays are %s.".formatted(arrays.keySet()));
    }
    if (controls.shape().size() != 3 && controls.shape().size() != 2) {
      throw shapeError("u", controls, "[trajectory, step, input] or [step, input]");
    }
    return new NpzLayout(Map.of("x", controls))
        .read().trajectories().items().stream().map(Trajectory::x).toList();
  }

  Dataset read() {
    int[] steps = steps();
    List<Trajectory> items = new ArrayList<>();
    int offset = 0;
    for (int i = 0; i < steps.length; i++) {
      Place place = new Place(i, steps.length, steps[i], offset, lengths.isPresent());
      Matrix none = Matrix.zeros(steps[i], 0);
      items.add(
          place.trajectory(
              t.map(array -> place.times("t", array))
                  .orElseGet(() -> Matrix.generate(place.steps, 1, (k, j) -> k)),
              place.samples("x", x),
              u.map(array -> place.samples("u", array)).orElse(none),
              y.map(array -> place.samples("y", array)).orElse(none),
              p.map(array -> place.parameters("p", array)).orElse(Matrix.zeros(1, 0))));
      offset += steps[i];
    }
    return new Dataset(new Trajectories(items), others);
  }

  private int[] steps() {
    List<Integer> shape = x.shape();
    if (lengths.isPresent()) {
      int[] steps = (int[]) lengths.get().toArray(int[].class);
      int sum = 0;
      for (int one : steps) {
        if (one < 1) {
          throw new IllegalArgumentException(
              "lengths holds %d; it must be above 0.".formatted(one));
        }
        sum = Math.addExact(sum, one);
      }
      if (shape.size() != 2 || shape.get(0) != sum) {
        throw shapeError("x", x, "[%d rows as lengths sum to, feature]".formatted(sum));
      }
      return steps;
    }
    if (shape.size() == 2) {
      return new int[] {shape.get(0)};
    }
    if (shape.size() == 3) {
      int[] steps = new int[shape.get(0)];
      Arrays.fill(steps, shape.get(1));
      return steps;
    }
    throw shapeError("x", x, "[trajectory, step, feature] or [step, feature]");
  }

  private static IllegalArgumentException shapeError(String name, NdArray array, String expected) {
    return new IllegalArgumentException(
        "The array %s has the shape %s; it must be %s.".formatted(name, array.shape(), expected));
  }

  /** Where one trajectory lies in arrays of several. */
  private record Place(int index, int count, int steps, int offset, boolean ragged) {
    /** Returns the trajectory, or says which one of several cannot be. */
    Trajectory trajectory(Matrix t, Matrix x, Matrix u, Matrix y, Matrix p) {
      try {
        return new Trajectory(t, x, u, y, p);
      } catch (IllegalArgumentException e) {
        throw count == 1
            ? e
            : new IllegalArgumentException(
                "Trajectory %d of %d, counted from 0: %s".formatted(index, count, e.getMessage()),
                e);
      }
    }

    /** Returns the rows of this trajectory. */
    Matrix samples(String name, NdArray array) {
      List<Integer> shape = array.shape();
      if (shape.size() == 2) {
        int rows = ragged ? offset + steps : steps;
        boolean fits = ragged ? shape.get(0) >= rows : shape.get(0) == rows || shape.get(0) == 1;
        if (fits) {
          return block(array, ragged ? offset : 0, shape.get(0) == 1 ? 1 : steps, shape.get(1));
        }
      }
      if (shape.size() == 3 && !ragged && fits(shape.get(0), count) && fits(shape.get(1), steps)) {
        int each = shape.get(1);
        int start = shape.get(0) == 1 ? 0 : index * each;
        return block(array, start, each, shape.get(2));
      }
      throw shapeError(
          name,
          array,
          ragged
              ? "[row, feature] with the rows of x"
              : "[%d trajectories, %d steps, feature], or 1 for one of them"
                  .formatted(count, steps));
    }

    private static boolean fits(int extent, int wanted) {
      return extent == wanted || extent == 1;
    }

    /** Returns rows of an array, repeated if it is a single one for all steps. */
    private Matrix block(NdArray array, int start, int rows, int columns) {
      double[] elements = array.toDoubles();
      return Matrix.generate(
          steps, columns, (k, j) -> elements[(start + (rows == 1 ? 0 : k)) * columns + j]);
    }

    Matrix times(String name, NdArray array) {
      List<Integer> shape = array.shape();
      double[] elements = array.toDoubles();
      if (ragged && shape.size() == 1 && elements.length >= offset + steps) {
        return Matrix.generate(steps, 1, (k, j) -> elements[offset + k]);
      }
      int last = shape.isEmpty() ? 0 : shape.get(shape.size() - 1);
      boolean shared = shape.size() == 1 || (shape.size() == 2 && shape.get(0) == 1);
      boolean own = shape.size() == 2 && shape.get(0) == count;
      if (!ragged && last == steps && (shared || own)) {
        int start = own && count > 1 ? index * steps : 0;
        return Matrix.generate(steps, 1, (k, j) -> elements[start + k]);
      }
      throw shapeError(
          name,
          array,
          ragged
              ? "[row] with the rows of x"
              : "[%d trajectories, %d steps] or [%d steps]".formatted(count, steps, steps));
    }

    Matrix parameters(String name, NdArray array) {
      List<Integer> shape = array.shape();
      boolean shared = shape.size() == 1 || (shape.size() == 2 && shape.get(0) == 1);
      if (!shared && !(shape.size() == 2 && shape.get(0) == count)) {
        throw shapeError(
            name, array, "[%d trajectories, parameter] or [parameter]".formatted(count));
      }
      double[] elements = array.toDoubles();
      int width = shape.get(shape.size() - 1);
      int start = shared ? 0 : index * width;
      return Matrix.generate(1, width, (k, j) -> elements[start + j]);
    }
  }

  /** Returns the arrays of trajectories by name. */
  static SortedMap<String, NdArray> toArrays(Trajectories all) {
    SortedMap<String, NdArray> arrays = new TreeMap<>();
    Trajectory first = all.get(0);
    boolean ragged = all.isRagged();
    int[] extents = ragged ? new int[] {all.steps()} : new int[] {all.size(), first.steps()};
    arrays.put("t", join(all, Trajectory::t, extents, false));
    arrays.put("x", join(all, Trajectory::x, extents, true));
    if (first.u().columns() > 0) {
      arrays.put("u", join(all, Trajectory::u, extents, true));
    }
    if (first.y().columns() > 0) {
      arrays.put("y", join(all, Trajectory::y, extents, true));
    }
    if (first.p().columns() > 0) {
      arrays.put("p", join(all, Trajectory::p, new int[] {all.size()}, true));
    }
    if (ragged) {
      long[] steps = all.items().stream().mapToLong(Trajectory::steps).toArray();
      arrays.put(LENGTHS, NdArray.of(steps, steps.length));
    }
    return arrays;
  }

  private static NdArray join(
      Trajectories all, Function<Trajectory, Matrix> part, int[] extents, boolean features) {
    Matrix[] parts = all.items().stream().map(part).toArray(Matrix[]::new);
    Matrix stacked = Matrix.stack(parts);
    int[] shape = Arrays.copyOf(extents, extents.length + (features ? 1 : 0));
    if (features) {
      shape[extents.length] = stacked.columns();
    }
    return NdArray.of(stacked.toRowMajor(), shape);
  }
}
