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
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.JDBC;

class SqliteOpeningTest {
  @TempDir Path directory;

  private Path write(List<RunRecord> records) {
    try (Store store = Sqlite.open(directory)) {
      put(store, records);
    }
    return Sqlite.file(directory);
  }

  /** Executes SQL as another program would. */
  private static void execute(Path file, String sql) throws SQLException {
    try (Connection connection = JDBC.createConnection("jdbc:sqlite:" + file, new Properties());
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  private MetalabException refusal(OpenOptions options, @Nullable String query) {
    return failure(() -> Sqlite.open(directory, options, query).close());
  }

  @Test
  void leavesOneFileBehindThatOtherProgramsRead() throws IOException, SQLException {
    List<RunRecord> records = samples(1, 30);
    Path file = write(records);
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).containsExactly(file);
    }
    try (Connection connection = JDBC.createConnection("jdbc:sqlite:" + file, new Properties());
        Statement statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT lower(hex(run_id)), json_extract(record, '$.metrics.rmse') FROM runs"
                    + " WHERE status = 'success' ORDER BY number")) {
      for (RunRecord record : records) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getString(1)).isEqualTo(record.runId().hex());
        assertThat(rows.getDouble(2)).isEqualTo(record.metrics().get("rmse"));
      }
    }
  }

  @Test
  void createsTheDirectoriesAbove() throws Exception {
    URI deep = new URI("sqlite", null, directory.resolve("a/b c/runs.db").toString(), null);
    try (Store store = new SqliteStoreProvider().open(deep, OpenOptions.readWrite())) {
      put(store, samples(2, 1));
      assertThat(store.locator()).isEqualTo(deep.toString());
    }
    try (Store again = new SqliteStoreProvider().open(deep, OpenOptions.readOnlyExisting())) {
      assertThat(records(again)).isEqualTo(samples(2, 1));
    }
  }

  @Test
  void readsAFileInADirectoryThatTakesNoOthers() throws IOException {
    List<RunRecord> records = samples(3, 5);
    Path file = write(records);
    assertThat(directory.toFile().setWritable(false)).isTrue();
    assertThat(file.toFile().setWritable(false)).isTrue();
    try (Store store = Sqlite.open(directory, OpenOptions.readOnlyExisting(), null)) {
      assertThat(records(store)).isEqualTo(records);
    } finally {
      assertThat(directory.toFile().setWritable(true)).isTrue();
    }
  }

  /** The sample was written when this was the newest format. */
  @Test
  void readsAndGoesOnWithWhatFormatOneLooksLike() throws IOException {
    try (InputStream sample =
        new GZIPInputStream(
            requireNonNull(getClass().getResourceAsStream("format-1.db.gz"), "sample"))) {
      Files.copy(sample, Sqlite.file(directory));
    }
    List<RunRecord> records = samples(20260127, 4);
    try (Store store = Sqlite.open(directory)) {
      RunRecord first = records.get(0).toBuilder().notes(List.of("noted")).build();
      assertThat(records(store)).containsExactly(first, records.get(1), records.get(2));
      assertThat(store.findDocument(store.putDocument("context", "größe"))).contains("größe");
      put(store, records.subList(3, 4));
      assertThat(records(store)).hasSize(4);
      assertThat(((VerifiableStore) store).verify("", true).findings()).isEmpty();
    }
  }

  @Test
  void refusesAFileThatANewerProgramWroteAndLeavesItAlone() throws Exception {
    Path file = write(samples(4, 1));
    execute(file, "UPDATE metalab SET format = 2");
    byte[] before = Files.readAllBytes(file);
    MetalabException refusal = refusal(OpenOptions.readWrite(), null);
    assertThat(refusal.code()).isEqualTo(ErrorCode.STORE_NEWER);
    assertThat(refusal).hasMessageContaining("format 2; this version knows 1");
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  @Test
  void refusesTheDatabaseOfAnotherProgram() throws SQLException {
    execute(Sqlite.file(directory), "CREATE TABLE bookmarks (url TEXT)");
    MetalabException refusal = refusal(OpenOptions.readWrite(), null);
    assertThat(refusal.code()).isEqualTo(ErrorCode.STORE_UNUSABLE);
    assertThat(refusal).hasMessageContaining("tables are of another program");
  }

  @Test
  void refusesAnEmptyFileSinceItMayHaveBeenAStore() throws IOException {
    Files.createFile(Sqlite.file(directory));
    MetalabException refusal = refusal(OpenOptions.readWrite(), null);
    assertThat(refusal.code()).isEqualTo(ErrorCode.STORE_UNUSABLE);
    assertThat(refusal).hasMessageContaining("is empty, as no store ever is");
    assertThat(Sqlite.file(directory)).isEmptyFile();
  }

  @Test
  void refusesAFileThatIsNoDatabase() throws IOException {
    Files.writeString(Sqlite.file(directory), "not of SQLite, but long enough. ".repeat(100));
    MetalabException refusal = refusal(OpenOptions.readWrite(), null);
    assertThat(refusal.code()).isEqualTo(ErrorCode.STORE_CORRUPT);
    assertThat(refusal).hasMessageContaining("damaged or not of SQLite");
  }

  @Test
  void refusesADirectory() throws IOException {
    Files.createDirectory(Sqlite.file(directory));
    assertThat(refusal(OpenOptions.readWrite(), null))
        .hasMessageContaining("it is a directory")
        .hasMessageContaining("leave 'sqlite:' out");
  }

  @Test
  void saysThatThereIsNothing() {
    MetalabException refusal = refusal(OpenOptions.readOnlyExisting(), null);
    assertThat(refusal.code()).isEqualTo(ErrorCode.NOT_FOUND);
    assertThat(refusal).hasMessageContaining("There is no store at " + Sqlite.file(directory));
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void refusesOptionsThatAreWrongWithARightLocator() {
    Map<String, String> wrong =
        Map.of(
            "cache=1", "'cache' is not an option; there are [files, inline]",
            "inline=big", "inline (big) must be a size such as 64k or 1m, or all",
            "inline=1&inline=2", "the option 'inline' is there twice");
    wrong.forEach(
        (query, message) ->
            assertThat(refusal(OpenOptions.readWrite(), query))
                .hasMessageContaining(message)
                .hasMessageContaining("Write it like sqlite:/data/runs.db?inline=64k"));
    assertThat(directory).isEmptyDirectory();
  }
}
