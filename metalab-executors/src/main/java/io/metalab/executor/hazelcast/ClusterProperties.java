package io.metalab.executor.hazelcast;

import java.util.Properties;

/** What members and drivers of a cluster have in common. */
final class ClusterProperties {
  /** Name of Hazelcast's service that carries the calls. */
  static final String SERVICE = "metalab";

  /** How long a silent member, or a silent driver, is still thought to be there. */
  static final int SILENCE_SECONDS = 10;

  private static final int HEARTBEAT_SECONDS = 2;
  private static final String LOGGING = "hazelcast.logging.type";

  private ClusterProperties() {}

  static Properties member() {
    Properties properties = common();
    properties.setProperty("hazelcast.heartbeat.interval.seconds", "" + HEARTBEAT_SECONDS);
    properties.setProperty("hazelcast.max.no.heartbeat.seconds", "" + SILENCE_SECONDS);
    properties.setProperty("hazelcast.client.max.no.heartbeat.seconds", "" + SILENCE_SECONDS);
    properties.setProperty("hazelcast.phone.home.enabled", "false");
    properties.setProperty("hazelcast.shutdownhook.enabled", "false");
    properties.setProperty("hazelcast.merge.first.run.delay.seconds", "" + SILENCE_SECONDS);
    properties.setProperty("hazelcast.merge.next.run.delay.seconds", "" + SILENCE_SECONDS);
    return properties;
  }

  static Properties driver() {
    Properties properties = common();
    properties.setProperty("hazelcast.client.heartbeat.interval", "" + 1000 * HEARTBEAT_SECONDS);
    properties.setProperty("hazelcast.client.heartbeat.timeout", "" + 1000 * SILENCE_SECONDS);
    properties.setProperty("hazelcast.client.shuffle.member.list", "false");
    return properties;
  }

  /**
   * What Hazelcast logs before it reads its configuration obeys a property of the process alone.
   */
  private static Properties common() {
    if (System.getProperty(LOGGING) == null) {
      System.setProperty(LOGGING, "slf4j");
    }
    Properties properties = new Properties();
    properties.setProperty(LOGGING, System.getProperty(LOGGING));
    return properties;
  }
}
