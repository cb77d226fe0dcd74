package io.metalab.core.params;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.Values;
import io.metalab.core.identity.ValueCodec;
import io.metalab.core.json.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One named list of values, with a label for each that is unique within the axis. */
final class Axis {
  private static final int LONGEST_LABEL = 40;

  private final String name;
  private final List<@Nullable Object> values;
  private final List<String> labels;

  private Axis(String name, List<@Nullable Object> values) {
    this.name = name;
    this.values = values;
    this.labels = labels(name, values);
  }

  static List<Axis> list(Map<String, ? extends List<?>> axes) {
    List<Axis> list = new ArrayList<>();
    axes.forEach((name, values) -> list.add(of(name, values)));
    return List.copyOf(list);
  }

  private static Axis of(String name, List<?> values) {
    if (values.isEmpty()) {
      throw new MetalabException(
          ErrorCode.INVALID_STUDY,
          "The axis %s of the sweep has no values. Give it at least one, or leave it out."
              .formatted(name));
    }
    List<@Nullable Object> frozen = new ArrayList<>(values.size());
    for (int i = 0; i < values.size(); i++) {
      frozen.add(Values.freeze(values.get(i), name + "[" + i + "]"));
    }
    return new Axis(name, Collections.unmodifiableList(frozen));
  }

  String name() {
    return name;
  }

  int size() {
    return values.size();
  }

  @Nullable Object value(int index) {
    return values.get(index);
  }

  List<@Nullable Object> values() {
    return values;
  }

  /** Returns a label such as {@code lr=0.1}; of equal ones, all but the first end with a number. */
  String label(int index) {
    return labels.get(index);
  }

  private static List<String> labels(String name, List<@Nullable Object> values) {
    Set<String> used = new HashSet<>();
    List<String> labels = new ArrayList<>(values.size());
    for (Object value : values) {
      String label = name + "=" + shortText(value);
      String unique = label;
      for (int n = 2; !used.add(unique); n++) {
        unique = label + "#" + n;
      }
      labels.add(unique);
    }
    return labels;
  }

  private static String shortText(@Nullable Object value) {
    String text = value instanceof String s ? s : Json.write(ValueCodec.encode(value));
    return text.length() <= LONGEST_LABEL ? text : text.substring(0, LONGEST_LABEL) + "…";
  }
}
