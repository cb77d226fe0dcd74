package io.metalab.executor.process;

import io.metalab.api.MetalabException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of an artifact that a worker sends, as a stream that is read by the thread that reads
 * the worker's frames: other frames that come in between are taken care of as they come.
 */
final class IncomingArtifact extends InputStream {
  private final Frames frames;
  private byte[] chunk = Messages.NOTHING;
  private int position;
  private boolean ended;
  private @Nullable IOException failure;

  /** Where the frames come from. */
  interface Frames {
    /** Returns the next frame that is about the artifact. */
    Frame next() throws IOException;
  }

  IncomingArtifact(Frames frames) {
    this.frames = frames;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    while (position == chunk.length && !ended) {
      receive();
    }
    if (failure != null) {
      throw failure;
    }
    if (position == chunk.length) {
      return -1;
    }
    int n = Math.min(length, chunk.length - position);
    System.arraycopy(chunk, position, bytes, offset, n);
    position += n;
    return n;
  }

  private void receive() throws IOException {
    Frame frame = frames.next();
    switch (frame.type()) {
      case CHUNK -> {
        chunk = frame.body();
        position = 0;
      }
      case CHUNKS_END -> ended = true;
      case FAILED -> {
        ended = true;
        MetalabException problem = Failure.decode(frame);
        failure = new IOException(problem.getMessage(), problem);
      }
      default -> throw new IOException("The frame " + frame.type() + " is of no artifact.");
    }
  }

  /** Takes what is left, which nobody wants. */
  void drain() throws IOException {
    while (!ended) {
      receive();
    }
  }
}
