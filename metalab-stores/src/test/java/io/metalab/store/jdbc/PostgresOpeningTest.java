package io.metalab.store.jdbc;

import static io.metalab.store.jdbc.JdbcStoreTests.failure;
import static io.metalab.store.jdbc.JdbcStoreTests.put;
import static io.metalab.store.jdbc.JdbcStoreTests.records;
import static io.metalab.store.jdbc.JdbcStoreTests.samples;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.RunRecord;
import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.Store;
import io.metalab.api.store.VerifiableStore;
import io.metalab.testkit.PostgresServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresOpeningTest {
  private static final String PGPASS = "org.postgresql.pgpassfile";

  private static PostgresServer server;

  @BeforeAll
  static void startServer() {
    server = PostgresServer.create();
    server.execute("CREATE ROLE locked LOGIN PASSWORD 'sesame'");
    server.execute("CREATE SCHEMA locked AUTHORIZATION locked");
  }

  @AfterAll
  static void forgetPasswords() {
    System.clearProperty(PGPASS);
  }

  private static String locked(String secret) {
    return server.locator("locked").replace("postgres@", "locked" + secret + "@");
  }

  private static MetalabException refusal(String locator, OpenOptions options) {
    return failure(() -> Postgres.store(locator, options).close());
  }

  private static String everything(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  @Test
  void refusesAWrongPasswordAndNeverShowsIt() {
    MetalabException refusal = refusal(locked(":guessed"), OpenOptions.readWrite());
    assertThat(refusal.code()).isEqualTo(ErrorCode.STORE_UNUSABLE);
    assertThat(refusal)
        .hasMessageContaining("password authentication failed for user \"locked\"")
        .hasMessageContaining("PGPASSWORD");
    assertThat(everything(refusal)).doesNotContain("guessed");
  }

  @Test
  void takesThePasswordFromTheLocatorAndForgetsIt() {
    try (Store store = Postgres.store(locked(":sesame"), OpenOptions.readWrite())) {
      put(store, samples(1, 2));
      assertThat(store.locator()).contains("postgresql://locked@127.0.0.1:");
      assertThat(store.locator() + store.info()).doesNotContain("sesame");
    }
  }

  @Test
  void takesThePasswordFromTheUsersFile(@TempDir Path directory) throws IOException {
    Path passwords = directory.resolve("pgpass");
    Files.writeString(passwords, "127.0.0.1:*:postgres:locked:sesame\n");
    System.setProperty(PGPASS, passwords.toString());
    try (Store store = Postgres.store(locked(""), OpenOptions.readWrite())) {
      assertThat(records(store)).hasSizeLessThan(3);
    } finally {
      System.clearProperty(PGPASS);
    }
  }

  @Test
  void saysThatThereIsNoSuchDatabase() {
    String locator = server.locator("s").replace("/postgres?", "/results?");
    assertThat(refusal(locator, OpenOptions.readWrite()))
        .hasMessageContaining("database \"results\" does not exist")
        .hasMessageContaining("createdb");
  }

  @Test
  void saysThatNobodyAnswers() {
    MetalabException refusal =
        refusal("postgresql://me:hidden@127.0.0.1:1/db", OpenOptions.readWrite());
    assertThat(refusal.code()).isEqualTo(ErrorCode.STORE_UNUSABLE);
    assertThat(refusal)
        .hasMessageContaining("postgresql://me@127.0.0.1:1/db?schema=metalab")
        .hasMessageContaining("Check that the server runs");
    assertThat(everything(refusal)).doesNotContain("hidden");
  }

  @Test
  void createsNothingForAReader() {
    String locator = server.locator("nothing");
    assertThat(refusal(locator, OpenOptions.readOnlyExisting()).code())
        .isEqualTo(ErrorCode.NOT_FOUND);
    server.execute("CREATE SCHEMA nothing"); // which fails if it is there
  }

  /** The sample is what pg_dump wrote when this was the newest format. */
  @Test
  void readsAndGoesOnWithWhatFormatOneLooksLike(@TempDir Path directory) throws IOException {
    Path script = directory.resolve("format-1.sql");
    try (InputStream sample =
        requireNonNull(getClass().getResourceAsStream("format-1.sql"), "sample")) {
      Files.copy(sample, script);
    }
    server.execute(script);
    List<RunRecord> records = samples(20260127, 4);
    try (Store store = Postgres.store(server.locator("format1"), OpenOptions.readWrite())) {
      RunRecord first = records.get(0).toBuilder().notes(List.of("noted")).build();
      assertThat(records(store)).containsExactly(first, records.get(1), records.get(2));
      assertThat(store.findDocument(store.putDocument("context", "größe"))).contains("größe");
      put(store, records.subList(3, 4));
      assertThat(records(store)).hasSize(4);
      assertThat(((VerifiableStore) store).verify("", true).findings()).isEmpty();
    }
  }

  @Test
  void refusesTablesThatANewerProgramWrote() {
    String locator = server.locator("newer");
    Postgres.store(locator, OpenOptions.readWrite()).close();
    server.execute("UPDATE newer.metalab SET format = 2");
    MetalabException refusal = refusal(locator, OpenOptions.readWrite());
    assertThat(refusal.code()).isEqualTo(ErrorCode.STORE_NEWER);
    assertThat(refusal).hasMessageContaining("format 2; this version knows 1");
  }

  @Test
  void refusesTheSchemaOfAnotherProgram() {
    server.execute("CREATE SCHEMA other");
    server.execute("CREATE TABLE other.bookmarks (url text)");
    assertThat(refusal(server.locator("other"), OpenOptions.readWrite()))
        .hasMessageContaining("The schema other")
        .hasMessageContaining("is of another program");
  }

  @Test
  void saysWhatAUserMayNotDo() {
    assertThat(
            refusal(
                locked(":sesame").replace("schema=locked", "schema=mine"), OpenOptions.readWrite()))
        .hasMessageContaining("permission denied")
        .hasMessageContaining("Ask who owns the database");
  }

  @Test
  void opensForManyAtOnceThoughTheTablesAreNotThereYet() {
    String locator = server.locator("together");
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
}
