package io.metalab.store.jdbc;

import static io.metalab.store.jdbc.JdbcStoreTests.failure;
import static io.metalab.store.jdbc.JdbcStoreTests.put;
import static io.metalab.store.jdbc.JdbcStoreTests.records;
import static io.metalab.store.jdbc.JdbcStoreTests.samples;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.RunRecord;
import io.metalab.api.store.AnnotationStore;
import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.Store;
import io.metalab.api.store.VerifiableStore;
import io.metalab.testkit.PostgresServer;
import java.net.URI;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.PGConnection;

/** The server, or the way to it, goes away in the middle. */
@Timeout(300)
class PostgresFailureTest {
  private static final String TERMINATE =
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'metalab'";

  private static PostgresServer server;

  @BeforeAll
  static void startServer() {
    server = PostgresServer.create();
  }

  private static Store open(String schema, String... options) {
    return Postgres.store(server.locator(schema, options), OpenOptions.readWrite());
  }

  /** Puts records until this many are acknowledged, does something, and waits for all of them. */
  private static void putAnd(Store store, List<RunRecord> records, int first, Runnable then) {
    AtomicInteger acknowledged = new AtomicInteger();
    CompletableFuture<Void> reached = new CompletableFuture<>();
    List<CompletableFuture<Void>> saved = new ArrayList<>();
    CompletableFuture<Void> putting =
        CompletableFuture.runAsync(
            () -> {
              for (RunRecord record : records) {
                CompletableFuture<Void> one = store.putRunRecord(record);
                saved.add(
                    one.thenRun(
                        () -> {
                          if (acknowledged.incrementAndGet() == first) {
                            reached.complete(null);
                          }
                        }));
              }
            },
            task -> new Thread(task).start());
    reached.join();
    then.run();
    assertThat(putting).succeedsWithin(4, TimeUnit.MINUTES);
    saved.forEach(one -> assertThat(one).succeedsWithin(4, TimeUnit.MINUTES));
  }

  private static void check(Store store, List<RunRecord> records) {
    assertThat(records(store)).containsExactlyInAnyOrderElementsOf(records);
    for (RunRecord record : records.subList(0, 50)) {
      assertThat(store.attempts(record.runId())).containsExactly(record);
    }
    assertThat(((VerifiableStore) store).verify("", true).findings()).isEmpty();
  }

  /**
   * Puts records into a store of little patience: on a busy machine it may be at an end before a
   * server that is there has opened a connection.
   */
  private static void putInTheEnd(Store store, List<RunRecord> records) {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(4);
    while (true) {
      try {
        records.stream().map(store::putRunRecord).toList().forEach(CompletableFuture::join);
        return;
      } catch (CompletionException | MetalabException e) {
        if (System.nanoTime() >= end) {
          throw e;
        }
      }
    }
  }

  @Test
  void losesNothingWhenTheServerCrashesDuringCommitsAndComesBack() {
    List<RunRecord> records = samples(1, 4000);
    try (Store store = open("crash")) {
      putAnd(
          store,
          records,
          500,
          () -> {
            server.stop("immediate");
            server.start();
          });
      check(store, records);
    }
  }

  @Test
  void doesAgainWhatWasUnderWayWhenItsConnectionsAreCut() {
    List<RunRecord> records = samples(2, 4000);
    try (Store store = open("cut")) {
      putAnd(
          store,
          records,
          300,
          () -> {
            for (int i = 0; i < 5; i++) {
              server.execute(TERMINATE);
            }
          });
      check(store, records);
      ((AnnotationStore) store).note(records.get(0).runId(), "noted");
      server.execute(TERMINATE);
      ((AnnotationStore) store).note(records.get(0).runId(), "again");
      assertThat(store.findRunRecord(records.get(0).runId()).orElseThrow().notes())
          .containsExactly("noted", "again");
    }
  }

  @Test
  void doesAgainWhatAnAssertionOfTheDriverEndsAtAConnectionThatWasCut() {
    try (PostgresDatabase database = database()) {
      AtomicInteger attempts = new AtomicInteger();
      String result =
          database.write(
              sql -> {
                if (attempts.getAndIncrement() == 0) {
                  ((Connection) sql.connection().unwrap(PGConnection.class)).close();
                  throw new AssertionError("getAutoCommit() should not throw");
                }
                return "done";
              });
      assertThat(result).isEqualTo("done");
      assertThat(attempts).hasValue(2);
    }
  }

  @Test
  void hidesNoAssertionThatFailsWhileTheConnectionIsThere() {
    try (PostgresDatabase database = database()) {
      SqlWork<String> work =
          sql -> {
            throw new AssertionError("a defect");
          };
      assertThatThrownBy(() -> database.write(work))
          .isInstanceOf(AssertionError.class)
          .hasMessage("a defect");
    }
  }

  private static PostgresDatabase database() {
    String locator = server.locator("assertions");
    return new PostgresDatabase(
        PostgresLocator.of(URI.create(locator), locator, Map.of()), Duration.ofMinutes(1), false);
  }

  @Test
  void failsOnceItsPatienceIsOverAndGoesOnWhenTheServerIsBack() {
    List<RunRecord> records = samples(3, 10);
    try (Store store = open("patience", "patience=1")) {
      putInTheEnd(store, records.subList(0, 5));
      server.stop("fast");
      try {
        var failure = failure(() -> store.putRunRecord(records.get(5)).join());
        assertThat(failure.code()).isEqualTo(ErrorCode.STORE_UNUSABLE);
        assertThat(failure).hasMessageContaining("Check that the server runs");
        assertThat(failure(() -> store.counts()).code()).isEqualTo(ErrorCode.STORE_UNUSABLE);
      } finally {
        server.start();
      }
      putInTheEnd(store, records);
      assertThat(records(store)).containsExactlyInAnyOrderElementsOf(records);
    }
  }

  @Test
  void servesMoreThreadsThanItHasConnections() {
    List<RunRecord> records = samples(4, 400);
    try (Store store = open("few", "connections=2")) {
      List<CompletableFuture<Void>> done = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        List<RunRecord> own = records.subList(i * 25, (i + 1) * 25);
        done.add(
            CompletableFuture.runAsync(
                () -> {
                  for (RunRecord record : own) {
                    put(store, List.of(record));
                    assertThat(store.findRunRecord(record.runId())).contains(record);
                  }
                },
                task -> new Thread(task).start()));
      }
      done.forEach(one -> assertThat(one).succeedsWithin(4, TimeUnit.MINUTES));
      check(store, records);
    }
  }

  @Test
  void aServerWithoutConnectionsLeftIsOneErrorWithAWayOut() {
    server.execute("CREATE ROLE limited LOGIN");
    server.execute("CREATE SCHEMA limited AUTHORIZATION limited");
    String locator =
        server.locator("limited", "connections=1", "patience=1").replace("postgres@", "limited@");
    try (Store store = Postgres.store(locator, OpenOptions.readWrite())) {
      putInTheEnd(store, samples(5, 1));
      server.execute("ALTER ROLE limited CONNECTION LIMIT 1"); // which the store has open
      var failure = failure(() -> Postgres.store(locator, OpenOptions.readWrite()).close());
      assertThat(failure.code()).isEqualTo(ErrorCode.STORE_UNUSABLE);
      assertThat(failure)
          .hasMessageContaining("too many connections")
          .hasMessageContaining("has connections left");
      putInTheEnd(store, samples(6, 1));
    }
  }
}
