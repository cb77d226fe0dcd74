package io.metalab.bench;

import io.metalab.api.RunIds;
import io.metalab.api.RunRecord;
import io.metalab.api.store.BulkLookupStore;
import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.Store;
import io.metalab.core.registry.Stores;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Durable records per second that four threads hand to each store, against what its database takes
 * in batches from a program that knows nothing of attempts, leases and changes; both in turns, by
 * the clock and by processor time. And how long it takes to ask for all ids.
 */
final class StoresScenario implements Scenario {
  private static final int RUNS = 100_000;
  private static final int WARM_UP = 60_000;
  private static final int ROUNDS = 3;
  private static final int THREADS = 4;
  private static final int LOOK_UPS = 1 << 16;
  private static final String SCHEMA = "bench_stores";

  private final Map<String, List<Double>> samples = new LinkedHashMap<>();

  @Override
  public String name() {
    return "stores";
  }

  @Override
  public int repeats() {
    return 1; // with rounds of its own
  }

  @Override
  public Map<String, Double> measure(Path directory) throws Exception {
    List<RunRecord> warmUp = records("warm-up", WARM_UP);
    List<RunRecord> records = records("stores", RUNS);
    Optional<BenchServer> server = BenchServer.find();
    for (int round = 0; round < ROUNDS; round++) {
      Path place = Files.createTempDirectory(directory, "store");
      store("journal", place.resolve("journal").toString(), () -> 0, warmUp, records);
      try (Connection raw = RawInserts.sqlite(place.resolve("raw.db"))) {
        Seconds took = RawInserts.run(List.of(raw), () -> 0, warmUp, records);
        ratio(
            "sqlite",
            took,
            store("sqlite", "sqlite:" + place.resolve("runs.db"), () -> 0, warmUp, records));
      }
      if (server.isPresent()) {
        postgres(server.get(), 1, warmUp, records);
        postgres(server.get(), 8, warmUp, records);
      }
      Benchmarks.delete(place);
    }
    Map<String, Double> figures = new LinkedHashMap<>();
    samples.forEach((name, values) -> figures.put(name, Benchmarks.median(values)));
    return figures;
  }

  private void postgres(
      BenchServer server, int connections, List<RunRecord> warmUp, List<RunRecord> records)
      throws Exception {
    server.execute(
        "DROP TABLE IF EXISTS raw",
        "CREATE TABLE raw (run_id bytea PRIMARY KEY, record json NOT NULL)");
    List<Connection> open = server.open(connections);
    Seconds raw;
    try {
      raw = RawInserts.run(open, server::processorSeconds, warmUp, records);
    } finally {
      for (Connection connection : open) {
        connection.close();
      }
    }
    server.execute("DROP TABLE raw");
    server.drop(SCHEMA);
    String name = "postgresql_" + connections;
    String locator = server.store(SCHEMA, connections);
    ratio(name, raw, store(name, locator, server::processorSeconds, warmUp, records));
    server.drop(SCHEMA);
  }

  /** Returns records as studies leave them. */
  static List<RunRecord> records(String study, int runs) throws Exception {
    try (Store memory =
        Stores.open("memory:", OpenOptions.readWrite(), StoresScenario.class.getClassLoader())) {
      NoOpStudy.run(NoOpStudy.plan(study, runs), memory);
      try (Stream<RunRecord> records = memory.runRecords("")) {
        return records.toList();
      }
    }
  }

  private Seconds store(
      String name,
      String locator,
      DoubleSupplier server,
      List<RunRecord> warmUp,
      List<RunRecord> records)
      throws Exception {
    try (Store store =
        Stores.open(locator, OpenOptions.readWrite(), StoresScenario.class.getClassLoader())) {
      put(store, warmUp);
      Seconds took = Seconds.of(server, () -> put(store, records));
      add(name + "_records_per_s", records.size() / took.wall());
      add(name + "_processor_us_per_record", took.processor() * 1e6 / records.size());
      RunIds ids = RunIds.copyOf(records.stream().map(RunRecord::runId).toList());
      Seconds asked =
          Seconds.of(
              server,
              () -> {
                for (int from = 0; from < ids.size(); from += LOOK_UPS) {
                  int to = Math.min(ids.size(), from + LOOK_UPS);
                  ((BulkLookupStore) store).lookUp(RunIds.copyOf(ids.subList(from, to)));
                }
              });
      add(name + "_ids_asked_per_s", ids.size() / asked.wall());
      return took;
    }
  }

  /** Puts records from several threads and waits until all are durable. */
  static void put(Store store, List<RunRecord> records) {
    List<CompletableFuture<?>> threads = new ArrayList<>();
    for (int thread = 0; thread < THREADS; thread++) {
      int first = thread;
      threads.add(
          CompletableFuture.runAsync(
              () ->
                  CompletableFuture.allOf(
                          IntStream.range(0, records.size())
                              .filter(i -> i % THREADS == first)
                              .mapToObj(i -> store.putRunRecord(records.get(i)))
                              .toArray(CompletableFuture<?>[]::new))
                      .join(),
              task -> new Thread(task).start()));
    }
    threads.forEach(CompletableFuture::join);
  }

  private void ratio(String name, Seconds raw, Seconds store) {
    add(name + "_raw_rows_per_s", RUNS / raw.wall());
    add(name + "_raw_processor_us_per_row", raw.processor() * 1e6 / RUNS);
    add(name + "_ratio", raw.wall() / store.wall());
    add(name + "_processor_ratio", raw.processor() / store.processor());
  }

  private void add(String figure, double value) {
    samples.computeIfAbsent(figure, name -> new ArrayList<>()).add(value);
  }
}
