package io.metalab.store.jdbc;

import static io.metalab.store.jdbc.JdbcStoreTests.put;
import static io.metalab.store.jdbc.JdbcStoreTests.records;
import static io.metalab.store.jdbc.JdbcStoreTests.samples;
import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.Store;
import io.metalab.testkit.PostgresServer;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Runs are found by their computation, with an index that is made when it is of use. */
class PostgresComputationsTest {
  private static final int RUNS = 700;

  private static PostgresServer server;

  private final List<RunRecord> records = samples(71, RUNS);

  @BeforeAll
  static void startServer() {
    server = PostgresServer.create();
  }

  private String filled(String schema) {
    String locator = server.locator(schema);
    try (Store store = Postgres.store(locator, OpenOptions.readWrite())) {
      put(store, records);
    }
    return locator;
  }

  private Map<String, RunId> expected() {
    Map<String, RunId> expected = new LinkedHashMap<>();
    records.forEach(record -> expected.put(record.computation(), record.runId()));
    return expected;
  }

  private static boolean isIndexed(String locator) throws SQLException {
    return Postgres.indexes(locator).stream()
        .anyMatch(index -> index.contains("runs_by_computation"));
  }

  @Test
  void theFirstWhoAsksMakesTheIndexAndRunsAreAddedAsBefore() throws SQLException {
    String locator = filled("first");
    assertThat(isIndexed(locator)).isFalse();
    try (Store store = Postgres.store(locator, OpenOptions.readWrite())) {
      assertThat(store.findComputations(List.of())).isEmpty();
      assertThat(isIndexed(locator)).isFalse();
      assertThat(store.findComputations(expected().keySet())).isEqualTo(expected());
      assertThat(isIndexed(locator)).isTrue();
      RunRecord later = samples(72, 1).get(0);
      put(store, List.of(later));
      assertThat(store.findComputations(List.of(later.computation())))
          .isEqualTo(Map.of(later.computation(), later.runId()));
    }
  }

  @Test
  void theRunThatCameFirstIsFoundOfSeveralWithOneComputation() {
    String shared = records.get(0).computation();
    List<RunRecord> same =
        samples(73, 5).stream()
            .map(record -> record.toBuilder().computation(shared).build())
            .toList();
    try (Store store = Postgres.store(server.locator("several"), OpenOptions.readWrite())) {
      for (RunRecord record : same) {
        put(store, List.of(record));
      }
      assertThat(store.findComputations(List.of(shared)))
          .isEqualTo(Map.of(shared, same.get(0).runId()));
      assertThat(records(store)).hasSize(5);
    }
  }

  @Test
  void manyMayAskAtOnceWhileRunsAreAdded() {
    String locator = filled("many");
    List<RunRecord> more = samples(74, 300);
    var asked =
        IntStream.range(0, 6)
            .mapToObj(
                i ->
                    CompletableFuture.supplyAsync(
                        () -> {
                          try (Store store = Postgres.store(locator, OpenOptions.readWrite())) {
                            put(store, more.subList(50 * i, 50 * i + 50));
                            return store.findComputations(expected().keySet());
                          }
                        },
                        task -> new Thread(task).start()))
            .toList();
    asked.forEach(
        one ->
            assertThat(one)
                .succeedsWithin(4, TimeUnit.MINUTES)
                .satisfies(found -> assertThat(found).isEqualTo(expected())));
  }

  @Test
  void whoMayNotMakeTheIndexFindsTheSameRuns() throws SQLException {
    String locator = filled("lent");
    server.execute(
        "CREATE ROLE borrower LOGIN; GRANT USAGE ON SCHEMA lent TO borrower;"
            + " GRANT ALL ON ALL TABLES IN SCHEMA lent TO borrower;"
            + " GRANT ALL ON ALL SEQUENCES IN SCHEMA lent TO borrower");
    for (OpenOptions options : List.of(OpenOptions.readWrite(), OpenOptions.readOnlyExisting())) {
      String asBorrower = locator.replace("postgres@", "borrower@");
      try (Store store = Postgres.store(asBorrower, options)) {
        assertThat(store.findComputations(expected().keySet())).isEqualTo(expected());
      }
    }
    assertThat(isIndexed(locator)).isFalse();
  }
}
