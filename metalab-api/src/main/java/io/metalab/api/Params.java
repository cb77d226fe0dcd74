package io.metalab.api;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The named values of one point of a sweep, deeply immutable and in a defined order.
 *
 * <p>Two params are equal when they hold equal values under equal names, in whatever order. The
 * getters convert nothing: a number is read as a number, a text as text; whatever does not fit is
 * an error naming the parameter.
 */
public final class Params {
  private static final Params EMPTY = new Params(Map.of());

  private final Map<String, @Nullable Object> values;

  private Params(Map<String, @Nullable Object> frozen) {
    this.values = frozen;
  }

  /** Returns params without any value. */
  public static Params empty() {
    return EMPTY;
  }

  /**
   * Returns a frozen copy of a map.
   *
   * @throws MetalabException with {@link ErrorCode#INVALID_VALUE} and the path if a value is not of
   *     {@link Values}
   */
  public static Params copyOf(Map<String, ?> values) {
    return new Params(Values.freezeMap(values, "params"));
  }

  /**
   * Returns params of names and values in turn, as in {@code Params.of("lr", 0.1, "width", 16)}.
   *
   * @throws IllegalArgumentException if the number of arguments is odd or a name is not a string
   */
  public static Params of(@Nullable Object... namesAndValues) {
    if (namesAndValues.length % 2 != 0) {
      throw new IllegalArgumentException(
          "Names and values come in pairs, but there are %d arguments."
              .formatted(namesAndValues.length));
    }
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      if (!(namesAndValues[i] instanceof String name)) {
        throw new IllegalArgumentException(
            "The name (%s) must be a string.".formatted(namesAndValues[i]));
      }
      map.put(name, namesAndValues[i + 1]);
    }
    return copyOf(map);
  }

  /** Returns all values by name; unmodifiable, in the order they were given. */
  public Map<String, @Nullable Object> asMap() {
    return values;
  }

  /** Returns the names, in order. */
  public Set<String> names() {
    return values.keySet();
  }

  /** Returns whether there is a value, be it null, of this name. */
  public boolean has(String name) {
    return values.containsKey(name);
  }

  /** Returns the value of this name, or null if it is null or absent. */
  public @Nullable Object get(String name) {
    return values.get(name);
  }

  /**
   * Returns an integer.
   *
   * @throws MetalabException with {@link ErrorCode#INVALID_PARAMS} if it is absent or not an
   *     integer
   */
  public long getLong(String name) {
    if (present(name) instanceof Long value) {
      return value;
    }
    throw mismatch(name, "an integer");
  }

  /**
   * Returns an integer of 32 bits.
   *
   * @throws MetalabException with {@link ErrorCode#INVALID_PARAMS} if it is absent, not an integer
   *     or too large
   */
  public int getInt(String name) {
    long value = getLong(name);
    if (value != (int) value) {
      throw mismatch(name, "an integer of 32 bits");
    }
    return (int) value;
  }

  /**
   * Returns a number.
   *
   * @throws MetalabException with {@link ErrorCode#INVALID_PARAMS} if it is absent or not a number
   */
  public double getDouble(String name) {
    if (present(name) instanceof Number value) {
      return value.doubleValue();
    }
    throw mismatch(name, "a number");
  }

  /**
   * Returns a text.
   *
   * @throws MetalabException with {@link ErrorCode#INVALID_PARAMS} if it is absent or not a string
   */
  public String getString(String name) {
    if (present(name) instanceof String value) {
      return value;
    }
    throw mismatch(name, "a string");
  }

  /**
   * Returns true or false.
   *
   * @throws MetalabException with {@link ErrorCode#INVALID_PARAMS} if it is absent or not a boolean
   */
  public boolean getBoolean(String name) {
    if (present(name) instanceof Boolean value) {
      return value;
    }
    throw mismatch(name, "a boolean");
  }

  /**
   * Returns a list, unmodifiable.
   *
   * @throws MetalabException with {@link ErrorCode#INVALID_PARAMS} if it is absent or not a list
   */
  public List<?> getList(String name) {
    if (present(name) instanceof List<?> value) {
      return value;
    }
    throw mismatch(name, "a list");
  }

  /**
   * Returns nested params.
   *
   * @throws MetalabException with {@link ErrorCode#INVALID_PARAMS} if it is absent or not a map
   */
  public Params getParams(String name) {
    if (present(name) instanceof Map<?, ?> value) {
      return new Params(Values.freezeMap(value, name));
    }
    throw mismatch(name, "a map");
  }

  /**
   * Returns where the content of a file or directory value is; in a run also that of an artifact,
   * which its worker has copied there.
   *
   * @throws MetalabException with {@link ErrorCode#INVALID_PARAMS} if it is absent or neither a
   *     file nor a directory
   */
  public Path getPath(String name) {
    Object value = present(name);
    if (value instanceof FileValue file) {
      return Path.of(file.path());
    }
    if (value instanceof DirValue dir) {
      return Path.of(dir.path());
    }
    throw mismatch(name, "a file or directory");
  }

  /** Returns these params with one value set; a known name keeps its place. */
  public Params with(String name, @Nullable Object value) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>(values);
    copy.put(requireNonNull(name, "name"), value);
    return copyOf(copy);
  }

  /** Returns these params with all values of the others set. */
  public Params withAll(Params others) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>(values);
    copy.putAll(others.values);
    return new Params(Collections.unmodifiableMap(copy));
  }

  /** Returns these params without one name. */
  public Params without(String name) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>(values);
    copy.remove(name);
    return new Params(Collections.unmodifiableMap(copy));
  }

  private Object present(String name) {
    Object value = values.get(name);
    if (value == null) {
      throw new MetalabException(
          ErrorCode.INVALID_PARAMS,
          "There is no parameter '%s'. The parameters are %s.".formatted(name, values.keySet()));
    }
    return value;
  }

  private MetalabException mismatch(String name, String expected) {
    return new MetalabException(
        ErrorCode.INVALID_PARAMS,
        "The parameter %s (%s) must be %s.".formatted(name, values.get(name), expected));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Params params && values.equals(params.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    return values.toString();
  }
}
