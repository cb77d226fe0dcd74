package io.metalab.executor.hazelcast;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Holds up runs of any process of this machine until a test lets them go, and says which process
 * they are in; a socket with a name in the file system, which namespaces of the network share.
 */
final class Turnstile implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 150;

  private final Path path;
  private final ServerSocketChannel server;
  private final LinkedBlockingQueue<SocketChannel> entered = new LinkedBlockingQueue<>();
  private final Map<SocketChannel, Long> waiting = new LinkedHashMap<>();

  Turnstile(Path path) {
    this.path = path;
    try {
      server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      server.bind(UnixDomainSocketAddress.of(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread thread = new Thread(this::accept, "turnstile");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        entered.add(server.accept());
      }
    } catch (ClosedChannelException e) {
      // The test is over.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns its name for {@link #pass}. */
  String name() {
    return path.toString();
  }

  /** Waits, in a run, until a test lets it go. */
  static void pass(String name) throws IOException {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(name))) {
      channel.write(UTF_8.encode(ProcessHandle.current().pid() + "\n"));
      Channels.newInputStream(channel).readAllBytes();
    }
  }

  /** Waits for one more run; returns the id of its process. */
  long awaitEntry() {
    try {
      SocketChannel channel = entered.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (channel == null) {
        throw new AssertionError("No further run has come.");
      }
      long pid = Long.parseLong(new BufferedReader(Channels.newReader(channel, UTF_8)).readLine());
      waiting.put(channel, pid);
      return pid;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("The test was interrupted.", e);
    }
  }

  /** Lets go of the runs that have been waited for. */
  void open() {
    waiting.keySet().forEach(Turnstile::close);
    waiting.clear();
  }

  /** Lets go of the runs of a process that have been waited for. */
  void openFor(long process) {
    List<SocketChannel> its =
        waiting.entrySet().stream()
            .filter(entry -> entry.getValue() == process)
            .map(Map.Entry::getKey)
            .toList();
    its.forEach(waiting::remove);
    its.forEach(Turnstile::close);
  }

  /** Returns how many runs have come that were not waited for. */
  int uninvited() {
    return entered.size();
  }

  private static void close(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    open();
    entered.forEach(Turnstile::close);
  }
}
