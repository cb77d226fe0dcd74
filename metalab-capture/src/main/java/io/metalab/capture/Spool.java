package io.metalab.capture;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Bytes on their way to a store: in memory while they are few, else in a temporary file that is
 * deleted on close.
 */
final class Spool extends OutputStream {
  private static final int MAX_IN_MEMORY = 4 << 20;

  private final ByteArrayOutputStream memory = new ByteArrayOutputStream();
  private @Nullable Path file;
  private @Nullable OutputStream toFile;

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (toFile == null && memory.size() + (long) length > MAX_IN_MEMORY) {
      file = Files.createTempFile("metalab-artifact-", ".tmp");
      toFile = Files.newOutputStream(file);
      memory.writeTo(toFile);
      memory.reset();
    }
    (toFile == null ? memory : toFile).write(bytes, offset, length);
  }

  /** Returns what was written; nothing can be written from then on. */
  InputStream content() throws IOException {
    if (toFile == null || file == null) {
      return new ByteArrayInputStream(memory.toByteArray());
    }
    toFile.close();
    return new BufferedInputStream(Files.newInputStream(file));
  }

  @Override
  public void close() throws IOException {
    if (toFile != null && file != null) {
      toFile.close();
      Files.deleteIfExists(file);
    }
  }
}
