package io.metalab.core.study;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metalab.core.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class StudySchemaTest {
  /** The document is written anew by {@code Json.pretty(StudySchema.any())}. */
  @Test
  void theDocumentsHoldTheSchemaAsItIsNow() throws IOException {
    assertThat(Files.readString(Path.of("..", "docs", "study.schema.json")))
        .isEqualTo(Json.pretty(StudySchema.any()).stripTrailing() + "\n");
  }

  @Test
  void everyKeyIsDescribed() {
    Map<String, Object> schema = StudySchema.any();
    Map<?, ?> definitions = map(schema, "$defs");
    Map<String, String> described = new TreeMap<>();

    collect("", schema, definitions, described);

    assertThat(described.values()).allSatisfy(text -> assertThat(text).isNotBlank());
    assertThat(described)
        .containsKeys("/run/resources/gpus", "/operation/command", "/operation/script")
        .containsKeys("/$defs/sweep/morris/levels", "/$defs/axis/lin", "/$defs/distribution/int");
  }

  /** Puts what each key below says of itself, or what it refers to says. */
  private static void collect(
      String path, Object node, Map<?, ?> definitions, Map<String, String> described) {
    if (node instanceof List<?> list) {
      list.forEach(inner -> collect(path, inner, definitions, described));
    } else if (node instanceof Map<?, ?> schema) {
      for (String group : List.of("properties", "$defs")) {
        if (schema.get(group) instanceof Map<?, ?> keys) {
          String below = group.equals("$defs") ? path + "/$defs/" : path + "/";
          keys.forEach(
              (key, value) -> {
                described.put(below + key, text((Map<?, ?>) value, definitions));
                collect(below + key, value, definitions, described);
              });
        }
      }
      if (schema.get("anyOf") instanceof List<?> forms) {
        forms.forEach(form -> assertThat(text((Map<?, ?>) form, definitions)).isNotBlank());
        collect(path, forms, definitions, described);
      }
    }
  }

  private static String text(Map<?, ?> schema, Map<?, ?> definitions) {
    Map<?, ?> place =
        schema.get("$ref") instanceof String reference
            ? map(definitions, reference.substring("#/$defs/".length()))
            : schema;
    return place.get("description") instanceof String description ? description : "";
  }

  @Test
  void theSchemaOfAnOperationKnowsItsParameters() {
    Map<String, Object> schema = StudySchema.of(new TrainOperation().spec());

    Map<?, ?> params = map(map(schema, "properties"), "params");
    assertThat(params.get("additionalProperties")).isEqualTo(false);
    Map<?, ?> properties = map(params, "properties");
    assertThat(properties.get("lr"))
        .isEqualTo(
            Map.of("type", List.of("number"), "description", "", "minimum", 0.0, "maximum", 1.0));
    assertThat(properties.get("layers"))
        .isEqualTo(Map.of("type", List.of("array", "null"), "description", ""));
    assertThat(Json.write(schema)).contains("\"lr\":{\"$ref\":\"#/$defs/axis\"}");
  }

  @Test
  void refusesKeysWithoutTypes() {
    assertThatThrownBy(() -> SchemaTypes.object("", List.of("a"), Map.of()))
        .hasMessageContaining("The keys [a] and the types of [] differ.");
  }

  private static Map<?, ?> map(Map<?, ?> parent, String key) {
    return (Map<?, ?>) requireNonNull(parent.get(key));
  }
}
