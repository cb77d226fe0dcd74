package io.metalab.store.jdbc;

import static io.metalab.store.jdbc.JdbcStoreTests.failure;
import static io.metalab.store.jdbc.JdbcStoreTests.put;
import static io.metalab.store.jdbc.JdbcStoreTests.samples;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.RunRecord;
import io.metalab.api.store.Store;
import io.metalab.api.store.StreamKey;
import io.metalab.api.store.VerifiableStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteFullDiskTest {
  @TempDir Path directory;

  private Path disk;

  @BeforeEach
  void mount() throws Exception {
    disk = Files.createDirectory(directory.resolve("disk"));
    assumeThat(mount("-t", "tmpfs", "-o", "size=700k", "tmpfs"))
        .as("mounting a small disk takes root and the right to mount")
        .isZero();
  }

  @AfterEach
  void unmount() throws Exception {
    execute(List.of("umount", disk.toString()));
  }

  private int mount(String... options) throws Exception {
    List<String> command = new ArrayList<>(List.of("mount"));
    command.addAll(List.of(options));
    command.add(disk.toString());
    return execute(command);
  }

  private static int execute(List<String> command) throws IOException, InterruptedException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  @Test
  void failsWhatItCannotSaveAndGoesOnOnceThereIsSpace() throws Exception {
    List<RunRecord> records = samples(1, 2000);
    List<RunRecord> saved = new ArrayList<>();
    try (Store store = Sqlite.open(disk)) {
      MetalabException full =
          failure(
              () -> {
                for (RunRecord record : records) {
                  store.putRunRecord(record).join();
                  saved.add(record);
                }
              });
      assertThat(full.code()).isEqualTo(ErrorCode.STORE_UNUSABLE);
      assertThat(full).hasMessageContaining("Free some space").hasMessageContaining("is kept");
      RunRecord failed = records.get(saved.size());
      StreamKey log = new StreamKey(failed.runId(), 1, StreamKey.Kind.LOG);
      store.append(log, "kept\n".getBytes(UTF_8));
      assertThat(failure(() -> store.putRunRecord(failed).join()).code())
          .isEqualTo(ErrorCode.STORE_UNUSABLE);
      for (RunRecord record : saved) {
        assertThat(store.findRunRecord(record.runId())).contains(record);
      }

      assertThat(mount("-o", "remount,size=30m")).isZero();
      put(store, records);
      assertThat(store.read(log, 0, 100)).isEqualTo("kept\n".getBytes(UTF_8));
    }
    try (Store again = Sqlite.open(disk)) {
      assertThat(JdbcStoreTests.records(again)).hasSize(2000);
      assertThat(((VerifiableStore) again).verify("", true).findings()).isEmpty();
    }
  }
}
