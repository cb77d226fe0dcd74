package io.metalab.core.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metalab.api.ArtifactValue;
import io.metalab.api.ContextSpec;
import io.metalab.api.FileValue;
import io.metalab.api.ParamCase;
import io.metalab.api.Params;
import io.metalab.api.Pruning;
import io.metalab.api.RunId;
import io.metalab.api.SeedBundle;
import io.metalab.api.executor.EarlierCheckpoint;
import io.metalab.api.executor.Resources;
import io.metalab.api.executor.RunPayload;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PayloadCodecTest {
  @Test
  void keepsEveryField() {
    for (int replicate = SeedBundle.NO_REPLICATE; replicate < 2; replicate++) {
      RunPayload payload =
          new RunPayload(
              new RunId("c".repeat(64)),
              3,
              "e:1",
              "op@2",
              new ContextSpec(
                  Params.of("data", new FileValue("d.csv", "0".repeat(64))), "com.example.Build"),
              "fingerprint",
              new ParamCase(
                  Params.of("lr", 1e-3, "$x", null),
                  "case 1",
                  List.of("a", "b"),
                  replicate == 1
                      ? new Pruning(
                          false, new TreeMap<>(Map.of(3L, 0.1, -7L, 1e300)), 4, 1e-3, true)
                      : new Pruning(true, new TreeMap<>(), 0, 0, replicate == 0)),
              new SeedBundle("7", replicate, List.of("split")),
              "{\"v\":1}",
              "d".repeat(64),
              Duration.ofSeconds(Long.MAX_VALUE, 5),
              new Resources(2, 1L << 40, 3, Duration.ofMinutes(90)),
              Optional.of(
                  new EarlierCheckpoint(
                      new ArtifactValue("e".repeat(64), "state.txt", "f".repeat(64)), 5)),
              Map.of("command", List.of("python3", "{lr}"), "directory", "/studies/a"));

      assertThat(PayloadCodec.decode(PayloadCodec.encode(payload))).isEqualTo(payload);
    }
  }

  @Test
  void refusesWhatIsNotAPayload() {
    assertThatThrownBy(() -> PayloadCodec.decode("{}".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("id");
  }
}
