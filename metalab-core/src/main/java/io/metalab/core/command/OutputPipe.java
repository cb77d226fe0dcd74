package io.metalab.core.command;

import io.metalab.capture.LineSplitter;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/** Reads what is there of a process's output, and never waits for more; used by one thread. */
final class OutputPipe {
  private final InputStream in;
  private final LineSplitter lines;
  private final byte[] block = new byte[LineSplitter.MAX_BYTES];

  OutputPipe(InputStream in, Consumer<String> lines) {
    this.in = in;
    this.lines = new LineSplitter(lines);
  }

  /** Takes what is there, one block at most; returns how many bytes that was. */
  int drain() throws IOException {
    int available = in.available();
    if (available <= 0) {
      return 0;
    }
    int count = Math.max(0, in.read(block, 0, Math.min(available, block.length)));
    lines.take(block, 0, count);
    return count;
  }

  /** Hands over the last line, which may lack its end. */
  void finish() {
    lines.finish();
  }
}
