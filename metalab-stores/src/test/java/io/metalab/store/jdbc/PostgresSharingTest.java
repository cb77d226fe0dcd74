package io.metalab.store.jdbc;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresSharingTest {
  @TempDir Path directory;

  @Test
  void eightProcessesOfEightThreadsAgree() throws Exception {
    ManyProcesses.putTheSameRuns(Postgres.class, directory);
  }
}
