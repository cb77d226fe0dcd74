package io.metalab.capture;

import static java.util.Objects.requireNonNull;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An array of numbers or booleans with any number of dimensions, in row-major order; immutable. It
 * is how arrays travel to and from {@code .npy} files; for arithmetic take the primitive array.
 */
public final class NdArray {
  /** What an element is. */
  public enum ElementType {
    /** {@code double}, numpy's {@code float64}. */
    FLOAT64(double.class),
    /** {@code float}, numpy's {@code float32}. */
    FLOAT32(float.class),
    /** {@code long}, numpy's {@code int64}. */
    INT64(long.class),
    /** {@code int}, numpy's {@code int32}. */
    INT32(int.class),
    /** {@code boolean}, numpy's {@code bool}. */
    BOOL(boolean.class);

    private final Class<?> component;

    ElementType(Class<?> component) {
      this.component = component;
    }

    private static ElementType of(Class<?> component) {
      for (ElementType type : values()) {
        if (type.component == component) {
          return type;
        }
      }
      throw new IllegalArgumentException(
          "Elements are double, float, long, int or boolean, not %s.".formatted(component));
    }
  }

  private final ElementType type;
  private final List<Integer> shape;
  private final Object elements;

  private NdArray(Object elements, List<Integer> shape) {
    this.type = ElementType.of(elements.getClass().getComponentType());
    this.elements = elements;
    this.shape = shape;
    long size = 1;
    for (int extent : shape) {
      if (extent < 0) {
        throw new IllegalArgumentException("The shape %s is negative.".formatted(shape));
      }
      size = Math.multiplyExact(size, extent);
    }
    if (size != Array.getLength(elements)) {
      throw new IllegalArgumentException(
          "The shape %s does not fit %d elements.".formatted(shape, Array.getLength(elements)));
    }
  }

  /**
   * Returns an array of a copy of the elements.
   *
   * @param elements a {@code double[]}, {@code float[]}, {@code long[]}, {@code int[]} or {@code
   *     boolean[]}, in row-major order
   * @param shape extents, of which the product is the number of elements; none for a scalar
   * @throws IllegalArgumentException if the elements are something else or do not fit the shape
   */
  public static NdArray of(Object elements, int... shape) {
    if (!elements.getClass().isArray()) {
      throw new IllegalArgumentException(
          "The elements are a primitive array, not %s.".formatted(elements.getClass().getName()));
    }
    ElementType.of(elements.getClass().getComponentType());
    return new NdArray(copy(elements), Arrays.stream(shape).boxed().toList());
  }

  /** Returns whether {@link #copyOf} takes an object. */
  public static boolean isArray(Object object) {
    Class<?> component = object.getClass().getComponentType();
    if (component != null && component.isArray()) {
      component = component.getComponentType();
    }
    Class<?> element = component;
    return Arrays.stream(ElementType.values()).anyMatch(type -> type.component == element);
  }

  /**
   * Returns a copy of a primitive array with one dimension, such as {@code double[]}, or two, such
   * as {@code double[][]}.
   *
   * @throws IllegalArgumentException if it is something else, or its rows differ in length
   */
  public static NdArray copyOf(Object array) {
    requireNonNull(array, "array");
    if (!isArray(array)) {
      throw new IllegalArgumentException(
          "An array of one or two dimensions is expected, not %s."
              .formatted(array.getClass().getTypeName()));
    }
    int rows = Array.getLength(array);
    Class<?> component = array.getClass().getComponentType();
    if (!component.isArray()) {
      return new NdArray(copy(array), List.of(rows));
    }
    int columns = rows == 0 ? 0 : Array.getLength(Array.get(array, 0));
    Object flat =
        Array.newInstance(component.getComponentType(), Math.multiplyExact(rows, columns));
    for (int row = 0; row < rows; row++) {
      Object from = Array.get(array, row);
      if (Array.getLength(from) != columns) {
        throw new IllegalArgumentException(
            "Row %d has %d columns, but row 0 has %d."
                .formatted(row, Array.getLength(from), columns));
      }
      System.arraycopy(from, 0, flat, row * columns, columns);
    }
    return new NdArray(flat, List.of(rows, columns));
  }

  /** Returns what an element is. */
  public ElementType type() {
    return type;
  }

  /** Returns the extents; empty for a scalar. */
  public List<Integer> shape() {
    return shape;
  }

  /** Returns the number of elements. */
  public int size() {
    return Array.getLength(elements);
  }

  /** Returns a copy of the elements, in row-major order, as a primitive array of their type. */
  public Object elements() {
    return copy(elements);
  }

  /**
   * Returns the elements as doubles, in row-major order.
   *
   * @throws IllegalArgumentException if they are booleans or an integer is not exact as a double
   */
  public double[] toDoubles() {
    return (double[]) ArrayConversion.convert(elements, double.class);
  }

  /**
   * Returns a primitive array of one or two dimensions.
   *
   * @param wanted such as {@code double[][].class}
   * @throws IllegalArgumentException if the number of dimensions differs, or an element does not
   *     keep its value in the type wanted
   */
  public Object toArray(Class<?> wanted) {
    Class<?> component = wanted.getComponentType();
    boolean matrix = component != null && component.isArray();
    Class<?> element = matrix ? component.getComponentType() : component;
    if (element == null || shape.size() != (matrix ? 2 : 1)) {
      throw new IllegalArgumentException(
          "An array of shape %s is no %s.".formatted(shape, wanted.getTypeName()));
    }
    Object flat = ArrayConversion.convert(elements, element);
    if (!matrix) {
      return flat;
    }
    int columns = shape.get(1);
    Object rows = Array.newInstance(component, shape.get(0));
    for (int row = 0; row < shape.get(0); row++) {
      Object to = Array.newInstance(element, columns);
      System.arraycopy(flat, row * columns, to, 0, columns);
      Array.set(rows, row, to);
    }
    return rows;
  }

  /**
   * Returns the primitive array that {@link #copyOf} makes this of, or this array itself if it has
   * neither one nor two dimensions.
   */
  public Object natural() {
    return switch (shape.size()) {
      case 1 -> elements();
      case 2 -> toArray(type.component.arrayType().arrayType());
      default -> this;
    };
  }

  private static Object copy(Object array) {
    int length = Array.getLength(array);
    Object copy = Array.newInstance(array.getClass().getComponentType(), length);
    System.arraycopy(array, 0, copy, 0, length);
    return copy;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof NdArray array
        && shape.equals(array.shape)
        && Arrays.deepEquals(new Object[] {elements}, new Object[] {array.elements});
  }

  @Override
  public int hashCode() {
    return 31 * shape.hashCode() + Arrays.deepHashCode(new Object[] {elements});
  }

  @Override
  public String toString() {
    List<String> extents = new ArrayList<>();
    shape.forEach(extent -> extents.add(Integer.toString(extent)));
    return type + "[" + String.join(", ", extents) + "]";
  }
}
