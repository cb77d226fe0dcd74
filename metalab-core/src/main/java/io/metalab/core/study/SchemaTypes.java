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
  static Map<String, Object> object(
      String description, List<String> keys, Map<String, Object> types) {
    if (types.size() != keys.size() || !types.keySet().containsAll(keys)) {
      throw new IllegalStateException(
          "The keys %s and the types of %s differ.".formatted(keys, types.keySet()));
    }
    Map<String, Object> properties = new LinkedHashMap<>();
    keys.forEach(key -> properties.put(key, types.get(key)));
    Map<String, Object> object = map(description);
    object.put("properties", properties);
    object.put("additionalProperties", false);
    return object;
  }

  static Map<String, Object> of(String type, String description) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", type);
    schema.put("description", description);
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

  static Map<String, Object> list(String description, Map<String, Object> items) {
    Map<String, Object> schema = of("array", description);
    schema.put("items", items);
    schema.put("minItems", 1L);
    return schema;
  }

  /** Returns the schema of a list of exactly so many numbers. */
  static Map<String, Object> numbers(String description, long count) {
    Map<String, Object> schema = of("array", description);
    schema.put("items", Map.of("type", "number"));
    schema.put("minItems", count);
    schema.put("maxItems", count);
    return schema;
  }

  /** Returns the schema of the words of a command: texts, and integers as they are written. */
  static Map<String, Object> words(String description, long least) {
    Map<String, Object> schema = of("array", description);
    schema.put("items", Map.of("type", List.of("string", "integer")));
    schema.put("minItems", least);
    return schema;
  }

  static Map<String, Object> seed(String description) {
    return either(description, "integer", "string");
  }

  /** Returns the schema of values of any of these types. */
  static Map<String, Object> either(String description, String... types) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", List.of(types));
    schema.put("description", description);
    return schema;
  }

  /** Returns the schema of one of these texts. */
  static Map<String, Object> choice(String description, String... values) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("enum", List.of(values));
    schema.put("description", description);
    return schema;
  }

  static Map<String, Object> ref(String definition) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("$ref", definition);
    return schema;
  }
}
