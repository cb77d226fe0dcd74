package io.metalab.capture.internal;

import java.lang.reflect.Array;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** JSON lists as primitive arrays. */
final class JsonArrays {
  private static final List<String> NON_FINITE = List.of("NaN", "Infinity", "-Infinity");

  private JsonArrays() {}

  static Object toArray(Object value, Class<?> type) {
    if (!(value instanceof List<?> list)) {
      throw Reading.error("The JSON value is no list, so it cannot be read as an array.");
    }
    Class<?> component = type.getComponentType();
    Object array = Array.newInstance(component, list.size());
    for (int i = 0; i < list.size(); i++) {
      Array.set(array, i, element(list.get(i), component, i));
    }
    return array;
  }

  private static Object element(@Nullable Object value, Class<?> component, int index) {
    if (value != null && component.isArray()) {
      return toArray(value, component);
    }
    if (component == boolean.class && value instanceof Boolean) {
      return value;
    }
    if (component == double.class || component == float.class) {
      double number = real(value, component, index);
      return component == double.class ? (Object) number : (Object) (float) number;
    }
    if (component == long.class && value instanceof Long) {
      return value;
    }
    if (component == int.class && value instanceof Long number && number == number.intValue()) {
      return number.intValue();
    }
    throw misfit(value, component, index);
  }

  private static double real(@Nullable Object value, Class<?> component, int index) {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    if (value instanceof String text && NON_FINITE.contains(text)) {
      return JsonNumbers.parse(text);
    }
    throw misfit(value, component, index);
  }

  private static RuntimeException misfit(@Nullable Object value, Class<?> component, int index) {
    return Reading.error(
        "The element %d of the JSON list (%s) is not a %s.".formatted(index, value, component));
  }
}
