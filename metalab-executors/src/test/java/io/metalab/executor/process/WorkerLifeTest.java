package io.metalab.executor.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.Params;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.executor.Executor;
import io.metalab.api.executor.RunFuture;
import io.metalab.api.executor.WorkerJvm;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers are started for work, replaced when they have done enough, and end with the executor. */
class WorkerLifeTest extends ProcessExecutorFixture {
  @Test
  void aWorkerIsReplacedAfterItsRuns() {
    Executor executor = open(1, new WorkerJvm(0, List.of(), 2, 0));
    List<Object> pids = pids(executor, 5);
    assertThat(pids.get(0)).isEqualTo(pids.get(1)).isNotEqualTo(pids.get(2));
    assertThat(pids.get(2)).isEqualTo(pids.get(3)).isNotEqualTo(pids.get(4));
  }

  @Test
  void aWorkerIsReplacedBeyondItsMemory() {
    Executor executor = open(1, new WorkerJvm(0, List.of(), 0, 1));
    assertThat(pids(executor, 3)).doesNotHaveDuplicates();
  }

  /** One after the other, so that each is a decision of its own. */
  private static List<Object> pids(Executor executor, int runs) {
    List<Object> pids = new ArrayList<>();
    for (int i = 0; i < runs; i++) {
      RunRecord record = await(executor.submit(payload(i, "return")));
      pids.add(record.provenance().values().get("pid"));
    }
    return pids;
  }

  @Test
  void isStartedForWorkAndEndsWithTheExecutor() {
    Executor executor = open(2);
    assertThat(workers()).isEmpty();
    await(executor.submit(payload(1, "return")));
    assertThat(workers()).hasSize(1);
    executor.close();
    assertThat(workers()).isEmpty();
  }

  @Test
  void computesOnOneThreadAndSaysSo() {
    RunRecord record = await(open(1).submit(payload(1, "return")));
    assertThat(record.provenance().values().get("environment"))
        .isInstanceOfSatisfying(
            Map.class,
            environment ->
                WorkerLaunch.THREAD_VARIABLES.forEach(
                    name ->
                        assertThat(environment.get(name))
                            .isEqualTo(System.getenv().getOrDefault(name, "1"))));
  }

  @Test
  void executesManyShortRunsOnceEach() {
    Executor executor = open(2);
    List<RunFuture> futures = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      futures.add(executor.submit(payload(i, "return")));
    }
    List<RunRecord> records = executor.gather(futures);
    assertThat(records).extracting(record -> record.metrics().get("n")).doesNotHaveDuplicates();
    assertThat(records).allSatisfy(record -> assertThat(store.attempts(record.runId())).hasSize(1));
  }

  /** What a worker has been handed behind a run that turns out to be long goes to another one. */
  @Test
  void aLongRunKeepsNoOtherWaiting(@TempDir Path directory) throws IOException {
    Executor executor = open(2);
    List<RunFuture> trained = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      trained.add(executor.submit(payload(i, "return")));
    }
    executor.gather(trained);
    Path socket = directory.resolve("socket");
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
      RunFuture held =
          executor.submit(
              payload(2_000, Params.of("do", "wait", "n", 2_000L, "socket", socket.toString())));
      List<RunFuture> others = new ArrayList<>();
      for (int i = 1_000; i < 1_300; i++) {
        others.add(executor.submit(payload(i, "return")));
      }
      try (SocketChannel entered = server.accept()) {
        assertThat(entered.isOpen()).isTrue();
        executor.gather(others);
        assertThat(held.completion()).isNotDone();
      }
      assertThat(await(held).status()).isEqualTo(RunStatus.SUCCESS);
    }
  }
}
