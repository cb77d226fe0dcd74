package io.metalab.executor.hazelcast;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.client.config.ClientNetworkConfig;
import com.hazelcast.client.config.RoutingMode;
import com.hazelcast.cluster.InitialMembershipEvent;
import com.hazelcast.cluster.InitialMembershipListener;
import com.hazelcast.cluster.Member;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.config.ListenerConfig;
import com.hazelcast.core.ExecutionCallback;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleEvent;
import com.hazelcast.core.LifecycleListener;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The driver's connection to a cluster. */
final class ClusterClient implements AutoCloseable {
  private static final int CONNECT_MILLIS = 10_000;
  private static final int UNLIMITED = -1;

  private final HazelcastInstance instance;

  private ClusterClient(HazelcastInstance instance) {
    this.instance = instance;
  }

  /**
   * Connects.
   *
   * @throws MetalabException with {@code UNSATISFIABLE} if no member answers
   */
  static ClusterClient connect(ClusterSettings settings, RoutingMode routing) {
    Arrival arrival = new Arrival();
    HazelcastInstance instance =
        HazelcastClient.newHazelcastClient(
            config(settings, routing).addListenerConfig(new ListenerConfig(arrival)));
    boolean found = false;
    try {
      found = arrival.await(CONNECT_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!found) {
      instance.shutdown();
      throw new MetalabException(
          ErrorCode.UNSATISFIABLE,
          "No member of the cluster %s answers at %s. Start one there by: metalab worker --cluster %s"
              .formatted(
                  settings.name(),
                  String.join(", ", settings.addresses()),
                  String.join(",", settings.addresses())));
    }
    return new ClusterClient(instance);
  }

  /**
   * A cluster that is not there is given up soon, but one that was lost is looked for until the
   * driver is closed; Hazelcast has one limit for both, so the first is kept here.
   */
  private static ClientConfig config(ClusterSettings settings, RoutingMode routing) {
    ClientConfig config = new ClientConfig();
    config.setClusterName(settings.name());
    ClusterProperties.driver()
        .forEach((key, value) -> config.setProperty((String) key, (String) value));
    config.getSerializationConfig().addDataSerializableFactory(WireFactory.ID, new WireFactory());
    ClientNetworkConfig network = config.getNetworkConfig();
    network.setAddresses(settings.addresses()).setConnectionTimeout(CONNECT_MILLIS / 2);
    network.getAutoDetectionConfig().setEnabled(false);
    network.getClusterRoutingConfig().setRoutingMode(routing);
    config
        .getConnectionStrategyConfig()
        .setAsyncStart(true)
        .getConnectionRetryConfig()
        .setInitialBackoffMillis(200)
        .setMaxBackoffMillis(2_000)
        .setClusterConnectTimeoutMillis(UNLIMITED);
    return config;
  }

  UUID id() {
    return instance.getLocalEndpoint().getUuid();
  }

  Set<Member> members() {
    return instance.getCluster().getMembers();
  }

  boolean isRunning() {
    return instance.getLifecycleService().isRunning();
  }

  void onMember(Consumer<Member> added, Consumer<Member> removed) {
    instance
        .getCluster()
        .addMembershipListener(
            new MembershipListener() {
              @Override
              public void memberAdded(MembershipEvent event) {
                added.accept(event.getMember());
              }

              @Override
              public void memberRemoved(MembershipEvent event) {
                removed.accept(event.getMember());
              }
            });
  }

  /** Asks a member; completes exceptionally if it cannot be reached or refuses. */
  CompletableFuture<List<byte[]>> call(
      Member member, MemberCall.Kind kind, String session, List<byte[]> parts) {
    CompletableFuture<List<byte[]>> answer = new CompletableFuture<>();
    ExecutionCallback<MemberReply> callback =
        new ExecutionCallback<>() {
          @Override
          public void onResponse(MemberReply reply) {
            try {
              answer.complete(reply.parts());
            } catch (RuntimeException e) {
              answer.completeExceptionally(e);
            }
          }

          @Override
          public void onFailure(Throwable problem) {
            answer.completeExceptionally(problem);
          }
        };
    try {
      instance
          .getExecutorService(ClusterProperties.SERVICE)
          .submitToMember(new MemberCall(kind, session, parts), member, callback);
    } catch (RuntimeException e) {
      answer.completeExceptionally(e);
    }
    return answer;
  }

  @Override
  public void close() {
    instance.shutdown();
  }

  /** Waits for the first connection, and for the members that there are. */
  private static final class Arrival implements LifecycleListener, InitialMembershipListener {
    private final CountDownLatch connected = new CountDownLatch(1);
    private final CountDownLatch members = new CountDownLatch(1);

    boolean await(long millis) throws InterruptedException {
      long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
      return connected.await(millis, TimeUnit.MILLISECONDS)
          && members.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void stateChanged(LifecycleEvent event) {
      if (event.getState() == LifecycleEvent.LifecycleState.CLIENT_CONNECTED) {
        connected.countDown();
      }
    }

    @Override
    public void init(InitialMembershipEvent event) {
      members.countDown();
    }

    @Override
    public void memberAdded(MembershipEvent event) {
      // The driver listens to that.
    }

    @Override
    public void memberRemoved(MembershipEvent event) {
      // The driver listens to that.
    }
  }
}
