package io.metalab.core.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.metalab.api.Provenance;
import io.metalab.api.executor.WorkerManifest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkerManifestCodecTest {
  @Test
  void readsWhatItWrote() {
    WorkerManifest manifest =
        new WorkerManifest(
            "acme.fit@2",
            "acme.Fit$Fast",
            Map.of("command", List.of("python3", "fit.py"), "grace", "PT5S"),
            List.of("/opt/a b.jar", "/opt/classes"),
            "/home/é",
            "/cache/digests",
            "fit",
            List.of("gpu", "night"),
            new Provenance(Map.of("threads", 4L, "git", Map.of("dirty", true))));

    for (WorkerManifest one : List.of(manifest, manifest.withOthers(List.of(manifest)))) {
      assertThat(WorkerManifestCodec.decode(WorkerManifestCodec.encode(one))).isEqualTo(one);
    }
  }

  @Test
  void refusesWhatIsNoManifest() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> WorkerManifestCodec.decode("{\"class\":7}".getBytes(StandardCharsets.UTF_8)))
        .withMessageContaining("operation");
  }
}
