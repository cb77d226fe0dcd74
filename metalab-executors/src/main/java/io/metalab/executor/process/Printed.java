package io.metalab.executor.process;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;

/** How much this process has printed to its standard output, which is a file. */
final class Printed {
  private final FileChannel file = new FileOutputStream(FileDescriptor.out).getChannel();

  /** Returns the number of bytes so far. */
  long bytes() throws IOException {
    return file.size();
  }
}
