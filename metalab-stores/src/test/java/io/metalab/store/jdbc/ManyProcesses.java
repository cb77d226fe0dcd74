package io.metalab.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.SeedBundle;
import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.Store;
import io.metalab.api.store.VerifiableStore;
import io.metalab.testkit.Samples;
import io.metalab.testkit.crash.StoreFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Lets many processes of many threads put the same runs into one store, which is read meanwhile.
 */
final class ManyProcesses {
  private static final int PROCESSES = 8;
  private static final int THREADS = 8;
  private static final int RUNS = 40;

  private ManyProcesses() {}

  /** Puts the runs as process {@code args[2]} in the store of a factory and a directory. */
  public static void main(String[] args) throws Exception {
    StoreFactory factory =
        Class.forName(args[0])
            .asSubclass(StoreFactory.class)
            .getDeclaredConstructor()
            .newInstance();
    var pool = Executors.newFixedThreadPool(THREADS);
    try (Store store = factory.open(Path.of(args[1]), OpenOptions.readWrite())) {
      List<Future<?>> done = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        int attempt = 1 + Integer.parseInt(args[2]) * THREADS + thread;
        done.add(pool.submit(() -> putAll(store, attempt)));
      }
      for (Future<?> one : done) {
        one.get();
      }
    } finally {
      pool.shutdown();
    }
  }

  /** Puts each run one after the other, as an attempt that only this thread makes. */
  private static void putAll(Store store, int attempt) {
    for (RunRecord run : runs()) {
      RunStatus status = attempt % 3 == 0 ? RunStatus.SUCCESS : RunStatus.FAILED;
      var unused = store.putRunRecord(Samples.attempt(run, attempt, RunStatus.RUNNING));
      store.putRunRecord(Samples.attempt(run, attempt, status)).join();
    }
  }

  private static List<RunRecord> runs() {
    return Samples.successes(SeedBundle.of(260), RUNS);
  }

  static void putTheSameRuns(Class<? extends StoreFactory> factory, Path directory)
      throws Exception {
    List<RunRecord> runs = runs();
    List<RunId> ids = runs.stream().map(RunRecord::runId).toList();
    try (Store store =
        factory.getDeclaredConstructor().newInstance().open(directory, OpenOptions.readWrite())) {
      List<Process> children = new ArrayList<>();
      for (int i = 0; i < PROCESSES; i++) {
        children.add(start(factory, directory, i));
      }
      var ends = children.stream().map(Process::onExit).toArray(CompletableFuture<?>[]::new);
      CompletableFuture<Void> end = CompletableFuture.allOf(ends);
      while (!end.isDone()) {
        assertThat(store.findRuns(ids).keySet()).isSubsetOf(ids);
      }
      assertThat(children).extracting(Process::exitValue).containsOnly(0);
      assertThat(JdbcStoreTests.records(store))
          .as("one effective record for each id: the first success")
          .containsExactlyInAnyOrderElementsOf(
              runs.stream().map(run -> Samples.attempt(run, 3, RunStatus.SUCCESS)).toList());
      for (RunId id : ids) {
        assertThat(store.attempts(id))
            .extracting(RunRecord::attempt)
            .hasSize(PROCESSES * THREADS)
            .doesNotHaveDuplicates();
      }
      assertThat(((VerifiableStore) store).verify("", true).findings())
          .extracting(VerifiableStore.Finding::kind)
          .containsOnly("nondeterminism");
    }
  }

  private static Process start(Class<? extends StoreFactory> factory, Path directory, int number)
      throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx96m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            ManyProcesses.class.getName(),
            factory.getName(),
            directory.toString(),
            Integer.toString(number));
    return new ProcessBuilder(command).inheritIO().start();
  }
}
