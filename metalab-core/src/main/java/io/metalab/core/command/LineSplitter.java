package io.metalab.core.command;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Takes the bytes of a pipe as they come and hands over lines of UTF-8, in bounded memory; used by
 * one thread.
 *
 * <p>A line ends with a line feed or a carriage return, and after {@value #MAX_BYTES} bytes in any
 * case.
 */
final class LineSplitter {
  static final int MAX_BYTES = 1 << 16;

  private final InputStream in;
  private final Consumer<String> lines;
  private final byte[] block = new byte[MAX_BYTES];
  private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
  private boolean afterReturn;

  LineSplitter(InputStream in, Consumer<String> lines) {
    this.in = in;
    this.lines = lines;
  }

  /** Takes what is there, one block at most; returns how many bytes that was. */
  int drain() throws IOException {
    int available = in.available();
    if (available <= 0) {
      return 0;
    }
    int count = in.read(block, 0, Math.min(available, block.length));
    int start = 0;
    for (int i = 0; i < count; i++) {
      byte b = block[i];
      if (b == '\n' && afterReturn) {
        start = i + 1;
      } else if (b == '\n' || b == '\r') {
        end(start, i);
        start = i + 1;
      }
      afterReturn = b == '\r';
    }
    if (count > start) {
      keep(start, count);
    }
    return Math.max(0, count);
  }

  /** Hands over the last line, which may lack its end. */
  void finish() {
    if (begun.size() > 0) {
      end(0, 0);
    }
  }

  private void keep(int from, int to) {
    if (begun.size() + to - from > MAX_BYTES) {
      end(0, 0);
    }
    begun.write(block, from, to - from);
  }

  private void end(int from, int to) {
    String line;
    if (begun.size() == 0) {
      line = new String(block, from, to - from, StandardCharsets.UTF_8);
    } else {
      begun.write(block, from, to - from);
      line = begun.toString(StandardCharsets.UTF_8);
      begun.reset();
    }
    lines.accept(line);
  }
}
