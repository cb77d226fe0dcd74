package io.metalab.executor.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.client.config.RoutingMode;
import io.metalab.api.RunEvent;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.executor.Executor;
import io.metalab.api.executor.RunBody;
import io.metalab.api.executor.RunFuture;
import io.metalab.api.executor.RunPayload;
import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.Store;
import io.metalab.core.registry.Stores;
import io.metalab.core.run.DefaultRunBody;
import io.metalab.core.run.RunBodyConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Members and drivers in JVMs of their own, killed and replaced. */
class ClusterLossTest {
  @TempDir Path directory;

  private final TestCluster cluster = new TestCluster(2, 2);
  private final Queue<RunEvent> events = new ConcurrentLinkedQueue<>();
  private Turnstile turnstile;
  private Store store;

  @BeforeEach
  void openStore() {
    turnstile = new Turnstile(directory.resolve("turnstile"));
    store = Stores.open(place(), OpenOptions.readWrite(), ClusterLossTest.class.getClassLoader());
  }

  private String place() {
    return directory.resolve("runs").toString();
  }

  @AfterEach
  void end() {
    turnstile.close();
    cluster.close();
    store.close();
  }

  private Executor open() {
    return open(RoutingMode.ALL_MEMBERS);
  }

  private Executor open(RoutingMode routing) {
    return HazelcastExecutor.open(
        cluster.config(0, 0),
        new DefaultRunBody(
            RunBodyConfig.builder(ClusterOperation.SPEC, new ClusterOperation(), store)
                .events(events::add)
                .build()),
        routing);
  }

  private static RunRecord await(RunFuture future) {
    assertThat(future.completion()).succeedsWithin(TestCluster.PATIENCE_SECONDS, TimeUnit.SECONDS);
    return future.completion().join();
  }

  private void assertOneEffectiveSuccess(List<RunFuture> futures) {
    for (RunFuture future : futures) {
      assertThat(await(future).status()).isEqualTo(RunStatus.SUCCESS);
      assertThat(store.findRunRecord(future.runId()))
          .get()
          .extracting(RunRecord::status)
          .isEqualTo(RunStatus.SUCCESS);
    }
  }

  @Test
  void theRunsOfAMemberThatIsKilledAreExecutedByAnother() {
    try (Executor executor = open()) {
      List<RunFuture> futures = new ArrayList<>();
      for (int n = 0; n < 4; n++) {
        futures.add(executor.submit(ClusterOperation.held(n, turnstile)));
      }
      List<Long> places = new ArrayList<>();
      for (int n = 0; n < 4; n++) {
        places.add(turnstile.awaitEntry());
      }
      long victim = cluster.member(0).pid();
      assertThat(places).filteredOn(pid -> pid == victim).hasSize(2);
      for (int n = 4; n < 200; n++) {
        futures.add(executor.submit(ClusterOperation.quick(n)));
      }
      cluster.member(0).destroyForcibly();
      turnstile.open();
      for (int n = 0; n < 2; n++) {
        assertThat(turnstile.awaitEntry()).isEqualTo(cluster.member(1).pid());
        turnstile.open();
      }
      assertOneEffectiveSuccess(futures);
    }
  }

  @Test
  void aMemberThatWasReachedThroughAnotherKeepsItsRunsWhenThatOneIsKilled() {
    try (Executor executor = open(RoutingMode.SINGLE_MEMBER)) {
      List<RunFuture> futures = new ArrayList<>();
      for (int n = 0; n < 4; n++) {
        futures.add(executor.submit(ClusterOperation.held(n, turnstile)));
      }
      for (int n = 0; n < 4; n++) {
        turnstile.awaitEntry();
      }
      cluster.member(0).destroyForcibly();
      turnstile.open();
      for (int n = 0; n < 2; n++) {
        turnstile.awaitEntry();
        turnstile.open();
      }
      assertOneEffectiveSuccess(futures);
      assertThat(futures)
          .extracting(future -> await(future).attempt())
          .containsExactlyInAnyOrder(1, 1, 2, 2);
      assertThat(turnstile.uninvited()).isZero();
      // A run is told of again when it has to be taken up anew.
      assertThat(events)
          .filteredOn(RunEvent.Started.class::isInstance)
          .hasSize(4 + 2)
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void aRunThatKillsItsMembersIsGivenUpAndTheOthersGoOn() {
    try (Executor executor = open()) {
      RunFuture deadly = executor.submit(ClusterOperation.deadly(1_000));
      List<RunFuture> healthy = new ArrayList<>();
      for (int n = 0; n < 50; n++) {
        healthy.add(executor.submit(ClusterOperation.quick(n)));
      }
      for (int member = 0; member < 2; member++) {
        cluster.awaitEnd(member);
      }
      cluster.restart(0);
      RunRecord record = await(deadly);
      assertThat(record.status()).isEqualTo(RunStatus.FAILED);
      assertThat(record.error().type()).isEqualTo(RunBody.WORKER_DIED);
      assertThat(record.error().message()).contains("2 members were lost");
      assertOneEffectiveSuccess(healthy);
    }
  }

  @Test
  void aMemberThatEndsInOrderFinishesItsRunsAndLosesNone() throws IOException {
    try (Executor executor = open()) {
      List<RunFuture> held = new ArrayList<>();
      for (int n = 0; n < 4; n++) {
        held.add(executor.submit(ClusterOperation.held(n, turnstile)));
      }
      for (int n = 0; n < 4; n++) {
        turnstile.awaitEntry();
      }
      List<RunFuture> futures = new ArrayList<>(held);
      for (int n = 4; n < 100; n++) {
        futures.add(executor.submit(ClusterOperation.quick(n)));
      }
      cluster.member(0).getOutputStream().close();
      turnstile.open();
      assertOneEffectiveSuccess(futures);
      cluster.awaitEnd(0);
      for (RunFuture future : held) {
        assertThat(store.attempts(future.runId())).extracting(RunRecord::attempt).containsOnly(1);
      }
    }
  }

  @Test
  void whenTheDriverIsKilledItsRunsAreFinishedAndTheNextDriverWaitsForThem() throws Exception {
    List<RunPayload> payloads = new ArrayList<>();
    for (int n = 0; n < 6; n++) {
      payloads.add(ClusterOperation.held(n, turnstile));
    }
    Process driver = startDriver(payloads);
    for (int n = 0; n < 4; n++) {
      turnstile.awaitEntry();
    }
    driver.destroyForcibly().waitFor();
    try (Executor executor = open()) {
      List<RunFuture> futures = payloads.stream().map(executor::submit).toList();
      turnstile.open();
      // What the killed driver had queued is executed for the new one, and nothing else.
      for (int n = 4; n < 6; n++) {
        turnstile.awaitEntry();
        turnstile.open();
      }
      assertOneEffectiveSuccess(futures);
    }
    assertThat(turnstile.uninvited()).isZero();
    for (RunPayload payload : payloads) {
      assertThat(store.attempts(payload.runId())).hasSize(1);
    }
  }

  private Process startDriver(List<RunPayload> payloads) throws IOException {
    List<String> arguments = DriverMain.arguments(place(), cluster.addresses(), payloads);
    return new ProcessBuilder(TestCluster.java(DriverMain.class, arguments)).inheritIO().start();
  }
}
