package io.dymad.transforms;

import static java.util.Objects.requireNonNull;

import io.dymad.numerics.Matrix;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a transform is made of, as data.
 *
 * @param type the kind of transform
 * @param values text and numbers by name
 * @param arrays matrices by name
 * @param parts states of what it holds, such as the stages of a chain
 * @see TransformFiles
 */
public record TransformState(
    String type,
    SortedMap<String, Object> values,
    SortedMap<String, Matrix> arrays,
    List<TransformState> parts) {
  public TransformState {
    requireNonNull(type, "type");
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    arrays = Collections.unmodifiableSortedMap(new TreeMap<>(arrays));
    parts = List.copyOf(parts);
    for (Map.Entry<String, Object> value : values.entrySet()) {
      if (!(value.getValue() instanceof String) && !(value.getValue() instanceof Number)) {
        throw new IllegalArgumentException(
            "The value %s of a transform must be text or a number, not %s."
                .formatted(value.getKey(), value.getValue().getClass().getSimpleName()));
      }
    }
  }

  /** Returns that there is nothing but a kind. */
  public static TransformState of(String type) {
    return new TransformState(type, new TreeMap<>(), new TreeMap<>(), List.of());
  }

  /** Returns the same with a text or a number. */
  public TransformState with(String name, Object value) {
    SortedMap<String, Object> more = new TreeMap<>(values);
    more.put(name, value);
    return new TransformState(type, more, arrays, parts);
  }

  /** Returns the same with a matrix. */
  public TransformState with(String name, Matrix array) {
    SortedMap<String, Matrix> more = new TreeMap<>(arrays);
    more.put(name, array);
    return new TransformState(type, values, more, parts);
  }

  /** Returns the same with another part. */
  public TransformState with(TransformState part) {
    List<TransformState> more = new ArrayList<>(parts);
    more.add(part);
    return new TransformState(type, values, arrays, more);
  }

  /**
   * Returns a text.
   *
   * @throws IllegalArgumentException naming what there is, if there is none of that name
   */
  public String text(String name) {
    return value(name, String.class);
  }

  double number(String name) {
    return value(name, Number.class).doubleValue();
  }

  /**
   * Returns a whole number.
   *
   * @throws IllegalArgumentException naming what there is, if there is none of that name
   */
  public int integer(String name) {
    double value = number(name);
    if (value != Math.rint(value)) {
      throw new IllegalArgumentException(
          "The value %s (%s) of the transform %s must be a whole number."
              .formatted(name, value, type));
    }
    return (int) value;
  }

  private <T> T value(String name, Class<T> wanted) {
    Object value = values.get(name);
    if (!wanted.isInstance(value)) {
      throw new IllegalArgumentException(
          "The state of the transform %s has no %s %s, but %s."
              .formatted(type, wanted.getSimpleName(), name, values));
    }
    return wanted.cast(value);
  }

  /**
   * Returns a matrix.
   *
   * @throws IllegalArgumentException naming what there is, if there is none of that name
   */
  public Matrix array(String name) {
    Matrix array = arrays.get(name);
    if (array == null) {
      throw new IllegalArgumentException(
          "The state of the transform %s has no array %s, but %s."
              .formatted(type, name, arrays.keySet()));
    }
    return array;
  }
}
