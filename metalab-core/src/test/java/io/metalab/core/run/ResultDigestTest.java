package io.metalab.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.ArtifactDescriptor;
import io.metalab.core.json.CanonicalJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResultDigestTest {
  private static final String SHA = "a".repeat(64);

  private static ArtifactDescriptor artifact(String name, String mediaType) {
    return new ArtifactDescriptor(name, SHA, 3, mediaType, "", Map.of());
  }

  @Test
  void isTheHashOfTheCanonicalMetricsAndArtifactDigests() {
    assertThat(ResultDigest.of(Map.of("y", 1.5), List.of(artifact("a.txt", "text/plain"))))
        .isEqualTo(
            CanonicalJson.sha256(
                "{\"artifacts\":{\"a.txt\":\"" + SHA + "\"},\"metrics\":{\"y\":1.5}}"));
    assertThat(ResultDigest.of(Map.of(), List.of()))
        .isEqualTo(CanonicalJson.sha256("{\"artifacts\":{},\"metrics\":{}}"));
  }

  @Test
  void doesNotDependOnOrderOrDescription() {
    Map<String, Object> forward = new LinkedHashMap<>();
    forward.put("a", 1L);
    forward.put("b", true);
    Map<String, Object> backward = new LinkedHashMap<>();
    backward.put("b", true);
    backward.put("a", 1L);
    assertThat(ResultDigest.of(forward, List.of(artifact("x", "text/plain"))))
        .isEqualTo(ResultDigest.of(backward, List.of(artifact("x", "text/csv"))));
  }

  @Test
  void tellsNanInfinitiesAndTheirNamesApart() {
    assertThat(
            List.of(
                ResultDigest.of(Map.of("y", Double.NaN), List.of()),
                ResultDigest.of(Map.of("y", Double.POSITIVE_INFINITY), List.of()),
                ResultDigest.of(Map.of("y", Double.NEGATIVE_INFINITY), List.of()),
                ResultDigest.of(Map.of("y", "NaN"), List.of())))
        .doesNotHaveDuplicates();
  }
}
