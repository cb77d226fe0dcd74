package io.metalab.cli.output;

import io.metalab.core.registry.DidYouMean;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keeps the fields of a document that {@code --json=FIELD,..} asks for. */
public final class Fields {
  private Fields() {}

  /**
   * Returns an object, or the objects of a list, with these fields alone, in this order; all for
   * none.
   *
   * @throws CliException with {@code USAGE} if no object has one of them
   */
  static @Nullable Object keep(@Nullable Object data, List<String> fields) {
    if (fields.isEmpty() || data == null) {
      return data;
    }
    if (data instanceof Map<?, ?> object) {
      require(fields, names(List.of(object)));
      return keepOf(object, fields);
    }
    if (!(data instanceof List<?> items) || !items.stream().allMatch(Map.class::isInstance)) {
      throw CliException.usage(
          "The data of this command has no fields to choose from.", "leave out =" + fields);
    }
    List<Map<?, ?>> objects = new ArrayList<>();
    items.forEach(item -> objects.add((Map<?, ?>) item));
    if (!objects.isEmpty()) {
      require(fields, names(objects));
    }
    return objects.stream().map(object -> keepOf(object, fields)).toList();
  }

  /**
   * Checks the names of fields before the work is done that they are wanted of.
   *
   * @throws CliException with {@code USAGE} if one is not known
   */
  public static void require(List<String> fields, Collection<String> known) {
    for (String field : fields) {
      if (!known.contains(field)) {
        throw CliException.usage(
            "There is no field '%s'.%s".formatted(field, DidYouMean.hint(field, known)),
            "the fields are " + String.join(",", known));
      }
    }
  }

  private static Set<String> names(List<Map<?, ?>> objects) {
    Set<String> names = new LinkedHashSet<>();
    objects.forEach(object -> object.keySet().forEach(name -> names.add(String.valueOf(name))));
    return names;
  }

  private static Map<String, @Nullable Object> keepOf(Map<?, ?> object, List<String> fields) {
    Map<String, @Nullable Object> kept = new LinkedHashMap<>();
    fields.stream()
        .filter(object::containsKey)
        .forEach(field -> kept.put(field, object.get(field)));
    return kept;
  }
}
