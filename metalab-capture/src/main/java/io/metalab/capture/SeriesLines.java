package io.metalab.capture;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.store.Store;
import io.metalab.api.store.StreamKey;
import io.metalab.capture.internal.SeriesLineParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a stream of series, read a block at a time; a last line without its end has not been
 * written whole yet and is left out.
 */
final class SeriesLines implements Iterable<SeriesChunk> {
  private static final int BLOCK_BYTES = 1 << 18;

  private final Store store;
  private final StreamKey stream;

  SeriesLines(Store store, StreamKey stream) {
    this.store = store;
    this.stream = stream;
  }

  @Override
  public Iterator<SeriesChunk> iterator() {
    return new LineIterator();
  }

  private final class LineIterator implements Iterator<SeriesChunk> {
    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
    private byte[] block = new byte[0];
    private int at;
    private long offset;
    private long line;
    private @Nullable SeriesChunk next;

    @Override
    public boolean hasNext() {
      if (next == null) {
        next = advance();
      }
      return next != null;
    }

    @Override
    public SeriesChunk next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      SeriesChunk chunk = next;
      next = null;
      if (chunk == null) {
        throw new NoSuchElementException();
      }
      return chunk;
    }

    private @Nullable SeriesChunk advance() {
      while (true) {
        int end = at;
        while (end < block.length && block[end] != '\n') {
          end++;
        }
        begun.write(block, at, end - at);
        at = end + 1;
        if (end < block.length) {
          byte[] bytes = begun.toByteArray();
          begun.reset();
          return parse(bytes);
        }
        block = store.read(stream, offset, BLOCK_BYTES);
        at = 0;
        offset += block.length;
        if (block.length == 0) {
          return null;
        }
      }
    }

    private SeriesChunk parse(byte[] bytes) {
      line++;
      try {
        SeriesLineParser parsed = SeriesLineParser.parse(bytes);
        return new SeriesChunk(parsed.name(), parsed.steps(), parsed.values());
      } catch (IOException | IllegalArgumentException e) {
        throw new MetalabException(
            ErrorCode.STORE_CORRUPT,
            "Line %d of the series of run %s, attempt %d, in %s is damaged: %s"
                .formatted(
                    line,
                    stream.runId().shortHex(),
                    stream.attempt(),
                    store.locator(),
                    e.getMessage()),
            e);
      }
    }
  }
}
