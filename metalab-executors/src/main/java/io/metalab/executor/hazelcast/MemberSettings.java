package io.metalab.executor.hazelcast;

import static java.util.Objects.requireNonNull;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/**
 * How a member is started.
 *
 * @param cluster the cluster that it joins
 * @param host the address, of this machine, that it listens at
 * @param port the port there
 * @param workers how many runs it executes at once
 * @param gpus how many GPUs of this machine its runs may hold at once
 */
public record MemberSettings(
    ClusterSettings cluster, String host, int port, int workers, int gpus) {
  public MemberSettings {
    requireNonNull(cluster, "cluster");
    requireNonNull(host, "host");
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("The port (%d) must be in [1, 65535].".formatted(port));
    }
    if (workers < 1) {
      throw new IllegalArgumentException("The workers (%d) must be at least 1.".formatted(workers));
    }
    if (gpus < 0) {
      throw new IllegalArgumentException("The gpus (%d) must be at least 0.".formatted(gpus));
    }
  }

  /** Returns the settings of a member that listens at an address. */
  public static MemberSettings at(
      ClusterSettings cluster, InetSocketAddress address, int workers, int gpus) {
    return new MemberSettings(cluster, address.getHostString(), address.getPort(), workers, gpus);
  }

  /** Returns the address it listens at, as {@code host:port}. */
  public String listen() {
    return host + ":" + port;
  }

  /**
   * Returns an address for a member of this machine: the first of the cluster's that belongs to it
   * and at which nothing listens yet.
   *
   * @throws MetalabException with {@code UNSATISFIABLE} if there is none
   */
  public static InetSocketAddress freeAddress(ClusterSettings cluster) {
    for (String text : cluster.addresses()) {
      InetSocketAddress address = address(text);
      if (isFree(address)) {
        return address;
      }
    }
    throw new MetalabException(
        ErrorCode.UNSATISFIABLE,
        "None of the cluster's addresses (%s) is one of this machine at which nothing listens yet. Name one by --listen HOST:PORT."
            .formatted(String.join(", ", cluster.addresses())));
  }

  /**
   * Reads an address.
   *
   * @param text {@code host} or {@code host:port}
   * @throws IllegalArgumentException if the port is none
   */
  public static InetSocketAddress address(String text) {
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? text : text.substring(0, colon);
    String port = colon < 0 ? Integer.toString(ClusterSettings.PORT) : text.substring(colon + 1);
    try {
      return new InetSocketAddress(host, Integer.parseInt(port));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "The address (%s) must be host:port, with a port in [1, 65535].".formatted(text), e);
    }
  }

  private static boolean isFree(InetSocketAddress address) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(address);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
