package io.metalab.executor.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.executor.RunPayload;
import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.Store;
import io.metalab.core.registry.Stores;
import io.metalab.testkit.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two members in two namespaces of the network whose connection is cut and mended. */
class ClusterPartitionTest {
  @TempDir Path directory;

  private TestNetwork network;
  private Turnstile turnstile;
  private final List<Process> processes = new ArrayList<>();

  @BeforeEach
  void makeNetwork() {
    Needs.that(
        Files.isExecutable(Path.of("/usr/sbin/ip")) || Files.isExecutable(Path.of("/usr/bin/ip")),
        "the program ip, of the package iproute2");
    Needs.that(
        "root".equals(System.getProperty("user.name")), "to be root, to make network namespaces");
    network = new TestNetwork();
    turnstile = new Turnstile(directory.resolve("turnstile"));
  }

  @AfterEach
  void end() throws InterruptedException {
    turnstile.close();
    for (Process process : processes) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
    }
    network.close();
  }

  @Test
  void theStudyIsCompletedWithoutTheMemberThatIsCutOffAndLaterWithIt() throws Exception {
    Process near = startMember(0);
    Process far = startMember(1);
    List<RunPayload> first = held(0, 6);
    Process driver = startDriver(first);
    List<Long> places = new ArrayList<>();
    for (int n = 0; n < 4; n++) {
      places.add(turnstile.awaitEntry());
    }
    assertThat(places).containsOnly(near.pid(), far.pid());
    network.cut();
    // First what nobody has had, then, one by one, what the other member was lost with.
    for (int entries : List.of(2, 1, 1)) {
      turnstile.openFor(near.pid());
      for (int n = 0; n < entries; n++) {
        assertThat(turnstile.awaitEntry()).isEqualTo(near.pid());
      }
    }
    turnstile.open();
    assertThat(driver.waitFor(TestCluster.PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(driver.exitValue()).isZero();
    assertOneEffectiveSuccess(first);

    network.mend();
    List<RunPayload> second = held(100, 104);
    Process later = startDriver(second);
    places.clear();
    for (int n = 0; n < 4; n++) {
      places.add(turnstile.awaitEntry());
    }
    assertThat(places).containsOnly(near.pid(), far.pid());
    turnstile.open();
    assertThat(later.waitFor(TestCluster.PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(later.exitValue()).isZero();
    assertOneEffectiveSuccess(second);
  }

  private List<RunPayload> held(int from, int to) {
    List<RunPayload> payloads = new ArrayList<>();
    for (int n = from; n < to; n++) {
      payloads.add(ClusterOperation.held(n, turnstile));
    }
    return payloads;
  }

  private void assertOneEffectiveSuccess(List<RunPayload> payloads) {
    try (Store store =
        Stores.open(
            place(), OpenOptions.readOnlyExisting(), ClusterPartitionTest.class.getClassLoader())) {
      List<RunId> ids = store.runRecords("cluster:1").map(RunRecord::runId).toList();
      assertThat(ids).doesNotHaveDuplicates();
      for (RunPayload payload : payloads) {
        assertThat(store.findRunRecord(payload.runId()))
            .get()
            .extracting(RunRecord::status)
            .isEqualTo(RunStatus.SUCCESS);
      }
    }
  }

  private String place() {
    return directory.resolve("runs").toString();
  }

  private Process startMember(int side) throws IOException {
    Process member =
        start(
            side,
            MemberMain.class,
            List.of(TestNetwork.host(side), "5701", TestNetwork.addresses(), "2"));
    TestCluster.awaitReady(member);
    return member;
  }

  private Process startDriver(List<RunPayload> payloads) throws IOException {
    return start(
        0, DriverMain.class, DriverMain.arguments(place(), TestNetwork.addresses(), payloads));
  }

  private Process start(int side, Class<?> program, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(network.prefix(side));
    command.addAll(TestCluster.java(program, arguments));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    processes.add(process);
    return process;
  }
}
