package io.metalab.testkit.fault;

import io.metalab.testkit.fault.FileOperation.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A real channel whose operations are counted and fail by plan. */
final class FaultChannel extends FileChannel {
  private static final int TRANSFER_BYTES = 8192;

  private final FaultFileSystem fileSystem;
  private final Path path;
  private final FileChannel real;
  private final @Nullable DiskNode node;
  private final boolean directory;
  private final boolean appends;

  FaultChannel(
      FaultFileSystem fileSystem,
      Path path,
      FileChannel real,
      @Nullable DiskNode node,
      boolean directory,
      boolean appends) {
    this.fileSystem = fileSystem;
    this.path = path;
    this.real = real;
    this.node = node;
    this.directory = directory;
    this.appends = appends;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    fileSystem.beforeRead(path);
    return real.read(target);
  }

  @Override
  public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
    fileSystem.beforeRead(path);
    return real.read(targets, offset, length);
  }

  @Override
  public int read(ByteBuffer target, long position) throws IOException {
    fileSystem.beforeRead(path);
    return real.read(target, position);
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    return fileSystem.write(
        path,
        source.remaining(),
        maxBytes -> {
          long position = appends ? real.size() : real.position();
          fileSystem.disk().beforeChange(node);
          int written = part(source, maxBytes, real::write);
          if (node != null) {
            node.written(position, written);
          }
          return written;
        });
  }

  @Override
  public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
    long written = 0;
    for (int i = offset; i < offset + length; i++) {
      int wanted = sources[i].remaining();
      int done = wanted == 0 ? 0 : write(sources[i]);
      written += done;
      if (done < wanted) {
        return written;
      }
    }
    return written;
  }

  @Override
  public int write(ByteBuffer source, long position) throws IOException {
    return fileSystem.write(
        path,
        source.remaining(),
        maxBytes -> {
          fileSystem.disk().beforeChange(node);
          int written = part(source, maxBytes, bytes -> real.write(bytes, position));
          if (node != null) {
            node.written(position, written);
          }
          return written;
        });
  }

  private interface Sink {
    int write(ByteBuffer bytes) throws IOException;
  }

  /** Writes the first bytes of a buffer, which then stands behind them. */
  private static int part(ByteBuffer source, int maxBytes, Sink sink) throws IOException {
    ByteBuffer slice = source.duplicate();
    slice.limit(source.position() + Math.min(maxBytes, source.remaining()));
    int written = 0;
    while (slice.hasRemaining()) {
      written += sink.write(slice);
    }
    source.position(slice.position());
    return written;
  }

  @Override
  public long position() throws IOException {
    fileSystem.requireAlive();
    return real.position();
  }

  @Override
  public FileChannel position(long newPosition) throws IOException {
    fileSystem.requireAlive();
    real.position(newPosition);
    return this;
  }

  @Override
  public long size() throws IOException {
    fileSystem.requireAlive();
    return real.size();
  }

  @Override
  public FileChannel truncate(long size) throws IOException {
    return fileSystem.operate(
        Kind.TRUNCATE,
        path,
        () -> {
          fileSystem.disk().beforeChange(node);
          if (node != null) {
            node.truncated(real.size(), size);
          }
          real.truncate(size);
          return this;
        });
  }

  @Override
  public void force(boolean metaData) throws IOException {
    fileSystem.operate(
        directory ? Kind.FORCE_DIRECTORY : Kind.FORCE,
        path,
        () -> {
          if (!real.isOpen()) {
            throw new ClosedChannelException();
          }
          fileSystem.disk().forced(node);
          return path;
        });
  }

  @Override
  public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
    fileSystem.beforeRead(path);
    return real.transferTo(position, count, target);
  }

  @Override
  public long transferFrom(ReadableByteChannel source, long position, long count)
      throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(TRANSFER_BYTES);
    long written = 0;
    while (written < count) {
      buffer.clear().limit((int) Math.min(TRANSFER_BYTES, count - written));
      if (source.read(buffer) <= 0) {
        return written;
      }
      buffer.flip();
      while (buffer.hasRemaining()) {
        written += write(buffer, position + written);
      }
    }
    return written;
  }

  @Override
  public MappedByteBuffer map(MapMode mode, long position, long size) throws IOException {
    if (mode == MapMode.READ_WRITE) {
      throw new UnsupportedOperationException("Writes through memory cannot be counted.");
    }
    fileSystem.beforeRead(path);
    return real.map(mode, position, size);
  }

  @Override
  public FileLock lock(long position, long size, boolean shared) throws IOException {
    fileSystem.requireAlive();
    return real.lock(position, size, shared);
  }

  @Override
  public @Nullable FileLock tryLock(long position, long size, boolean shared) throws IOException {
    fileSystem.requireAlive();
    return real.tryLock(position, size, shared);
  }

  @Override
  protected void implCloseChannel() throws IOException {
    fileSystem.closed(real);
    real.close();
  }
}
