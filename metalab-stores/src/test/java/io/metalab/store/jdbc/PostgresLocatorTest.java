package io.metalab.store.jdbc;

import static io.metalab.store.jdbc.JdbcStoreTests.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.core.registry.Stores;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class PostgresLocatorTest {
  static PostgresLocator read(String locator, Map<String, String> environment) {
    return PostgresLocator.of(URI.create(locator), Stores.withoutPassword(locator), environment);
  }

  private static PGSimpleDataSource source(String locator, Map<String, String> environment) {
    return read(locator, environment).source(1000, false);
  }

  @Test
  void takesFromTheEnvironmentWhatTheLocatorLeavesOut() {
    PGSimpleDataSource source =
        source(
            "postgresql:///",
            Map.of(
                "PGHOST", "db.example",
                "PGPORT", "6000",
                "PGUSER", "me",
                "PGPASSWORD", "secret",
                "PGDATABASE", "results"));
    assertThat(source.getServerNames()).containsExactly("db.example");
    assertThat(source.getPortNumbers()).containsExactly(6000);
    assertThat(source.getUser()).isEqualTo("me");
    assertThat(source.getPassword()).isEqualTo("secret");
    assertThat(source.getDatabaseName()).isEqualTo("results");
  }

  @Test
  void prefersTheLocatorToTheEnvironment() {
    PGSimpleDataSource source =
        source(
            "postgresql://you:p%40ss@[::1]:7000/mine",
            Map.of("PGHOST", "x", "PGPORT", "1", "PGUSER", "x", "PGPASSWORD", "x"));
    assertThat(source.getServerNames()).containsExactly("[::1]");
    assertThat(source.getPortNumbers()).containsExactly(7000);
    assertThat(source.getUser()).isEqualTo("you");
    assertThat(source.getPassword()).isEqualTo("p@ss");
    assertThat(source.getDatabaseName()).isEqualTo("mine");
  }

  @Test
  void fallsBackOnWhatIsUsual() {
    PGSimpleDataSource source = source("postgresql://host_1/", Map.of());
    assertThat(source.getServerNames()).containsExactly("host_1");
    assertThat(source.getPortNumbers()).containsExactly(5432);
    assertThat(source.getUser()).isEqualTo(System.getProperty("user.name"));
    assertThat(source.getPassword()).isNull();
    assertThat(source.getDatabaseName()).isEqualTo(source.getUser());
  }

  @Test
  void tellsALocatorThatOpensTheSameStoreWithoutItsPassword() {
    String locator =
        read(
                "postgresql://me:secret@host/db?connections=8&inline=1m&files=/shared&password=x",
                Map.of())
            .locator();
    assertThat(locator)
        .isEqualTo(
            "postgresql://me@host:5432/db?schema=metalab&connections=8&files=/shared&inline=1m");
    assertThat(read(locator, Map.of()).locator()).isEqualTo(locator);
  }

  @Test
  void aLocatorThatItTellsIsReadBackWhateverCharactersAreInIt() {
    PostgresLocator first =
        read(
            "postgresql://a%40b%3Ac@host/my%20db%3F?files=/big%20disk/50%25%26more%3Dless%2B",
            Map.of());
    PostgresLocator second = read(first.locator(), Map.of());
    assertThat(second.user()).isEqualTo("a@b:c").isEqualTo(first.user());
    assertThat(second.database()).isEqualTo("my db?").isEqualTo(first.database());
    assertThat(second.files()).contains("/big disk/50%&more=less+").isEqualTo(first.files());
  }

  @Test
  void refusesWhatIsWrongWithARightLocator() {
    Map<String, String> wrong = new LinkedHashMap<>();
    wrong.put("postgresql:db", "it is not a host, maybe a user, a port and a database");
    wrong.put("postgresql://host:99999/db", "the port (99999) must be a number from 1 to 65535");
    wrong.put("postgresql://host/db?connections=0", "connections (0) must be a number from 1 to");
    wrong.put("postgresql://host/db?schema=a;b", "the schema (a;b) must be lower-case letters");
    wrong.put("postgresql://host/db?shema=a", "'shema' is not an option; there are [connections,");
    wrong.put(
        "postgresql://host/db?sslmode=on", "the sslmode (on) must be one of [disable, allow,");
    wrong.put("postgresql://me:hidden@host/db?patience=no", "patience (no) must be a number");
    wrong.forEach(
        (locator, message) ->
            assertThat(failure(() -> read(locator, Map.of())))
                .as(locator)
                .hasMessageContaining(message)
                .hasMessageContaining("Write it like postgresql://user@host:5432/database?")
                .hasMessageNotContaining("hidden"));
  }
}
