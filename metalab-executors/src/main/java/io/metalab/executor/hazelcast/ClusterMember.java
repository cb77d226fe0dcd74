package io.metalab.executor.hazelcast;

import com.hazelcast.client.Client;
import com.hazelcast.client.ClientListener;
import com.hazelcast.config.Config;
import com.hazelcast.config.ExecutorConfig;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.NetworkConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstance;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** A member of a cluster, which executes runs on threads of this process. */
public final class ClusterMember implements AutoCloseable {
  private static final int CALLS_AT_ONCE = 64;
  private static final Duration GRACE = Duration.ofSeconds(30);

  private final String address;
  private final HazelcastInstance instance;
  private final MemberSessions sessions;
  private final AtomicBoolean closed = new AtomicBoolean();

  private ClusterMember(String address, HazelcastInstance instance, MemberSessions sessions) {
    this.address = address;
    this.instance = instance;
    this.sessions = sessions;
  }

  /**
   * Starts a member; returns when it has joined the others or found that it is the first.
   *
   * @throws MetalabException with {@code UNSATISFIABLE} if its address cannot be listened at
   */
  public static ClusterMember start(MemberSettings settings) {
    Config config = config(settings);
    MemberSessions sessions =
        new MemberSessions(settings.listen(), settings.workers(), settings.gpus());
    config.getUserContext().put(MemberSessions.class.getName(), sessions);
    HazelcastInstance instance;
    try {
      instance = Hazelcast.newHazelcastInstance(config);
    } catch (HazelcastException | IllegalStateException e) {
      throw new MetalabException(
          ErrorCode.UNSATISFIABLE,
          "No member can be started at %s (%s). Choose another address by --listen."
              .formatted(settings.listen(), e.getMessage()),
          e);
    }
    instance.getClientService().addClientListener(new Departures(sessions));
    return new ClusterMember(settings.listen(), instance, sessions);
  }

  private static Config config(MemberSettings settings) {
    Config config = new Config();
    config.setClusterName(settings.cluster().name());
    config.setInstanceName("metalab-" + settings.listen());
    config.setProperties(ClusterProperties.member());
    config.getJetConfig().setEnabled(false);
    config.getIntegrityCheckerConfig().setEnabled(false);
    config.getSerializationConfig().addDataSerializableFactory(WireFactory.ID, new WireFactory());
    config.addExecutorConfig(new ExecutorConfig(ClusterProperties.SERVICE, CALLS_AT_ONCE));
    NetworkConfig network = config.getNetworkConfig();
    network.setPort(settings.port()).setPortAutoIncrement(false);
    network.setPublicAddress(settings.listen());
    network.getInterfaces().setEnabled(true).addInterface(settings.host());
    JoinConfig join = network.getJoin();
    join.getAutoDetectionConfig().setEnabled(false);
    join.getMulticastConfig().setEnabled(false);
    join.getTcpIpConfig().setEnabled(true).setMembers(settings.cluster().addresses());
    return config;
  }

  /** Returns where it listens, as {@code host:port}. */
  public String address() {
    return address;
  }

  /** Returns how many members the cluster has that this one sees, itself included. */
  public int members() {
    return instance.getCluster().getMembers().size();
  }

  /**
   * Starts no more runs, waits for those that run, for 30 s at most, and leaves the cluster;
   * calling it again changes nothing.
   */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      sessions.leave(GRACE);
      instance.shutdown();
    }
  }

  /** Drops the sessions of drivers that are gone. */
  private record Departures(MemberSessions sessions) implements ClientListener {
    @Override
    public void clientConnected(Client client) {
      // It says by a call what it wants.
    }

    @Override
    public void clientDisconnected(Client client) {
      sessions.drop(client.getUuid());
    }
  }
}
