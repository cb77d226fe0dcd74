package io.metalab.testkit.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * Makes temporary directories in memory where the system has a place for them, else where Java
 * makes them: {@code @TempDir(factory = MemoryDirectory.class)}.
 *
 * <p>For tests over a {@link FaultFileSystem}, whose syncs never reach a disk, so that they spend
 * their time on what they test.
 */
public final class MemoryDirectory implements TempDirFactory {
  private static final Path SHARED_MEMORY = Path.of("/dev/shm");
  private static final long ENOUGH_BYTES = 32L << 20;
  private static final String PREFIX = "metalab-";

  @Override
  public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext extension)
      throws IOException {
    return Files.isWritable(SHARED_MEMORY)
            && Files.getFileStore(SHARED_MEMORY).getUsableSpace() >= ENOUGH_BYTES
        ? Files.createTempDirectory(SHARED_MEMORY, PREFIX)
        : Files.createTempDirectory(PREFIX);
  }
}
