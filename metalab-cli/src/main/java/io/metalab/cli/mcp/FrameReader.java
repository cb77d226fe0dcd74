package io.metalab.cli.mcp;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads frames, one a line. A frame beyond the limit is counted and dropped, so that it costs no
 * memory and the next one is read; not thread-safe.
 */
final class FrameReader {
  private static final int BUFFER_BYTES = 64 << 10;

  private final InputStream in;
  private final int mostBytes;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int next;
  private int filled;

  FrameReader(InputStream in, int mostBytes) {
    this.in = requireNonNull(in, "in");
    this.mostBytes = mostBytes;
  }

  /**
   * One line without its end.
   *
   * @param text what it says; empty if it is beyond the limit
   * @param sizeBytes its length
   * @param tooLong whether it is beyond the limit
   */
  record Frame(String text, long sizeBytes, boolean tooLong) {}

  /** Waits for the next frame and returns it; empty at the end. */
  Optional<Frame> read() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    long size = 0;
    while (fill()) {
      int end = next;
      while (end < filled && buffer[end] != '\n') {
        end++;
      }
      size += end - next;
      if (size <= mostBytes) {
        line.write(buffer, next, end - next);
      } else {
        line = new ByteArrayOutputStream();
      }
      boolean whole = end < filled;
      next = whole ? end + 1 : end;
      if (whole) {
        return Optional.of(frame(line, size));
      }
    }
    return size == 0 ? Optional.empty() : Optional.of(frame(line, size));
  }

  private Frame frame(ByteArrayOutputStream line, long size) {
    boolean tooLong = size > mostBytes;
    return new Frame(tooLong ? "" : line.toString(StandardCharsets.UTF_8), size, tooLong);
  }

  private boolean fill() throws IOException {
    if (next == filled) {
      next = 0;
      filled = Math.max(0, in.read(buffer));
    }
    return filled > 0;
  }
}
