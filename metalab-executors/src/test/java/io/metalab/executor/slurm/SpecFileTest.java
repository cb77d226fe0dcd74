package io.metalab.executor.slurm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metalab.api.Provenance;
import io.metalab.api.executor.RunPayload;
import io.metalab.api.executor.WorkerManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpecFileTest {
  private static final WorkerManifest MANIFEST =
      new WorkerManifest(
          "a.b@1",
          "a.B",
          Map.of(),
          List.of("/x.jar"),
          "/home",
          "",
          "",
          List.of("t"),
          Provenance.NONE);
  private static final SpecFile.Header HEADER =
      new SpecFile.Header("0123456789abcdef", "a-1.01234567", "a:1", "file:/store", 3);

  private static final Path MARKS = Path.of("/marks");

  @TempDir Path directory;

  private Path write(List<List<RunPayload>> tasks) throws IOException {
    Path file = directory.resolve(SpecFile.NAME);
    SpecFile.write(file, HEADER, MANIFEST, tasks);
    return file;
  }

  @Test
  void eachTaskFindsItsRuns() throws IOException {
    List<List<RunPayload>> tasks =
        List.of(
            SlurmTests.payloads(MARKS, 0, 5),
            SlurmTests.payloads(MARKS, 5, 1),
            SlurmTests.payloads(MARKS, 6, 9));
    SpecFile spec = SpecFile.open(write(tasks));
    assertThat(spec.header()).isEqualTo(HEADER);
    assertThat(spec.manifest()).isEqualTo(MANIFEST);
    for (int task = 0; task < tasks.size(); task++) {
      assertThat(spec.task(task)).isEqualTo(tasks.get(task));
    }
  }

  @Test
  void isLinesOfTextOneForEachRun() throws IOException {
    List<List<RunPayload>> tasks =
        IntStream.range(0, 10).mapToObj(task -> SlurmTests.payloads(MARKS, 10 * task, 10)).toList();
    List<String> lines = Files.readAllLines(write(tasks));
    // Submission, manifest, 10 starts and an end, 100 payloads.
    assertThat(lines).hasSize(2 + 11 + 100);
    assertThat(lines.get(0)).contains("\"submission\":\"0123456789abcdef\"");
    assertThat(lines.get(112)).contains(tasks.get(9).get(9).runId().hex());
  }

  @Test
  void refusesAFileOfAnotherFormatOrOneThatIsCut() throws IOException {
    Path file = write(List.of(SlurmTests.payloads(MARKS, 0, 1)));
    String text = Files.readString(file);
    Files.writeString(file, text.replace("\"format\":1", "\"format\":2"));
    assertThatThrownBy(() -> SpecFile.open(file)).hasMessageContaining("format 2");
    Files.writeString(file, text.substring(0, 40));
    assertThatThrownBy(() -> SpecFile.open(file)).isInstanceOf(IOException.class);
  }
}
