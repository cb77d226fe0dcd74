package io.metalab.store.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;

/**
 * Reads lines of segments from a window that moves on: lines that lie a little before the last one
 * cost no further read. For one thread.
 */
final class SegmentBytes implements Closeable {
  private static final int WINDOW = 1 << 20;
  private static final int BACK = 1 << 15;

  private final Catalog catalog;
  private @Nullable SegmentState segment;
  private @Nullable SeekableByteChannel channel;
  private byte[] buffer = new byte[WINDOW];
  private long bufferOffset;
  private int filled;
  private long base;

  SegmentBytes(Catalog catalog) {
    this.catalog = catalog;
  }

  /**
   * Reads a line and returns where it starts in the buffer.
   *
   * @throws io.metalab.api.MetalabException with {@code STORE_CORRUPT} if its checksum does not fit
   */
  int line(SegmentState state, long offset, int length) throws IOException {
    if (segment != state || offset < bufferOffset || offset + length > bufferOffset + filled) {
      fill(state, Math.max(0, offset - BACK), length + BACK);
    }
    int start = (int) (offset - bufferOffset);
    if (start + length > filled || !Line.isValid(buffer, start, length)) {
      throw SegmentScanner.damaged(
          SegmentScanner.place(state.extent, offset), "its checksum does not fit");
    }
    return start;
  }

  byte[] buffer() {
    return buffer;
  }

  private void fill(SegmentState state, long from, int atLeast) throws IOException {
    SeekableByteChannel open = channel;
    if (open == null || segment != state) {
      close();
      open = catalog.open(state, this::open);
      channel = open;
      segment = state;
    }
    if (buffer.length < atLeast) {
      buffer = new byte[atLeast];
    }
    bufferOffset = from;
    filled = 0;
    ByteBuffer target = ByteBuffer.wrap(buffer);
    open.position(base + from);
    while (target.hasRemaining() && open.read(target) >= 0) {
      filled = target.position();
    }
  }

  private SeekableByteChannel open(Extent extent) throws IOException {
    base = extent.base();
    return Files.newByteChannel(extent.file());
  }

  @Override
  public void close() throws IOException {
    SeekableByteChannel open = channel;
    channel = null;
    segment = null;
    if (open != null) {
      open.close();
    }
  }
}
