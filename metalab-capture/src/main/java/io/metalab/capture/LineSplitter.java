package io.metalab.capture;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Takes the bytes of a stream as they come and hands over lines of UTF-8, in bounded memory; used
 * by one thread.
 *
 * <p>A line ends with a line feed or a carriage return, and after {@value #MAX_BYTES} bytes in any
 * case.
 */
public final class LineSplitter {
  /** The number of bytes that are kept of a line that has not ended. */
  public static final int MAX_BYTES = 1 << 16;

  private final Consumer<String> lines;
  private final ByteArrayOutputStream begun = new ByteArrayOutputStream(0);
  private boolean afterReturn;

  /**
   * Creates a splitter.
   *
   * @param lines takes each line, without its end
   */
  public LineSplitter(Consumer<String> lines) {
    this.lines = requireNonNull(lines, "lines");
  }

  /** Takes bytes of an array, from one index to before another. */
  public void take(byte[] bytes, int from, int to) {
    int start = from;
    for (int i = from; i < to; i++) {
      byte b = bytes[i];
      if (b == '\n' && afterReturn) {
        start = i + 1;
      } else if (b == '\n' || b == '\r') {
        end(bytes, start, i);
        start = i + 1;
      } else if (i - start == MAX_BYTES) {
        end(bytes, start, i);
        start = i;
      }
      afterReturn = b == '\r';
    }
    if (to > start) {
      keep(bytes, start, to);
    }
  }

  /** Hands over the last line, which may lack its end. */
  public void finish() {
    if (begun.size() > 0) {
      end(new byte[0], 0, 0);
    }
  }

  private void keep(byte[] bytes, int from, int to) {
    if (begun.size() + to - from > MAX_BYTES) {
      finish();
    }
    begun.write(bytes, from, to - from);
  }

  private void end(byte[] bytes, int from, int to) {
    String line;
    if (begun.size() == 0) {
      line = new String(bytes, from, to - from, StandardCharsets.UTF_8);
    } else {
      begun.write(bytes, from, to - from);
      line = begun.toString(StandardCharsets.UTF_8);
      begun.reset();
    }
    lines.accept(line);
  }
}
