package io.metalab.executor.process;

import java.io.Closeable;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Frames over a socket: four bytes of length, one of type, four of the run's number, the body.
 *
 * <p>Any thread may send, one reads. What is {@link #put} is written with the next {@link #send},
 * so that several frames cost one system call. An interrupted thread can send: the channel does not
 * block, since an interrupt in a blocking call would close it.
 */
final class FrameChannel implements Closeable {
  /** The longest body; a larger one means that the other side is no worker. */
  static final int MAX_BODY_BYTES = 256 << 20;

  /** What the reader does in the meantime, about twenty times a second. */
  interface Idle {
    /** Notes what there is now. */
    long mark();

    /** Is told what was noted, if nothing had come by then. */
    void idle(long mark);
  }

  private static final int HEADER_BYTES = 9;
  private static final int BUFFER_BYTES = 1 << 16;
  private static final long IDLE_MILLIS = 50;
  private static final long FIRST_PAUSE_NANOS = 20_000;
  private static final long LONGEST_PAUSE_NANOS = 5_000_000;

  /** About ten seconds in which this process runs, not counting those in which it is suspended. */
  private static final int MOST_PAUSES = 2_000;

  private final SocketChannel channel;
  private final Selector readable;
  private @Nullable Idle idle;
  private final ByteBuffer out = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private final ByteBuffer in = ByteBuffer.allocateDirect(BUFFER_BYTES).flip();

  FrameChannel(SocketChannel channel) throws IOException {
    this.channel = channel;
    channel.configureBlocking(false);
    this.readable = Selector.open();
    channel.register(readable, SelectionKey.OP_READ);
  }

  /** Connects to the process that listens at a path. */
  static FrameChannel connect(Path path) throws IOException {
    return new FrameChannel(SocketChannel.open(UnixDomainSocketAddress.of(path)));
  }

  /** Sets what the reader does while nothing comes; to be set by the thread that reads. */
  void whenIdle(Idle newIdle) {
    idle = newIdle;
  }

  /** Adds a frame to what is written with the next one that is sent. */
  synchronized void put(FrameType type, int run, byte[] body) throws IOException {
    if (body.length > MAX_BODY_BYTES) {
      throw new IOException(
          "A message of %d bytes is too long; the most are %d."
              .formatted(body.length, MAX_BODY_BYTES));
    }
    if (out.remaining() < HEADER_BYTES + body.length) {
      flush();
    }
    out.putInt(body.length).put(type.code()).putInt(run);
    if (body.length <= out.remaining()) {
      out.put(body);
    } else {
      flush();
      write(ByteBuffer.wrap(body));
    }
  }

  /** Writes a frame and what was put before. */
  synchronized void send(FrameType type, int run, byte[] body) throws IOException {
    put(type, run, body);
    flush();
  }

  /** Writes what was put. */
  synchronized void flush() throws IOException {
    out.flip();
    try {
      write(out);
    } finally {
      out.clear();
    }
  }

  private void write(ByteBuffer bytes) throws IOException {
    int pauses = 0;
    while (bytes.hasRemaining()) {
      if (channel.write(bytes) > 0) {
        pauses = 0;
      } else if (pauses++ < MOST_PAUSES) {
        LockSupport.parkNanos(Math.min(LONGEST_PAUSE_NANOS, FIRST_PAUSE_NANOS * pauses));
      } else {
        close();
        throw new IOException("The other side of the connection reads no more.");
      }
    }
  }

  /**
   * Waits for the next frame.
   *
   * @return the frame, or null if the other side, or this one, has closed the channel between two
   *     frames
   * @throws IOException if it ended within a frame, or what came is no frame
   */
  @Nullable Frame read() throws IOException {
    if (!fill(HEADER_BYTES, true)) {
      return null;
    }
    int length = in.getInt();
    FrameType type = FrameType.of(in.get());
    int run = in.getInt();
    if (length < 0 || length > MAX_BODY_BYTES) {
      throw new IOException("A frame of %d bytes came.".formatted(length));
    }
    return new Frame(type, run, body(length));
  }

  private byte[] body(int length) throws IOException {
    byte[] body = new byte[length];
    int read = 0;
    while (read < length) {
      fill(1, false);
      int some = Math.min(in.remaining(), length - read);
      in.get(body, read, some);
      read += some;
    }
    return body;
  }

  /** Reads until there are this many bytes; returns false at an end that may be. */
  private boolean fill(int bytes, boolean mayEnd) throws IOException {
    while (in.remaining() < bytes) {
      in.compact();
      int read = readSome();
      in.flip();
      if (read < 0) {
        if (mayEnd && !in.hasRemaining()) {
          return false;
        }
        throw new IOException("The connection ended within a frame.");
      }
    }
    return true;
  }

  private int readSome() throws IOException {
    try {
      int read = channel.read(in);
      while (read == 0) {
        boolean ready = readable.select(IDLE_MILLIS) > 0;
        readable.selectedKeys().clear();
        Idle meanwhile = ready ? null : idle;
        long mark = meanwhile == null ? 0 : meanwhile.mark();
        read = channel.read(in);
        if (read == 0 && meanwhile != null) {
          meanwhile.idle(mark);
        }
      }
      return read;
    } catch (ClosedChannelException | ClosedSelectorException e) {
      return -1;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
    // A key that is gone lets go of the socket with the next selection, or with the selector.
    readable.wakeup();
    readable.close();
  }
}
