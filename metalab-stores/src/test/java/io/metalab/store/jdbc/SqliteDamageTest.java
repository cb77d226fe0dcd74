package io.metalab.store.jdbc;

import static io.metalab.store.jdbc.JdbcStoreTests.failure;
import static io.metalab.store.jdbc.JdbcStoreTests.put;
import static io.metalab.store.jdbc.JdbcStoreTests.records;
import static io.metalab.store.jdbc.JdbcStoreTests.samples;
import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.ErrorCode;
import io.metalab.api.RunRecord;
import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.Store;
import io.metalab.api.store.VerifiableStore;
import io.metalab.api.store.VerifiableStore.Finding;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.JDBC;

class SqliteDamageTest {
  private static final int PAGE = 4096;

  @TempDir Path directory;

  private final List<RunRecord> records = samples(1, 200);

  @BeforeEach
  void write() {
    try (Store store = Sqlite.open(directory)) {
      put(store, records);
    }
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection =
            JDBC.createConnection("jdbc:sqlite:" + Sqlite.file(directory), new Properties());
        Statement statement = connection.createStatement()) {
      assertThat(statement.executeUpdate(sql)).isPositive();
    }
  }

  private List<Finding> findings() {
    try (Store store = Sqlite.open(directory, OpenOptions.readOnlyExisting(), null)) {
      return ((VerifiableStore) store).verify("", true).findings();
    }
  }

  @Test
  void findsPagesThatWereOverwritten() throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(Sqlite.file(directory).toFile(), "rw")) {
      byte[] garbage = new byte[PAGE];
      Arrays.fill(garbage, (byte) 0xa5);
      for (long page = 40; page < 60; page++) {
        file.seek(page * PAGE);
        file.write(garbage);
      }
    }
    assertThat(findings())
        .isNotEmpty()
        .anySatisfy(finding -> assertThat(finding.kind()).isEqualTo("damaged-database"));
    try (Store store = Sqlite.open(directory, OpenOptions.readOnlyExisting(), null)) {
      assertThat(failure(() -> records(store)).code()).isEqualTo(ErrorCode.STORE_CORRUPT);
    }
  }

  @Test
  void findsARecordThatWasChangedAndGivesItToNobody() throws SQLException {
    execute("UPDATE runs SET record = replace(record, '\"rmse\":', '\"rmsf\":') WHERE number = 7");
    RunRecord changed = records.get(6);
    assertThat(findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.kind()).isEqualTo("damaged-record");
              assertThat(finding.place()).contains(changed.runId().hex());
              assertThat(finding.message()).contains("checksum does not fit");
            });
    try (Store store = Sqlite.open(directory)) {
      assertThat(failure(() -> store.findRunRecord(changed.runId())).code())
          .isEqualTo(ErrorCode.STORE_CORRUPT);
      assertThat(store.findRunRecord(records.get(0).runId())).contains(records.get(0));
    }
  }

  @Test
  void findsColumnsThatSayOtherwiseThanTheirRecord() throws SQLException {
    execute("UPDATE runs SET status = 'failed' WHERE number = 3");
    assertThat(findings())
        .singleElement()
        .satisfies(finding -> assertThat(finding.message()).contains("with status success"));
  }
}
