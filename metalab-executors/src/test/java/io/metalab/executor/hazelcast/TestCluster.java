package io.metalab.executor.hazelcast;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.metalab.api.executor.ExecutorConfig;
import io.metalab.api.executor.WorkerJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Members on loopback, each in a JVM of its own. */
final class TestCluster implements AutoCloseable {
  static final long PATIENCE_SECONDS = 150;

  private final List<String> addresses;
  private final int workers;
  private final Process[] members;

  /** Starts a cluster. */
  TestCluster(int size, int workers) {
    this.addresses = IntStream.of(freePorts(size)).mapToObj(port -> "127.0.0.1:" + port).toList();
    this.workers = workers;
    this.members = new Process[size];
    for (int i = 0; i < size; i++) {
      members[i] = launch(i);
    }
    for (Process member : members) {
      awaitReady(member);
    }
  }

  private static int[] freePorts(int count) {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      return sockets.stream().mapToInt(ServerSocket::getLocalPort).toArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      sockets.forEach(TestCluster::close);
    }
  }

  private static void close(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts a member again at the address it had. */
  void restart(int member) {
    members[member] = launch(member);
    awaitReady(members[member]);
  }

  private Process launch(int member) {
    String[] address = addresses.get(member).split(":", 2);
    List<String> arguments =
        List.of(address[0], address[1], String.join(",", addresses), Integer.toString(workers));
    try {
      return new ProcessBuilder(java(MemberMain.class, arguments))
          .redirectError(ProcessBuilder.Redirect.INHERIT)
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the command that executes a program with the class path of this JVM. */
  static List<String> java(Class<?> program, List<String> arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
    command.addAll(arguments);
    return command;
  }

  static void awaitReady(Process member) {
    BufferedReader lines = member.inputReader(UTF_8);
    try {
      String line = lines.readLine();
      while (!"ready".equals(line)) {
        if (line == null) {
          throw new AssertionError("The member ended before it was ready.");
        }
        line = lines.readLine();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns how an executor is opened that uses this cluster. */
  ExecutorConfig config(int slots, int window) {
    return new ExecutorConfig(
        slots, window, 0, WorkerJvm.DEFAULT, Map.of("cluster", addresses, "cluster_name", "test"));
  }

  ExecutorConfig config(ExecutorConfig config) {
    return config(config.workers(), config.window());
  }

  Process member(int member) {
    return members[member];
  }

  /** Returns the addresses of the members, separated by commas. */
  String addresses() {
    return String.join(",", addresses);
  }

  /** Waits until a member has ended. */
  void awaitEnd(int member) {
    try {
      if (!members[member].waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("The member " + member + " does not end.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("The test was interrupted.", e);
    }
  }

  @Override
  public void close() {
    for (Process member : members) {
      member.destroyForcibly();
    }
    for (int member = 0; member < members.length; member++) {
      awaitEnd(member);
    }
  }
}
