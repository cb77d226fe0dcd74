package io.metalab.cli.study;

import io.metalab.cli.config.Config;
import io.metalab.cli.config.Key;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How settings say which cluster the executor hazelcast uses. */
final class ClusterFlags {
  private static final String CLUSTER = "cluster";
  private static final String CLUSTER_NAME = "cluster_name";

  private ClusterFlags() {}

  /** Adds what a study says, addresses as one text. */
  static void put(Map<String, Object> declared, Map<Key, String> values) {
    if (declared.get(CLUSTER) instanceof List<?> addresses) {
      values.put(
          Key.CLUSTER, addresses.stream().map(String::valueOf).collect(Collectors.joining(",")));
    }
    if (declared.get(CLUSTER_NAME) instanceof String name) {
      values.put(Key.CLUSTER_NAME, name);
    }
  }

  /** Returns what is set, by name. */
  static Map<String, Object> settings(Config config) {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put(CLUSTER, config.value(Key.CLUSTER));
    settings.put(CLUSTER_NAME, config.value(Key.CLUSTER_NAME));
    return settings;
  }
}
