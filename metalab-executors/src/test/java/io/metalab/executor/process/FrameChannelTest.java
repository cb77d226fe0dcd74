package io.metalab.executor.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(150)
class FrameChannelTest {
  @TempDir Path directory;

  /** Returns the two ends of a connection. */
  private SocketChannel[] pair() throws IOException {
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(directory.resolve("socket"));
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(address);
      SocketChannel client = SocketChannel.open(address);
      return new SocketChannel[] {client, server.accept()};
    }
  }

  @Test
  void framesArriveInOrderWhetherPutOrSentAndWhateverTheirSize() throws IOException {
    SocketChannel[] ends = pair();
    byte[] large = new byte[3 << 20];
    large[large.length - 1] = 7;
    try (FrameChannel out = new FrameChannel(ends[0]);
        FrameChannel in = new FrameChannel(ends[1])) {
      CompletableFuture<Void> sent =
          CompletableFuture.runAsync(
              () -> {
                try {
                  out.put(FrameType.LOG, 1, "one".getBytes(UTF_8));
                  out.put(FrameType.RECORD, 2, large);
                  out.send(FrameType.STARTED, 3, new byte[0]);
                  ends[0].shutdownOutput();
                } catch (IOException e) {
                  throw new IllegalStateException(e);
                }
              });
      Frame first = requireNonNull(in.read());
      assertThat(first.type()).isEqualTo(FrameType.LOG);
      assertThat(first.run()).isEqualTo(1);
      assertThat(first.text()).isEqualTo("one");
      assertThat(requireNonNull(in.read()).body()).isEqualTo(large);
      assertThat(requireNonNull(in.read()).type()).isEqualTo(FrameType.STARTED);
      assertThat(in.read()).isNull();
      sent.join();
    }
  }

  @Test
  void anInterruptedThreadCanSend() throws IOException {
    SocketChannel[] ends = pair();
    try (FrameChannel out = new FrameChannel(ends[0]);
        FrameChannel in = new FrameChannel(ends[1])) {
      Thread.currentThread().interrupt();
      out.send(FrameType.LOG, 1, "still".getBytes(UTF_8));
      assertThat(Thread.interrupted()).isTrue();
      assertThat(requireNonNull(in.read()).text()).isEqualTo("still");
    }
  }

  @Test
  void whatIsNoFrameIsAnError() throws IOException {
    SocketChannel[] ends = pair();
    try (FrameChannel in = new FrameChannel(ends[1])) {
      ends[0].write(ByteBuffer.wrap(new byte[] {0, 0, 0, 0, 99, 0, 0, 0, 1}));
      assertThatThrownBy(in::read).isInstanceOf(IOException.class).hasMessageContaining("99");
    }
  }

  @Test
  void anEndWithinAFrameIsAnError() throws IOException {
    SocketChannel[] ends = pair();
    try (FrameChannel in = new FrameChannel(ends[1])) {
      ends[0].write(ByteBuffer.wrap(new byte[] {0, 0, 0, 9, 0, 0, 0, 0, 1, 42}));
      ends[0].close();
      assertThatThrownBy(in::read).isInstanceOf(IOException.class).hasMessageContaining("within");
    }
  }

  @Test
  void tellsWhatThereWasWhenNothingCame() throws IOException {
    SocketChannel[] ends = pair();
    CompletableFuture<Long> idle = new CompletableFuture<>();
    try (FrameChannel out = new FrameChannel(ends[0]);
        FrameChannel in = new FrameChannel(ends[1])) {
      in.whenIdle(
          new FrameChannel.Idle() {
            @Override
            public long mark() {
              return 5;
            }

            @Override
            public void idle(long mark) {
              idle.complete(mark);
            }
          });
      CompletableFuture<Void> sent =
          idle.thenAccept(
              mark -> {
                try {
                  out.send(FrameType.READY, 0, new byte[0]);
                } catch (IOException e) {
                  throw new IllegalStateException(e);
                }
              });
      assertThat(requireNonNull(in.read()).type()).isEqualTo(FrameType.READY);
      assertThat(idle).isCompletedWithValue(5L);
      sent.join();
    }
  }
}
