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
import org.junit.jupiter.api.Test;

class StudySchemaTest {
  /** The document is written anew by {@code Json.pretty(StudySchema.any())}. */
  @Test
  void theDocumentsHoldTheSchemaAsItIsNow() throws IOException {
    assertThat(Files.readString(Path.of("..", "docs", "study.schema.json")))
        .isEqualTo(Json.pretty(StudySchema.any()).stripTrailing() + "\n");
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
    assertThatThrownBy(() -> SchemaTypes.object(List.of("a"), Map.of()))
        .hasMessageContaining("The keys [a] and the types of [] differ.");
  }

  private static Map<?, ?> map(Map<?, ?> parent, String key) {
    return (Map<?, ?>) requireNonNull(parent.get(key));
  }
}
