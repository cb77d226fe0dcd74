package io.metalab.core.run;

import io.metalab.api.store.Store;
import io.metalab.api.store.StreamKey;
import java.util.Arrays;

/**
 * The log or the series of one attempt on its way to another.
 *
 * <p>It is read in part when this is made, since reading after writing waits for what was written:
 * many copies are made first and written then.
 */
final class StreamCopy {
  private static final int BLOCK_BYTES = 1 << 16;

  private final Store store;
  private final StreamKey source;
  private final byte[] begin;

  StreamCopy(Store store, StreamKey source) {
    this.store = store;
    this.source = source;
    this.begin = store.read(source, 0, BLOCK_BYTES);
  }

  /** Writes all of it to a stream that is empty. */
  void writeTo(StreamKey target) {
    byte[] block = begin;
    int most = BLOCK_BYTES;
    long offset = 0;
    while (block.length > 0) {
      int whole = block.length < most ? block.length : wholeLines(block);
      if (whole > 0) {
        store.append(target, whole == block.length ? block : Arrays.copyOf(block, whole));
        offset += whole;
      } else {
        most = Math.multiplyExact(most, 2); // One line is longer than a block.
      }
      block = store.read(source, offset, most);
    }
  }

  /** Returns the number of bytes up to the last end of a line. */
  private static int wholeLines(byte[] block) {
    int end = block.length;
    while (end > 0 && block[end - 1] != '\n') {
      end--;
    }
    return end;
  }
}
