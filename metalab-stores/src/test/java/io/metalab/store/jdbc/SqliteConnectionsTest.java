package io.metalab.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.ErrorCode;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class SqliteConnectionsTest {
  private static final int BUSY = 5;

  @Test
  void aFileThatAnotherProcessKeepsIsNamedWithAWayOutAndWhatIsKept() {
    var failure =
        SqliteConnections.failure(
            "Cannot save", Path.of("runs.db"), new SQLException("database is locked", "", BUSY));
    assertThat(failure.code()).isEqualTo(ErrorCode.STORE_UNUSABLE);
    assertThat(failure)
        .hasMessageStartingWith("Cannot save in the store runs.db: database is locked. ")
        .hasMessageContaining("for more than 60 s; maybe it is stopped")
        .hasMessageEndingWith("run the same command again; what was acknowledged before is kept.");
  }
}
