package io.metalab.core.command;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BiConsumer;

/**
 * The lines that a command prints, on their way to the run's log: all of them up to a bound, then
 * the last ones when it ends, with a notice of what was left out.
 */
final class OutputLog {
  static final int HEAD_BYTES = 4 << 20;
  static final int TAIL_BYTES = 1 << 20;

  /** What a line costs besides its text: its time and level. */
  private static final int LINE_BYTES = 48;

  private static final String SELF = "metalab";

  private final BiConsumer<String, String> log;
  private final Deque<Line> tail = new ArrayDeque<>();
  private long headBytes;
  private long tailBytes;
  private long droppedLines;
  private long droppedBytes;

  private record Line(String source, String text, int bytes) {}

  /**
   * Creates a log.
   *
   * @param log takes the source of a line, such as {@code stdout}, and the line
   */
  OutputLog(BiConsumer<String, String> log) {
    this.log = log;
  }

  void add(String source, String text) {
    int bytes = LINE_BYTES + utf8Length(text);
    if (droppedLines == 0 && tail.isEmpty() && headBytes + bytes <= HEAD_BYTES) {
      headBytes += bytes;
      log.accept(source, text);
      return;
    }
    if (tail.isEmpty() && droppedLines == 0) {
      log.accept(
          SELF,
          "The log of this run is full: of what follows, the last %d KiB are added at its end."
              .formatted(TAIL_BYTES >> 10));
    }
    tail.addLast(new Line(source, text, bytes));
    tailBytes += bytes;
    while (tailBytes > TAIL_BYTES) {
      Line dropped = tail.removeFirst();
      tailBytes -= dropped.bytes();
      droppedLines++;
      droppedBytes += dropped.bytes() - LINE_BYTES;
    }
  }

  /** Hands over the last lines. */
  void finish() {
    if (droppedLines > 0) {
      log.accept(
          SELF, "Here %d lines of %d bytes were left out.".formatted(droppedLines, droppedBytes));
    }
    tail.forEach(line -> log.accept(line.source(), line.text()));
    tail.clear();
  }

  private static int utf8Length(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
