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
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server has a certificate of its own, which a client trusts that was given it. */
class PostgresEncryptionTest {
  @TempDir static Path directory;

  private static PostgresServer server;
  private static SelfSigned stranger;

  @BeforeAll
  static void startServer() throws Exception {
    SelfSigned own = SelfSigned.create(directory, "server", "127.0.0.1");
    stranger = SelfSigned.create(directory, "stranger", "127.0.0.1");
    server = PostgresServer.create();
    server.encrypt(own.certificate(), own.key());
  }

  private static String locator(String mode, Path root) {
    return server.locator("s", "sslmode=" + mode, "sslrootcert=" + root);
  }

  private static MetalabException refusal(String locator) {
    return failure(() -> Postgres.store(locator, OpenOptions.readWrite()).close());
  }

  @Test
  void opensAServerWhoseCertificateItWasGivenAndSaysSoInItsLocator() {
    String locator = locator("verify-full", directory.resolve("server.crt"));
    try (Store store = Postgres.store(locator, OpenOptions.readWrite())) {
      put(store, samples(1, 3));
      assertThat(store.locator()).contains("sslmode=verify-full").contains("server.crt");
      try (Store again = Postgres.store(store.locator(), OpenOptions.readOnlyExisting())) {
        assertThat(records(again)).containsExactlyInAnyOrderElementsOf(samples(1, 3));
      }
    }
  }

  @Test
  void refusesAServerWhoseCertificateAnotherSigned() {
    MetalabException refusal = refusal(locator("verify-full", stranger.certificate()));
    assertThat(refusal.code()).isEqualTo(ErrorCode.STORE_UNUSABLE);
    assertThat(refusal)
        .hasMessageContaining("certificate of the server cannot be verified")
        .hasMessageContaining("that sslrootcert names the certificate");
  }

  @Test
  void refusesAServerThatGoesByAnotherName() {
    String root = directory.resolve("server.crt").toString();
    String locator = locator("verify-full", Path.of(root)).replace("127.0.0.1", "localhost");
    assertThat(refusal(locator))
        .hasMessageContaining("The hostname localhost could not be verified")
        .hasMessageContaining("that the host is one of those in it");
    Postgres.store(locator.replace("verify-full", "verify-ca"), OpenOptions.readWrite()).close();
  }

  @Test
  void saysThatTheCertificateToTrustIsNotThere() {
    assertThat(refusal(locator("verify-ca", directory.resolve("none.crt"))))
        .hasMessageContaining("none.crt")
        .hasMessageContaining("that sslrootcert names the certificate");
  }
}
