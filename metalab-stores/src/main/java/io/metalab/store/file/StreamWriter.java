package io.metalab.store.file;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes pieces of streams to segments of their own; used by the committer's thread alone, but for
 * {@link #keptBytes}.
 *
 * <p>Pieces are kept until they are durable, so that they can be written again to a new segment.
 */
final class StreamWriter {
  private static final Logger LOG = LoggerFactory.getLogger(StreamWriter.class);
  private static final long FORCE_AFTER_BYTES = 8 << 20;

  private final Layout layout;
  private final FileStoreConfig config;
  private final Sessions sessions;
  private final List<Entry.Chunk> kept = new ArrayList<>();
  private final AtomicLong keptBytes = new AtomicLong();
  private int written;
  private @Nullable SegmentFile segment;
  private @Nullable String numbered;
  private int number;

  StreamWriter(Layout layout, FileStoreConfig config, Sessions sessions) {
    this.layout = layout;
    this.config = config;
    this.sessions = sessions;
  }

  void add(Entry.Chunk chunk) {
    kept.add(chunk);
    keptBytes.addAndGet(chunk.line().length());
  }

  /** Returns the number of bytes that are not durable yet. */
  long keptBytes() {
    return keptBytes.get();
  }

  /** Writes what has not been written, and makes it durable if told to or if it is much. */
  void write(boolean force) throws IOException {
    if (kept.isEmpty()) {
      return;
    }
    SegmentFile file = open();
    if (written < kept.size()) {
      for (Entry.Chunk chunk : kept.subList(written, kept.size())) {
        file.add(chunk.line().bytes());
      }
      file.write();
      written = kept.size();
    }
    if (force || (keptBytes.get() >= FORCE_AFTER_BYTES && config.sync() != SyncMode.NONE)) {
      file.force();
    } else if (config.sync() != SyncMode.NONE) {
      return;
    }
    kept.clear();
    keptBytes.set(0);
    written = 0;
  }

  private SegmentFile open() throws IOException {
    Session session = sessions.current();
    SegmentFile known = segment;
    if (known != null && known.session() != session) {
      abandon();
    } else if (known != null && known.position() >= config.segmentBytes() && written == 0) {
      seal(known);
    }
    known = segment;
    if (known != null) {
      return known;
    }
    if (!session.writer().equals(numbered)) {
      numbered = session.writer();
      number = 0;
    }
    number++;
    SegmentFile created =
        SegmentFile.create(layout.streams(), session, number, config.clock().instant());
    segment = created;
    return created;
  }

  /** Closes the segment; what is not durable is written again. */
  void abandon() {
    SegmentFile file = segment;
    segment = null;
    written = 0;
    if (file != null) {
      close(file);
    }
  }

  private void seal(SegmentFile file) {
    try {
      file.seal();
    } catch (IOException e) {
      LOG.debug("The segment {} stays without seal.", file.file(), e);
    }
    segment = null;
    close(file);
  }

  private static void close(SegmentFile file) {
    try {
      file.close();
    } catch (IOException e) {
      LOG.debug("An abandoned segment could not be closed.", e);
    }
  }

  void close() throws IOException {
    write(true);
    SegmentFile file = segment;
    if (file != null) {
      file.force();
      seal(file);
    }
  }
}
