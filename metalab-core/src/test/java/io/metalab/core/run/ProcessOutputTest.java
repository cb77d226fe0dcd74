package io.metalab.core.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.RunId;
import io.metalab.api.store.StreamKey;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessOutputTest {
  private static final RunId FIRST = new RunId("1".repeat(64));
  private static final RunId SECOND = new RunId("2".repeat(64));

  @TempDir Path directory;

  private final FakeStore store = new FakeStore();
  private final List<String> every = new ArrayList<>();
  private final List<String> elsewhere = new ArrayList<>();

  private ProcessOutput of(String printed) throws IOException {
    Path file = Files.writeString(directory.resolve("printed"), printed);
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    return new ProcessOutput(channel, store, every::add, elsewhere::add);
  }

  private String log(RunId runId) {
    byte[] bytes = store.read(new StreamKey(runId, 1, StreamKey.Kind.LOG), 0, 1 << 20);
    return new String(bytes, UTF_8).replaceAll("(?m)^\\S+ ", "");
  }

  /** All of it is there when the first run is heard of: the sizes tell whose line is whose. */
  @Test
  void eachLineIsOfTheRunDuringWhichItWasPrinted() throws IOException {
    try (ProcessOutput output = of("start\nfirst\nbetween\nsecond\nrest\n")) {
      output.begin(FIRST, 1, 6);
      output.end(12);
      output.begin(SECOND, 1, 20);
      output.end(27);
    }
    assertThat(log(FIRST)).isEqualTo("INFO  [worker] first\n");
    assertThat(log(SECOND)).isEqualTo("INFO  [worker] second\n");
    assertThat(elsewhere).containsExactly("start", "between", "rest");
    assertThat(every).containsExactly("start", "first", "between", "second", "rest");
  }

  @Test
  void aLineWithoutAnEndEndsWithItsRun() throws IOException {
    try (ProcessOutput output = of("half")) {
      output.begin(FIRST, 1, 0);
      output.end(4);
    }
    assertThat(log(FIRST)).isEqualTo("INFO  [worker] half\n");
    assertThat(elsewhere).isEmpty();
  }

  @Test
  void aRunThatPrintsNothingHasNoLog() throws IOException {
    try (ProcessOutput output = of("")) {
      output.begin(FIRST, 1, 0);
      output.end(0);
    }
    assertThat(log(FIRST)).isEmpty();
  }
}
