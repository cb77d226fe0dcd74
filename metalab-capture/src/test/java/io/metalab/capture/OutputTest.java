package io.metalab.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What becomes of the bytes that an operation prints. */
class OutputTest {
  private static List<String> lines(byte[] bytes, int mostAtOnce) {
    List<String> lines = new ArrayList<>();
    LineSplitter splitter = new LineSplitter(lines::add);
    for (int from = 0; from < bytes.length; from += mostAtOnce) {
      splitter.take(bytes, from, Math.min(bytes.length, from + mostAtOnce));
    }
    splitter.finish();
    return lines;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void linesAreTheSameHoweverTheirBytesArrive() {
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
  void keepsTheLastLineWithoutEndAndEmptyLines() {
    assertThat(lines(utf8("a\n\nb"), 100)).containsExactly("a", "", "b");
  }

  @Test
  void cutsLinesThatHaveNoEnd() {
    assertCut(5_000);
    assertCut(3 * LineSplitter.MAX_BYTES);
  }

  private static void assertCut(int mostAtOnce) {
    List<String> lines = lines(utf8("x".repeat(3 * LineSplitter.MAX_BYTES)), mostAtOnce);
    assertThat(lines).allSatisfy(line -> assertThat(line.length()).isBetween(1, 2 << 16));
    assertThat(String.join("", lines)).hasSize(3 * LineSplitter.MAX_BYTES);
  }

  @Test
  void bytesThatAreNotUtf8AreReplaced() {
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
}
