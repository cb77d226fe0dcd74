package io.metalab.store.jdbc;

import static io.metalab.store.jdbc.JdbcStoreTests.failure;
import static io.metalab.store.jdbc.JdbcStoreTests.put;
import static io.metalab.store.jdbc.JdbcStoreTests.records;
import static io.metalab.store.jdbc.JdbcStoreTests.samples;
import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.Store;
import io.metalab.testkit.PostgresServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
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

  @Test
  void refusesTablesThatANewerProgramWrote() {
    String locator = server.locator("newer");
    Postgres.store(locator, OpenOptions.readWrite()).close();
    server.execute("UPDATE newer.metalab SET format = 3");
    MetalabException refusal = refusal(locator, OpenOptions.readWrite());
    assertThat(refusal.code()).isEqualTo(ErrorCode.STORE_NEWER);
    assertThat(refusal).hasMessageContaining("format 3; this version knows 2");
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
