package io.metalab.core.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metalab.api.ArtifactValue;
import io.metalab.api.DirValue;
import io.metalab.api.ErrorCode;
import io.metalab.api.FileValue;
import io.metalab.api.MetalabException;
import io.metalab.api.Params;
import io.metalab.api.RunId;
import io.metalab.core.json.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ValueCodecTest {
  private static final String DIGEST = "0f".repeat(32);

  @Test
  void readsBackEveryKindOfReferenceThroughJson() {
    Params params =
        Params.of(
            "file",
            FileValue.of("data/a.csv"),
            "hashed",
            new FileValue("b.csv", DIGEST),
            "nested",
            List.of(Map.of("dir", DirValue.matching("data", "*.csv")), DirValue.of("x")),
            "artifact",
            new ArtifactValue(new RunId(DIGEST), "model", DIGEST),
            "plain",
            Map.of("$other", 1));
    Map<String, ?> read = Json.parseObject(Json.write(ValueCodec.encode(params)));
    assertThat(ValueCodec.decodeParams(read)).isEqualTo(params);
  }

  @Test
  void writesAFileWithPathAndDigest() {
    assertThat(Json.write(ValueCodec.encode(new FileValue("b.csv", DIGEST))))
        .isEqualTo("{\"$file\":\"b.csv\",\"$sha256\":\"" + DIGEST + "\"}");
  }

  @Test
  void refusesAMapThatWouldBeReadAsAFile() {
    assertThatThrownBy(() -> ValueCodec.encode(Params.of("a", Map.of("b", Map.of("$file", "x")))))
        .isInstanceOfSatisfying(
            MetalabException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_VALUE))
        .hasMessageContaining("params.a.b")
        .hasMessageContaining("$file");
  }

  @Test
  void refusesMalformedReferences() {
    for (String json :
        List.of(
            "{\"$file\":1}",
            "{\"$file\":\"a\",\"$sha256\":\"xyz\"}",
            "{\"$dir\":\"\"}",
            "{\"$artifact\":\"a\"}",
            "{\"$sha256\":\"" + DIGEST + "\"}")) {
      assertThatThrownBy(() -> ValueCodec.decode(Json.parse(json)))
          .isInstanceOf(MetalabException.class)
          .hasMessageContaining("malformed");
    }
  }
}
