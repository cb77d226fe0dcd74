package io.dymad.agent.compiler;

import io.dymad.agent.AgentException;
import io.dymad.agent.AgentProblem;
import io.metalab.core.registry.DidYouMean;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a map of a request; each refusal names the field by its path. */
final class Fields {
  private final String path;
  private final Map<?, ?> values;

  Fields(String path, Map<?, ?> values) {
    this.path = path;
    this.values = values;
  }

  /** Returns the map at a path. */
  static Fields of(String path, @Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return new Fields(path, map);
    }
    throw invalid(path, value, "a map");
  }

  static AgentException invalid(String path, @Nullable Object value, String rule) {
    return AgentProblem.of("invalid_field", "%s (%s) must be %s.".formatted(path, value, rule))
        .at(path)
        .exception();
  }

  String path() {
    return path;
  }

  String at(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  Map<?, ?> values() {
    return values;
  }

  boolean has(String name) {
    return values.get(name) != null;
  }

  @Nullable Object get(String name) {
    return values.get(name);
  }

  /** Refuses fields that are not of a list. */
  Fields only(List<String> names) {
    for (Object name : values.keySet()) {
      if (!names.contains(String.valueOf(name))) {
        String text = String.valueOf(name);
        throw AgentProblem.of(
                "unknown_field",
                "%s is not a field here.%s There are %s."
                    .formatted(at(text), DidYouMean.hint(text, names), String.join(", ", names)))
            .at(at(text))
            .withDetail("known", names)
            .exception();
      }
    }
    return this;
  }

  String text(String name) {
    return findText(name).orElseThrow(() -> invalid(at(name), values.get(name), "text"));
  }

  Optional<String> findText(String name) {
    Object value = values.get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof String text && !text.isBlank()) {
      return Optional.of(text);
    }
    throw invalid(at(name), value, "text");
  }

  String choice(String name, List<String> choices, String otherwise) {
    Object value = has(name) ? values.get(name) : otherwise;
    if (value instanceof String text && choices.contains(text)) {
      return text;
    }
    throw invalid(at(name), value, "one of " + String.join(", ", choices));
  }

  boolean flag(String name, boolean otherwise) {
    Object value = has(name) ? values.get(name) : Boolean.valueOf(otherwise);
    if (value instanceof Boolean flag) {
      return flag;
    }
    throw invalid(at(name), value, "true or false");
  }

  long integer(String name, long otherwise, long least, long most) {
    Object value = has(name) ? values.get(name) : Long.valueOf(otherwise);
    if (value instanceof Number number
        && number.doubleValue() == Math.rint(number.doubleValue())
        && number.doubleValue() >= least
        && number.doubleValue() <= most) {
      return number.longValue();
    }
    throw invalid(at(name), value, "a whole number from %d to %d".formatted(least, most));
  }

  double number(String name, double otherwise, double least, double most) {
    Object value = has(name) ? values.get(name) : Double.valueOf(otherwise);
    if (value instanceof Number number
        && number.doubleValue() >= least
        && number.doubleValue() <= most) {
      return number.doubleValue();
    }
    throw invalid(at(name), value, "a number from %s to %s".formatted(least, most));
  }

  List<?> list(String name) {
    Object value = values.get(name);
    if (value instanceof List<?> list) {
      return list;
    }
    throw invalid(at(name), value, "a list");
  }
}
