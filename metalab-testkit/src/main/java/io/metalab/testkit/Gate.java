package io.metalab.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.CancellationToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Holds up runs of any process of this machine until a test lets them go; a socket with a name in
 * the file system.
 */
final class Gate implements AutoCloseable {
  private final Path path;
  private final ServerSocketChannel server;
  private final List<SocketChannel> waiting = new ArrayList<>();
  private final Semaphore entered = new Semaphore(0);
  private final AtomicInteger entries = new AtomicInteger();
  private boolean open;

  /** Creates a closed gate at a path that is not there yet. */
  Gate(Path path) {
    this.path = path;
    try {
      this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      server.bind(UnixDomainSocketAddress.of(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread thread = new Thread(this::accept, "testkit-gate");
    thread.setDaemon(true);
    thread.start();
  }

  /** Returns its name for {@link #pass}. */
  String name() {
    return path.toString();
  }

  /** Waits until one more run has come to the gate. */
  void awaitEntry() {
    try {
      assertThat(entered.tryAcquire(StoreFixture.PATIENCE_SECONDS, TimeUnit.SECONDS))
          .as("a run has come to the gate")
          .isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("The test was interrupted.", e);
    }
  }

  /** Returns how often runs have come to the gate. */
  int entries() {
    return entries.get();
  }

  /** Lets go of the runs that wait and of those that come. */
  synchronized void open() {
    open = true;
    waiting.forEach(Gate::close);
    waiting.clear();
  }

  @Override
  public void close() {
    open();
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    try {
      while (true) {
        admit(server.accept());
      }
    } catch (AsynchronousCloseException e) {
      // The test is over.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private synchronized void admit(SocketChannel run) {
    if (open) {
      close(run);
    } else {
      waiting.add(run);
    }
    entries.incrementAndGet();
    entered.release();
  }

  private static void close(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits at a gate until it opens, the token is cancelled, or the thread interrupted. */
  static void pass(String name, CancellationToken token) throws IOException {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(Path.of(name)))) {
      token.onCancel(() -> close(channel));
      awaitEnd(channel);
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (AsynchronousCloseException e) {
      token.throwIfCancelled();
      throw e;
    }
  }

  /** Waits at a gate until it opens, whatever else happens. */
  static void passStubbornly(String name) throws IOException {
    while (!isPassed(name)) {
      // Swallowed on purpose: this is the run that ignores everything.
      Thread.interrupted();
    }
  }

  private static boolean isPassed(String name) throws IOException {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(Path.of(name)))) {
      awaitEnd(channel);
      return true;
    } catch (ClosedByInterruptException e) {
      return false;
    }
  }

  private static void awaitEnd(SocketChannel channel) throws IOException {
    ByteBuffer one = ByteBuffer.allocate(1);
    while (channel.read(one) >= 0) {
      one.clear();
    }
  }
}
