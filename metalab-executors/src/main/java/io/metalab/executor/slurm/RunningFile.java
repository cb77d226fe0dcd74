package io.metalab.executor.slurm;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalInt;

/** Which run a task executes, in a file that survives its Java. */
final class RunningFile implements AutoCloseable {
  /** No run. */
  static final int NONE = -1;

  private static final int BYTES = 12;

  private final FileChannel channel;

  private RunningFile(FileChannel channel) {
    this.channel = channel;
  }

  static RunningFile open(Path file) throws IOException {
    return new RunningFile(
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE));
  }

  /** Returns the place of the run that was executed last and has not ended, if there is one. */
  OptionalInt position() throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES);
    if (channel.read(bytes, 0) < BYTES) {
      return OptionalInt.empty();
    }
    int position = Integer.parseInt(new String(bytes.array(), US_ASCII).strip());
    return position == NONE ? OptionalInt.empty() : OptionalInt.of(position);
  }

  void set(int position) throws IOException {
    channel.write(ByteBuffer.wrap("%11d\n".formatted(position).getBytes(US_ASCII)), 0);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
