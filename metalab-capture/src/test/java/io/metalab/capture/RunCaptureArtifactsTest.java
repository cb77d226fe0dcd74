package io.metalab.capture;

import static io.metalab.capture.CaptureHarness.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.ArtifactDescriptor;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Artifacts of a run, and a store that cannot keep them. */
class RunCaptureArtifactsTest extends RunCaptureFixture {
  @Nested
  class Artifacts {
    @TempDir Path directory;

    @Test
    void choosesTheSerializerByTheObject() throws IOException {
      ArtifactDescriptor text = capture.artifact("notes.md", "# hello");
      ArtifactDescriptor json = capture.artifact("config", Map.of("b", 1, "a", 2.5));
      ArtifactDescriptor bytes = capture.artifact("raw.bin", new byte[] {1, 2});

      assertThat(text.serializer()).isEqualTo("text");
      assertThat(harness.store.artifactText(text)).isEqualTo("# hello");
      assertThat(json.serializer()).isEqualTo("json");
      assertThat(harness.store.artifactText(json)).isEqualTo("{\"a\":2.5,\"b\":1}\n");
      assertThat(bytes.sizeBytes()).isEqualTo(2);
      assertThat(capture.close().artifacts()).containsExactly(text, json, bytes);
      assertThat(harness.announced).containsExactly(text, json, bytes);
    }

    @Test
    void takesTheSerializerThatIsNamed() {
      assertThat(capture.artifact("greeting", "hi", "json").mediaType())
          .isEqualTo("application/json");
      assertFails(ErrorCode.UNKNOWN_PLUGIN, () -> capture.artifact("x", "hi", "xml"))
          .hasMessageContainingAll("'xml'", "json");
    }

    @Test
    void writesDataAsJson() throws IOException {
      capture.data("spectrum", new double[] {1, 0.5, Double.NaN});

      ArtifactDescriptor artifact = capture.close().artifacts().get(0);
      assertThat(artifact.name()).isEqualTo("spectrum");
      assertThat(harness.store.artifactText(artifact)).isEqualTo("[1,0.5,\"NaN\"]\n");
    }

    @Test
    void refusesObjectsThatNoSerializerTakes() {
      assertFails(ErrorCode.SERIALIZATION, () -> capture.artifact("thing", new Object()))
          .hasMessageContainingAll("'thing'", "java.lang.Object");
      assertFails(ErrorCode.SERIALIZATION, () -> capture.data("d", Map.of("k", new Object())))
          .hasMessageContainingAll("'d'", "The value k");
      assertThat(capture.close().artifacts()).isEmpty();
    }

    @Test
    void refusesNamesOutsideTheRun() {
      assertFails(ErrorCode.INVALID_VALUE, () -> capture.artifact("../x", "text"));
      assertFails(ErrorCode.INVALID_VALUE, () -> capture.file("/etc", directory));
    }

    @Test
    void keepsOneDescriptorForEachName() {
      capture.artifact("a", "one");
      capture.artifact("b", "two");
      ArtifactDescriptor again = capture.artifact("a", "three");

      List<ArtifactDescriptor> artifacts = capture.close().artifacts();
      assertThat(artifacts).extracting(ArtifactDescriptor::name).containsExactly("a", "b");
      assertThat(artifacts.get(0)).isEqualTo(again);
    }

    @Test
    void spoolsWhatIsLargeThroughAFile() throws IOException {
      byte[] large = new byte[(9 << 20) + 1];
      large[large.length - 1] = 42;

      ArtifactDescriptor artifact = capture.artifact("large", large);

      assertThat(harness.store.openArtifact(artifact)).hasBinaryContent(large);
      assertThat(artifact.sizeBytes()).isEqualTo(large.length);
    }

    @Test
    void capturesAFileAsItIs() throws IOException {
      Path file = Files.writeString(directory.resolve("plot.svg"), "<svg/>");

      capture.file("figures/plot.svg", file);

      ArtifactDescriptor artifact = capture.close().artifacts().get(0);
      assertThat(artifact.name()).isEqualTo("figures/plot.svg");
      assertThat(artifact.mediaType()).isEqualTo("image/svg+xml");
      assertThat(artifact.serializer()).isEmpty();
      assertThat(harness.store.artifactText(artifact)).isEqualTo("<svg/>");
    }

    @Test
    void capturesEveryFileBelowADirectoryInOrderOfName() throws IOException {
      Files.createDirectories(directory.resolve("b/c"));
      Files.writeString(directory.resolve("b/c/2.txt"), "two");
      Files.writeString(directory.resolve("z.txt"), "three");
      Files.writeString(directory.resolve("b/1.txt"), "one");

      capture.file("out", directory);

      assertThat(capture.close().artifacts())
          .extracting(ArtifactDescriptor::name)
          .containsExactly("out/b/1.txt", "out/b/c/2.txt", "out/z.txt");
    }

    @Test
    void refusesAFileThatIsMissing() {
      assertFails(
              ErrorCode.FILE_UNREADABLE, () -> capture.file("x", directory.resolve("nowhere.txt")))
          .hasMessageContaining("nowhere.txt");
      assertThat(capture.close().artifacts()).isEmpty();
    }
  }

  @Nested
  class FailingStore {
    private final MetalabException full =
        new MetalabException(ErrorCode.STORE_UNUSABLE, "No space left on device");

    @Test
    void failsTheCallAndTheEndOfTheRun() {
      harness.store.failure = full;

      assertFails(ErrorCode.STORE_UNUSABLE, () -> capture.artifact("a", "text")).isSameAs(full);
      harness.store.failure = null;
      assertFails(ErrorCode.STORE_UNUSABLE, capture::close).isSameAs(full);
      assertFails(ErrorCode.STORE_UNUSABLE, capture::close).isSameAs(full);
    }

    @Test
    void failsTheEndOfTheRunForWhatIsStillBuffered() {
      capture.metric("loss", 1.0, 1);
      capture.log("hello");
      harness.store.failure = full;

      assertFails(ErrorCode.STORE_UNUSABLE, capture::close).isSameAs(full);
      assertFails(ErrorCode.CAPTURE_CLOSED, () -> capture.log("late"));
    }

    @Test
    void turnsWhateverTheStoreThrowsIntoAClearError() {
      harness.store.failure = new IllegalStateException("broken");

      assertFails(ErrorCode.STORE_UNUSABLE, () -> capture.artifact("a", "text"))
          .hasMessageContainingAll("in-memory:", "artifact 'a'", "broken");
    }
  }
}
