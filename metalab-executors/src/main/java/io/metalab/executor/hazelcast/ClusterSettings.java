package io.metalab.executor.hazelcast;

import static java.util.Objects.requireNonNull;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.executor.ExecutorConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which cluster a driver or a member belongs to.
 *
 * @param addresses {@code host} or {@code host:port} of members, at least one; a port left out is
 *     5701
 * @param name the cluster's name; others of the same addresses do not see it
 */
public record ClusterSettings(List<String> addresses, String name) {
  /** The port of members unless another is given. */
  public static final int PORT = 5701;

  /** The cluster's name unless another is given. */
  public static final String NAME = "metalab";

  private static final String ADDRESSES_KEY = "cluster";
  private static final String NAME_KEY = "cluster_name";

  public ClusterSettings {
    addresses = List.copyOf(addresses);
    requireNonNull(name, "name");
    if (addresses.isEmpty()) {
      throw new IllegalArgumentException("A cluster must have the address of a member at least.");
    }
    if (name.isBlank()) {
      throw new IllegalArgumentException("The name of a cluster must not be blank.");
    }
  }

  /** Returns the cluster of this machine alone. */
  public static ClusterSettings loopback() {
    return new ClusterSettings(List.of("127.0.0.1:" + PORT), NAME);
  }

  /**
   * Reads the settings of an executor.
   *
   * @throws MetalabException with {@code UNSATISFIABLE} if there is one that is not known
   */
  static ClusterSettings of(ExecutorConfig config) {
    Map<String, Object> settings = config.settings();
    for (String key : settings.keySet()) {
      if (!key.equals(ADDRESSES_KEY) && !key.equals(NAME_KEY)) {
        throw bad("has no setting '%s'; there are cluster and cluster_name".formatted(key));
      }
    }
    List<String> addresses = addresses(settings.get(ADDRESSES_KEY));
    if (!(settings.getOrDefault(NAME_KEY, NAME) instanceof String name)) {
      throw bad("takes a name as cluster_name, not " + settings.get(NAME_KEY));
    }
    return new ClusterSettings(addresses.isEmpty() ? loopback().addresses() : addresses, name);
  }

  private static List<String> addresses(@Nullable Object value) {
    if (value == null) {
      return List.of();
    }
    List<String> addresses = new ArrayList<>();
    for (Object element : value instanceof List<?> list ? list : List.of(value)) {
      if (!(element instanceof String address)) {
        throw bad("takes addresses such as 10.0.0.7:5701 as cluster, not " + element);
      }
      addresses.addAll(List.of(address.split(",", -1)));
    }
    return addresses;
  }

  private static MetalabException bad(String what) {
    return new MetalabException(
        ErrorCode.UNSATISFIABLE, "The executor hazelcast %s.".formatted(what));
  }
}
