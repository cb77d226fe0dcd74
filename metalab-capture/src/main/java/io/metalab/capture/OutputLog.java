package io.metalab.capture;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BiConsumer;

/**
 * The lines that an operation prints, on their way to the run's log: the first 4 MiB as they come,
 * then the last 1 MiB when the run ends, with a notice of what was left out; used by one thread.
 */
public final class OutputLog {
  private static final int HEAD_BYTES = 4 << 20;
  private static final int TAIL_BYTES = 1 << 20;

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
  public OutputLog(BiConsumer<String, String> log) {
    this.log = log;
  }

  /** Takes a line without its end. */
  public void add(String source, String text) {
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
  public void finish() {
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
