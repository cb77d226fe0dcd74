package io.metalab.store.jdbc;

import static io.metalab.store.jdbc.JdbcStoreTests.failure;
import static io.metalab.store.jdbc.JdbcStoreTests.put;
import static io.metalab.store.jdbc.JdbcStoreTests.records;
import static io.metalab.store.jdbc.JdbcStoreTests.samples;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.MetalabException;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.Store;
import io.metalab.api.store.VerifiableStore;
import io.metalab.testkit.PostgresServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stores of the first format; the sample is what pg_dump wrote when that was the newest. */
class PostgresUpgradeTest {
  private static PostgresServer server;

  private final List<RunRecord> records = samples(20260127, 4);

  @TempDir Path directory;

  @BeforeAll
  static void startServer() {
    server = PostgresServer.create();
  }

  /** Puts the sample into a schema and returns its locator. */
  private String formatOne(String schema) throws IOException {
    try (InputStream sample =
        requireNonNull(getClass().getResourceAsStream("format-1.sql"), "sample")) {
      String sql = new String(sample.readAllBytes(), UTF_8);
      Path script = directory.resolve("format-1.sql");
      Files.writeString(script, sql.replaceAll("\\bformat1\\b", schema));
      server.execute(script);
    }
    return server.locator(schema);
  }

  private List<RunRecord> sample() {
    RunRecord first = records.get(0).toBuilder().notes(List.of("noted")).build();
    return List.of(first, records.get(1), records.get(2));
  }

  private static List<String> indexes(String schema) throws SQLException {
    return Postgres.indexes(server.locator(schema));
  }

  @Test
  void whatTheFirstFormatLooksLikeIsBroughtUpToDateAndGoneOnWith() throws IOException {
    try (Store store = Postgres.store(formatOne("goes_on"), OpenOptions.readWrite())) {
      assertThat(store.info().formatVersion()).isEqualTo(2);
      assertThat(records(store)).isEqualTo(sample());
      assertThat(store.findDocument(store.putDocument("context", "größe"))).contains("größe");
      put(store, records.subList(3, 4));
      assertThat(records(store)).hasSize(4);
      assertThat(store.counts())
          .allSatisfy(count -> assertThat(count.byStatus()).containsOnlyKeys(RunStatus.SUCCESS));
      assertThat(((VerifiableStore) store).verify("", true).findings()).isEmpty();
    }
  }

  @Test
  void theTablesAreThenThoseOfANewStore() throws IOException, SQLException {
    Postgres.store(formatOne("upgraded"), OpenOptions.readWrite()).close();
    Postgres.store(server.locator("fresh"), OpenOptions.readWrite()).close();
    assertThat(indexes("upgraded"))
        .anyMatch(index -> index.contains("(number) INCLUDE (status, kind)"))
        .isEqualTo(indexes("fresh"));
  }

  @Test
  void aReaderLeavesTheTablesAsTheyAre() throws IOException, SQLException {
    String locator = formatOne("only_read");
    List<String> before = indexes("only_read");
    try (Store store = Postgres.store(locator, OpenOptions.readOnlyExisting())) {
      assertThat(store.info().formatVersion()).isEqualTo(1);
      assertThat(records(store)).isEqualTo(sample());
      assertThat(store.counts()).hasSize(2);
    }
    assertThat(indexes("only_read")).isEqualTo(before);
  }

  @Test
  void aWriterThatIsAtItGoesOnWhileAnotherBringsTheTablesUpToDate() throws IOException {
    String locator = formatOne("shared");
    try (Store first = Postgres.store(locator, OpenOptions.readWrite())) {
      server.execute(
          "DROP INDEX shared.runs_not_successful;"
              + " ALTER TABLE shared.runs DROP CONSTRAINT runs_pkey, ADD PRIMARY KEY (number);"
              + " CREATE INDEX runs_by_status ON shared.runs (status, kind);"
              + " CREATE INDEX runs_by_computation ON shared.runs (computation)"
              + " WHERE status = 'success';"
              + " DELETE FROM shared.metalab_migrations WHERE version = '2';"
              + " UPDATE shared.metalab SET format = 1");
      List<RunRecord> more = samples(7, 400);
      var saved = more.subList(0, 200).stream().map(first::putRunRecord).toList();
      Postgres.store(locator, OpenOptions.readWrite()).close();
      put(first, more.subList(200, 400));
      saved.forEach(one -> assertThat(one).succeedsWithin(4, TimeUnit.MINUTES));
      assertThat(records(first)).hasSize(403).containsAll(more);
    }
  }

  @Test
  void manyWhoOpenItAtOnceBringItUpToDateOnce() throws IOException {
    String locator = formatOne("together");
    var opened =
        IntStream.range(0, 6)
            .mapToObj(
                i ->
                    CompletableFuture.runAsync(
                        () -> Postgres.store(locator, OpenOptions.readWrite()).close(),
                        task -> new Thread(task).start()))
            .toList();
    opened.forEach(one -> assertThat(one).succeedsWithin(4, TimeUnit.MINUTES));
  }

  @Test
  void whoDoesNotOwnTheTablesIsToldWhoBringsThemUpToDate() throws IOException {
    String locator = formatOne("owned");
    server.execute(
        "CREATE ROLE guest LOGIN; GRANT USAGE ON SCHEMA owned TO guest;"
            + " GRANT ALL ON ALL TABLES IN SCHEMA owned TO guest");
    String asGuest = locator.replace("postgres@", "guest@");
    MetalabException refusal =
        failure(() -> Postgres.store(asGuest, OpenOptions.readWrite()).close());
    assertThat(refusal)
        .hasMessageContaining("Cannot bring the tables up to date in the store postgresql://guest@")
        .hasMessageContaining("brought up to date when their owner opens the store to write");
    try (Store store = Postgres.store(asGuest, OpenOptions.readOnlyExisting())) {
      assertThat(records(store)).isEqualTo(sample());
    }
  }
}
