package io.metalab.store.file;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Arrays;

/** Reads a segment line by line, up to the last line feed before a limit. */
final class LineReader implements Closeable {
  private static final int BUFFER = 1 << 18;

  private final InputStream in;
  private final long limit;
  private byte[] buffer = new byte[BUFFER];
  private int start;
  private int length;
  private int filled;
  private int next;
  private long bufferOffset;

  /**
   * Opens a segment.
   *
   * @param from offset of the first line
   * @param limit offset that no line may reach beyond
   */
  LineReader(Extent extent, long from, long limit) throws IOException {
    this.in = Files.newInputStream(extent.file());
    this.limit = Math.min(limit, extent.length());
    this.bufferOffset = from;
    try {
      in.skipNBytes(extent.base() + from);
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  /** Moves to the next whole line; returns false if there is none. */
  boolean next() throws IOException {
    start = next;
    int searched = start;
    while (true) {
      for (int i = searched; i < filled; i++) {
        if (buffer[i] == '\n') {
          length = i - start;
          next = i + 1;
          return end() <= limit;
        }
      }
      searched = filled;
      if (start > 0) {
        System.arraycopy(buffer, start, buffer, 0, filled - start);
        bufferOffset += start;
        searched -= start;
        filled -= start;
        start = 0;
      }
      if (filled == buffer.length) {
        buffer = Arrays.copyOf(buffer, buffer.length * 2);
      }
      int count = in.read(buffer, filled, buffer.length - filled);
      if (count < 0) {
        next = start;
        return false;
      }
      filled += count;
    }
  }

  byte[] buffer() {
    return buffer;
  }

  /** Returns where the line starts in the buffer. */
  int start() {
    return start;
  }

  /** Returns the number of bytes of the line without its line feed. */
  int length() {
    return length;
  }

  /** Returns where the line starts in the segment. */
  long offset() {
    return bufferOffset + start;
  }

  /** Returns where the next line starts in the segment. */
  long end() {
    return bufferOffset + next;
  }

  boolean isValid() {
    return Line.isValid(buffer, start, length);
  }

  boolean startsWith(byte[] prefix) {
    return Line.startsWith(buffer, start, length, prefix);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
