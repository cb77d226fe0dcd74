package io.metalab.core.study;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The parts that schemas are made of; each call returns a new map. */
final class SchemaTypes {
  private SchemaTypes() {}

  /**
   * Returns the schema of a map with these keys and no others.
   *
   * @throws IllegalStateException if a key has no type, or a type no key
   */
  static Map<String, Object> object(List<String> keys, Map<String, Object> types) {
    if (types.size() != keys.size() || !types.keySet().containsAll(keys)) {
      throw new IllegalStateException(
          "The keys %s and the types of %s differ.".formatted(keys, types.keySet()));
    }
    Map<String, Object> properties = new LinkedHashMap<>();
    keys.forEach(key -> properties.put(key, types.get(key)));
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("type", "object");
    object.put("properties", properties);
    object.put("additionalProperties", false);
    return object;
  }

  static Map<String, Object> of(String type, String description) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", type);
    if (!description.isEmpty()) {
      schema.put("description", description);
    }
    return schema;
  }

  static Map<String, Object> text(String description) {
    return of("string", description);
  }

  static Map<String, Object> map(String description) {
    return of("object", description);
  }

  static Map<String, Object> integer(String description, long least) {
    Map<String, Object> schema = of("integer", description);
    schema.put("minimum", least);
    return schema;
  }

  static Map<String, Object> texts(String description) {
    Map<String, Object> schema = of("array", description);
    schema.put("items", Map.of("type", "string"));
    return schema;
  }

  static Map<String, Object> list(Map<String, Object> items) {
    Map<String, Object> schema = of("array", "");
    schema.put("items", items);
    schema.put("minItems", 1L);
    return schema;
  }

  /** Returns the schema of a list of exactly so many numbers. */
  static Map<String, Object> numbers(long count) {
    Map<String, Object> schema = of("array", "");
    schema.put("items", Map.of("type", "number"));
    schema.put("minItems", count);
    schema.put("maxItems", count);
    return schema;
  }

  static Map<String, Object> seed() {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", List.of("integer", "string"));
    return schema;
  }

  static Map<String, Object> ref(String definition) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("$ref", definition);
    return schema;
  }
}
