package io.metalab.executor.hazelcast;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Two namespaces of the network with a cable between them; needs root and {@code ip}. */
final class TestNetwork implements AutoCloseable {
  private final String tag = Long.toString(ProcessHandle.current().pid(), 36);

  TestNetwork() {
    for (int side = 0; side < 2; side++) {
      ip("netns", "add", namespace(side));
    }
    ip("link", "add", cable(0), "type", "veth", "peer", "name", cable(1));
    for (int side = 0; side < 2; side++) {
      ip("link", "set", cable(side), "netns", namespace(side));
      ip("-n", namespace(side), "addr", "add", host(side) + "/24", "dev", cable(side));
      ip("-n", namespace(side), "link", "set", "lo", "up");
      ip("-n", namespace(side), "link", "set", cable(side), "up");
    }
  }

  private String namespace(int side) {
    return "metalab-" + tag + "-" + side;
  }

  private String cable(int side) {
    return "ml" + tag + side;
  }

  /** Returns the address of a side. */
  static String host(int side) {
    return "10.213.47." + (1 + side);
  }

  /** Returns the addresses of members at both sides. */
  static String addresses() {
    return IntStream.range(0, 2)
        .mapToObj(side -> host(side) + ":5701")
        .collect(Collectors.joining(","));
  }

  /** Returns what a command must begin with to be executed at a side. */
  List<String> prefix(int side) {
    return List.of("ip", "netns", "exec", namespace(side));
  }

  void cut() {
    ip("-n", namespace(0), "link", "set", cable(0), "down");
  }

  void mend() {
    ip("-n", namespace(0), "link", "set", cable(0), "up");
  }

  private static void ip(String... arguments) {
    List<String> command = new ArrayList<>(List.of("ip"));
    command.addAll(List.of(arguments));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new AssertionError(command + " failed: " + output);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("The test was interrupted.", e);
    }
  }

  @Override
  public void close() {
    for (int side = 0; side < 2; side++) {
      ip("netns", "delete", namespace(side));
    }
  }
}
