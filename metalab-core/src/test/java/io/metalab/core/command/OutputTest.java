package io.metalab.core.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What becomes of the bytes that a command prints. */
class OutputTest {
  private static List<String> lines(byte[] bytes, int mostAtOnce) throws IOException {
    List<String> lines = new ArrayList<>();
    LineSplitter splitter = new LineSplitter(new Trickle(bytes, mostAtOnce), lines::add);
    int taken = 0;
    while (taken < bytes.length) {
      taken += splitter.drain();
    }
    splitter.finish();
    return lines;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void linesAreTheSameHoweverTheirBytesArrive() throws IOException {
    Random random = new Random(7);
    for (int seed = 0; seed < 50; seed++) {
      StringBuilder text = new StringBuilder();
      List<String> expected = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        String line = "é".repeat(random.nextInt(30)) + i;
        expected.add(line);
        text.append(line).append(List.of("\n", "\r\n", "\r").get(random.nextInt(3)));
      }
      assertThat(lines(utf8(text.toString()), 1 + random.nextInt(9))).isEqualTo(expected);
    }
  }

  @Test
  void keepsTheLastLineWithoutEndAndEmptyLines() throws IOException {
    assertThat(lines(utf8("a\n\nb"), 100)).containsExactly("a", "", "b");
  }

  @Test
  void cutsLinesThatHaveNoEnd() throws IOException {
    List<String> lines = lines(utf8("x".repeat(3 * LineSplitter.MAX_BYTES)), 5_000);
    assertThat(lines).allSatisfy(line -> assertThat(line.length()).isBetween(1, 2 << 16));
    assertThat(String.join("", lines)).hasSize(3 * LineSplitter.MAX_BYTES);
  }

  @Test
  void bytesThatAreNotUtf8AreReplaced() throws IOException {
    assertThat(lines(new byte[] {'a', (byte) 0xff, 'b', '\n'}, 10)).containsExactly("a\uFFFDb");
  }

  @Test
  void aFloodKeepsItsHeadAndItsTailAndSaysWhatIsMissing() {
    List<String> kept = new ArrayList<>();
    OutputLog log = new OutputLog((source, line) -> kept.add(source + " " + line));
    int count = 200_000;
    for (int i = 0; i < count; i++) {
      log.add("stdout", "line " + i + " ".repeat(50));
    }
    log.finish();

    assertThat(kept).hasSizeLessThan(count / 2);
    assertThat(kept.get(0)).startsWith("stdout line 0 ");
    assertThat(kept.get(kept.size() - 1)).startsWith("stdout line " + (count - 1) + " ");
    assertThat(kept)
        .filteredOn(line -> line.startsWith("metalab The log of this run is full"))
        .hasSize(1);
    String notice =
        kept.stream().filter(line -> line.startsWith("metalab Here ")).findFirst().orElseThrow();
    long dropped = Long.parseLong(notice.replaceAll("metalab Here ([0-9]+) lines .*", "$1"));
    assertThat(kept.size() - 2 + dropped).isEqualTo(count);
  }

  @Test
  void whatFitsIsKeptWithoutNotice() {
    List<String> kept = new ArrayList<>();
    OutputLog log = new OutputLog((source, line) -> kept.add(line));
    log.add("stdout", "a");
    log.add("stderr", "b");
    log.finish();
    assertThat(kept).containsExactly("a", "b");
  }

  @Test
  void theHeadlineOfAStackTraceIsItsException() {
    Tail python = new Tail();
    List.of("Traceback (most recent call last):", "  File \"a.py\"", "ValueError: bad", "", " ")
        .forEach(python::add);
    assertThat(python.headline()).isEqualTo("ValueError: bad");
    Tail java = new Tail();
    List.of(
            "java.lang.Error: outer",
            "\tat A.b(A.java:1)",
            "Caused by: java.io.IOException: x",
            "\t...")
        .forEach(java::add);
    assertThat(java.headline()).isEqualTo("Caused by: java.io.IOException: x");
  }

  /** Gives a few bytes at a time, as a pipe may. */
  private static final class Trickle extends InputStream {
    private final ByteArrayInputStream in;
    private final int most;

    private Trickle(byte[] bytes, int most) {
      this.in = new ByteArrayInputStream(bytes);
      this.most = most;
    }

    @Override
    public int read() {
      return in.read();
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      return in.read(target, offset, Math.min(most, length));
    }

    @Override
    public int available() {
      return Math.min(most, in.available());
    }
  }
}
