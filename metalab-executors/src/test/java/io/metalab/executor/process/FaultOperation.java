package io.metalab.executor.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.metalab.api.Capture;
import io.metalab.api.FrozenContext;
import io.metalab.api.Operation;
import io.metalab.api.OperationSpec;
import io.metalab.api.Params;
import io.metalab.api.RunRecord;
import io.metalab.api.RunRuntime;
import io.metalab.api.SeedBundle;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.reflect.Field;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What takes a process with it, and what prints past Java. */
public final class FaultOperation implements Operation {
  static final OperationSpec SPEC = OperationSpec.open("test.fault");

  /** Creates the operation, unless the property {@code broken} is set. */
  public FaultOperation() {
    if (Boolean.getBoolean("broken")) {
      throw new IllegalStateException("no licence here");
    }
  }

  @Override
  public RunRecord run(
      FrozenContext context, Params params, SeedBundle seeds, RunRuntime runtime, Capture capture)
      throws Exception {
    switch (params.getString("do")) {
      case "return" -> capture.metric("n", params.getLong("n"));
      case "segfault" -> segfault();
      case "exhaust" -> exhaust();
      case "print" -> print("native line %d\n".formatted(params.getLong("n")));
      case "garbage" -> print("\0\1\2\377{\"type\":\"RECORD\"}\r\n\n\n{{{");
      case "make" -> capture.artifact("made.txt", "made by " + params.getLong("n"));
      case "use" -> capture.metric("read", Files.readString(params.getPath("input")));
      case "wait" -> waitForEnd(Path.of(params.getString("socket")));
      case "read" -> capture.metric("stdin", System.in.read());
      default -> throw new IllegalArgumentException(params.getString("do"));
    }
    return RunRecord.success();
  }

  /** Connects to a socket of the test and waits until that closes the connection. */
  private static void waitForEnd(Path socket) throws IOException {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      channel.read(ByteBuffer.allocate(1));
    }
  }

  /** Writes to address 0, which no Java code can. */
  private static void segfault() throws ReflectiveOperationException {
    Class<?> type = Class.forName("sun.misc.Unsafe");
    Field field = type.getDeclaredField("theUnsafe");
    field.setAccessible(true);
    type.getMethod("putAddress", long.class, long.class).invoke(field.get(null), 0L, 0L);
  }

  @SuppressWarnings("ModifiedButNotUsed") // it is there to fill the heap
  private static void exhaust() {
    List<long[]> all = new ArrayList<>();
    while (true) {
      all.add(new long[1 << 20]);
    }
  }

  /** Prints as native code does; to close the stream would close that of the process. */
  @SuppressWarnings("resource")
  private static void print(String text) throws IOException {
    new FileOutputStream(FileDescriptor.out).write(text.getBytes(UTF_8));
  }
}
