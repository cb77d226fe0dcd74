package io.metalab.store.jdbc;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteSharingTest {
  @TempDir Path directory;

  @Test
  void eightProcessesOfEightThreadsAgreeAndKeepNoReaderWaiting() throws Exception {
    ManyProcesses.putTheSameRuns(Sqlite.class, directory);
  }
}
