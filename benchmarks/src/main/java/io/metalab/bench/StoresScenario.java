package io.metalab.bench;

import io.metalab.api.RunIds;
import io.metalab.api.RunRecord;
import io.metalab.api.store.BulkLookupStore;
import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.Store;
import io.metalab.core.registry.Stores;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Durable records per second that four threads hand to each store, against what its database takes
 * in batches from a program that knows nothing of attempts, leases and changes; and how long it
 * takes to ask for all ids. PostgreSQL is where the variable {@code METALAB_BENCH_POSTGRES} says.
 */
final class StoresScenario implements Scenario {
  private static final int RUNS = 100_000;
  private static final int WARM_UP = 60_000;
  private static final int THREADS = 4;
  private static final int LOOK_UPS = 1 << 16;

  @Override
  public String name() {
    return "stores";
  }

  @Override
  public Map<String, Double> measure(Path directory) throws Exception {
    List<RunRecord> warmUp = records("warm-up", WARM_UP);
    List<RunRecord> records = records("stores", RUNS);
    Path place = Files.createTempDirectory(directory, "store");
    Map<String, Double> figures = new LinkedHashMap<>();
    store("journal", place.resolve("journal").toString(), warmUp, records, figures);

    double sqlite = RawInserts.sqlite(place.resolve("raw.db"), warmUp, records);
    store("sqlite", "sqlite:" + place.resolve("runs.db"), warmUp, records, figures);
    ratio("sqlite", sqlite, figures);

    String postgres = postgres();
    for (int connections : postgres.isEmpty() ? new int[0] : new int[] {1, 8}) {
      String name = "postgresql_" + connections;
      RawInserts.Server server = new RawInserts.Server(postgres, connections);
      double raw = server.insert(warmUp, records);
      String schema = "bench_" + Long.toString(System.nanoTime(), 36);
      String locator = postgres + "?schema=" + schema + "&connections=" + connections;
      try {
        store(name, locator, warmUp, records, figures);
      } finally {
        server.drop(schema);
      }
      ratio(name, raw, figures);
    }
    return figures;
  }

  /** Returns the locator of a database of PostgreSQL, or nothing. */
  static String postgres() {
    return System.getenv().getOrDefault("METALAB_BENCH_POSTGRES", "");
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

  private static void store(
      String name,
      String locator,
      List<RunRecord> warmUp,
      List<RunRecord> records,
      Map<String, Double> figures) {
    try (Store store =
        Stores.open(locator, OpenOptions.readWrite(), StoresScenario.class.getClassLoader())) {
      put(store, warmUp);
      figures.put(name + "_records_per_s", records.size() / put(store, records));
      long start = System.nanoTime();
      RunIds ids = RunIds.copyOf(records.stream().map(RunRecord::runId).toList());
      for (int from = 0; from < ids.size(); from += LOOK_UPS) {
        int to = Math.min(ids.size(), from + LOOK_UPS);
        ((BulkLookupStore) store).lookUp(RunIds.copyOf(ids.subList(from, to)));
      }
      figures.put(name + "_ids_asked_per_s", ids.size() / ((System.nanoTime() - start) / 1e9));
    }
  }

  /** Puts records from several threads and returns the seconds until all are durable. */
  static double put(Store store, List<RunRecord> records) {
    long start = System.nanoTime();
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
    return (System.nanoTime() - start) / 1e9;
  }

  private static void ratio(String name, double raw, Map<String, Double> figures) {
    figures.put(name + "_raw_rows_per_s", raw);
    figures.put(name + "_ratio", figures.getOrDefault(name + "_records_per_s", 0.0) / raw);
  }
}
