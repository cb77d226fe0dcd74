package io.metalab.store.file;

import io.metalab.core.codec.JsonBytes;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

/**
 * A segment that this process appends to, in batches; used by one thread, which nobody interrupts.
 */
final class SegmentFile implements Closeable {
  private final Session session;
  private final SegmentName name;
  private final Path directory;
  private final Path file;
  private final Instant created;
  private final FileChannel channel;
  private final JsonBytes batch = new JsonBytes(1 << 16);
  private long position;
  private long syncedTo;
  private boolean named;

  private SegmentFile(
      Session session, SegmentName name, Path directory, Instant created, FileChannel channel) {
    this.session = session;
    this.name = name;
    this.directory = directory;
    this.file = directory.resolve(name.fileName());
    this.created = created;
    this.channel = channel;
  }

  /** Creates a segment and writes its first line. */
  static SegmentFile create(Path directory, Session session, int number, Instant created)
      throws IOException {
    SegmentName name = new SegmentName(session.writer(), number);
    Path file = directory.resolve(name.fileName());
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    SegmentFile segment = new SegmentFile(session, name, directory, created, channel);
    try {
      segment.add(Lines.header(name, created));
      segment.write();
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    return segment;
  }

  Session session() {
    return session;
  }

  SegmentName name() {
    return name;
  }

  Path file() {
    return file;
  }

  Instant created() {
    return created;
  }

  /** Returns the number of bytes written. */
  long position() {
    return position;
  }

  /** Returns whether something has been written since the last sync. */
  boolean isDirty() {
    return syncedTo < position;
  }

  /** Adds a line to the batch and returns where it will stand. */
  long add(byte[] line) {
    if (batch.size() == 0 && syncedTo == position && position > 0) {
      byte[] mark = Lines.synced(position);
      batch.raw(mark, 0, mark.length);
    }
    long offset = position + batch.size();
    batch.raw(line, 0, line.length);
    return offset;
  }

  /** Writes the batch. */
  void write() throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(batch.array(), 0, batch.size());
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
    position += batch.size();
    batch.clear();
  }

  /** Makes everything written durable, the first time the name of the file, too. */
  void force() throws IOException {
    channel.force(false);
    if (!named) {
      Disk.force(directory);
      named = true;
    }
    syncedTo = position;
  }

  /** Says durably that nothing comes after what was written. */
  void seal() throws IOException {
    force();
    batch.clear();
    byte[] seal = Lines.sealed(position);
    batch.raw(seal, 0, seal.length);
    write();
    force();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
