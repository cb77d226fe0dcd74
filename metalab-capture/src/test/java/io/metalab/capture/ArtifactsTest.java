package io.metalab.capture;

import static io.metalab.capture.CaptureHarness.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.ArtifactDescriptor;
import io.metalab.api.ErrorCode;
import io.metalab.api.RunRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtifactsTest {
  private final CaptureHarness harness = new CaptureHarness();
  private final Artifacts artifacts =
      new Artifacts(harness.store, Serializers.load(getClass().getClassLoader()));

  @TempDir Path directory;

  @Test
  void readsEachArtifactByTheSerializerThatWroteIt() {
    harness.capture.artifact("forecasts.npy", new double[][] {{1, 2}, {3, 4}});
    harness.capture.data("config", Map.of("lr", 0.1));
    harness.capture.artifact("table.csv", List.of(Map.of("year", 1700, "n", 5.0)));
    RunRecord record = RunRecord.builder().artifacts(harness.capture.close().artifacts()).build();

    assertThat(artifacts.read(record, "forecasts.npy", double[][].class))
        .isDeepEqualTo(new double[][] {{1, 2}, {3, 4}});
    assertThat(artifacts.read(record, "config", Object.class)).isEqualTo(Map.of("lr", 0.1));
    CsvTable table = artifacts.read(record, "table.csv", CsvTable.class);
    assertThat(table.header()).containsExactly("n", "year");
    assertThat(table.doubles("year")).containsExactly(1700);
    assertThat(artifacts.text(Artifacts.find(record, "table.csv"))).isEqualTo("n,year\n5,1700\n");
    assertFails(ErrorCode.NOT_FOUND, () -> artifacts.read(record, "other", Object.class))
        .hasMessageContainingAll("'other'", "config");
  }

  @Test
  void readsACapturedFileByItsExtension() throws IOException {
    Files.writeString(directory.resolve("a.json"), "{\"x\": NaN}");
    Files.writeString(directory.resolve("b.md"), "# b");
    Files.write(directory.resolve("c.bin"), new byte[] {7});
    harness.capture.file("out", directory);
    List<ArtifactDescriptor> files = harness.capture.close().artifacts();

    assertThat(artifacts.read(files.get(0), Object.class)).isEqualTo(Map.of("x", Double.NaN));
    assertThat(artifacts.read(files.get(1), String.class)).isEqualTo("# b");
    assertThat(artifacts.read(files.get(2), Object.class)).isEqualTo(new byte[] {7});
    assertFails(ErrorCode.SERIALIZATION, () -> artifacts.read(files.get(2), Map.class));
  }

  @Test
  void refusesBytesThatAreNotThoseOfTheDescriptor() {
    ArtifactDescriptor text = harness.capture.artifact("t.txt", "hello");
    ArtifactDescriptor json = harness.capture.artifact("j.json", Map.of("a", 1));
    harness.store.damaged = true;

    assertFails(ErrorCode.STORE_CORRUPT, () -> artifacts.read(text, String.class))
        .hasMessageContainingAll("'t.txt'", text.sha256());
    assertFails(ErrorCode.STORE_CORRUPT, () -> artifacts.read(json, Map.class))
        .hasMessageContaining("'j.json'");
    assertFails(ErrorCode.STORE_CORRUPT, () -> artifacts.bytes(text));
    assertFails(
        ErrorCode.STORE_CORRUPT,
        () -> {
          try (InputStream in = artifacts.open(text)) {
            assertThat(in.skip(2)).isEqualTo(2);
            in.transferTo(OutputStream.nullOutputStream());
          }
        });
  }
}
