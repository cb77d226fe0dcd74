package io.metalab.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Members of Hazelcast clusters that {@code metalab worker} has started. */
final class ClusterMembers implements AutoCloseable {
  private final Path directory;
  private final List<Process> members = new ArrayList<>();

  /** Members will run in a directory. */
  ClusterMembers(Path directory) {
    this.directory = directory;
  }

  /** Returns an address of this machine at which no member is yet. */
  static String freeAddress() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return "127.0.0.1:" + socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns what the member prints after it is up. */
  BufferedReader start(String cluster) throws IOException {
    Process member =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-cp",
                System.getProperty("java.class.path"),
                "io.metalab.cli.Main",
                "worker",
                "--cluster",
                cluster,
                "-j",
                "2")
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .start();
    members.add(member);
    BufferedReader lines = member.inputReader(UTF_8);
    String line = lines.readLine();
    assertThat(line).startsWith("member 127.0.0.1:").contains("is up: runs at once 2");
    return lines;
  }

  /** Returns a member by the order of their starts, from 0. */
  Process get(int number) {
    return members.get(number);
  }

  @Override
  public void close() {
    members.forEach(Process::destroyForcibly);
    members.forEach(member -> member.onExit().join());
  }
}
