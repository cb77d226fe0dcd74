package io.dymad.agent.registry;

import io.metalab.api.OperationSpec;
import io.metalab.api.ParameterSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What operations say of their parameters, for programs. */
final class ParameterSchemas {
  private ParameterSchemas() {}

  /** Returns type, rule, default and doc of each parameter, by name. */
  static Map<String, Object> of(OperationSpec spec, List<String> names) {
    Map<String, Object> schemas = new LinkedHashMap<>();
    for (ParameterSpec parameter : spec.parameters()) {
      if (names.contains(parameter.name())) {
        schemas.put(parameter.name(), schema(parameter));
      }
    }
    return schemas;
  }

  private static Map<String, Object> schema(ParameterSpec parameter) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", parameter.type().wireName());
    schema.put("required", parameter.required());
    Object otherwise = parameter.defaultValue();
    if (otherwise != null) {
      schema.put("default", otherwise);
    }
    if (!parameter.choices().isEmpty()) {
      schema.put("choices", parameter.choices());
    }
    if (Double.isFinite(parameter.min())) {
      schema.put("min", parameter.min());
    }
    if (Double.isFinite(parameter.max())) {
      schema.put("max", parameter.max());
    }
    if (!parameter.unit().isEmpty()) {
      schema.put("unit", parameter.unit());
    }
    schema.put("doc", parameter.doc());
    return schema;
  }
}
