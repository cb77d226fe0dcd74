package io.metalab.cli.mcp;

import com.google.common.collect.ImmutableList;
import io.metalab.core.registry.DidYouMean;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a tool: what is declared is both the JSON Schema that clients see and what calls
 * are checked by.
 *
 * @param fields in the order of the documentation
 */
public record ToolInput(List<InputField> fields) {
  public ToolInput {
    fields = ImmutableList.copyOf(fields);
  }

  /** Returns the input of a tool with these arguments. */
  public static ToolInput of(InputField... fields) {
    return new ToolInput(List.of(fields));
  }

  /** Returns the JSON Schema. */
  public Map<String, Object> schema() {
    Map<String, Object> properties = new LinkedHashMap<>();
    fields.forEach(field -> properties.put(field.name(), field.schema()));
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    schema.put("properties", properties);
    schema.put(
        "required", fields.stream().filter(InputField::isRequired).map(InputField::name).toList());
    schema.put("additionalProperties", false);
    return schema;
  }

  /**
   * Checks the arguments of a call.
   *
   * @throws ToolException with the path of the first one that breaks a rule
   */
  Arguments read(Map<String, ? extends @Nullable Object> given) {
    List<String> names = fields.stream().map(InputField::name).toList();
    if (given.containsKey(WireJson.NO_OBJECT)) {
      throw ToolException.argument(
          "arguments", "The arguments of a call must be an object.", there(names));
    }
    for (String name : given.keySet()) {
      if (!names.contains(name)) {
        throw ToolException.argument(
            name,
            "There is no argument '%s'.%s".formatted(name, DidYouMean.hint(name, names)),
            there(names));
      }
    }
    Map<String, Object> values = new LinkedHashMap<>();
    for (InputField field : fields) {
      Object value = given.get(field.name());
      if (value == null && field.isRequired()) {
        throw ToolException.argument(
            field.name(),
            "The argument %s must be given.".formatted(field.name()),
            field.description());
      }
      Object read = value == null ? field.fallback() : field.read(value);
      if (read != null) {
        values.put(field.name(), read);
      }
    }
    return new Arguments(values);
  }

  private static String there(List<String> names) {
    return names.isEmpty() ? "there are none" : "there are " + String.join(", ", names);
  }
}
