package io.metalab.examples.mvstore;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.RunRecord;
import io.metalab.api.SeedBundle;
import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.Store;
import io.metalab.core.registry.Stores;
import io.metalab.store.MemoryStore;
import io.metalab.store.transfer.Scope;
import io.metalab.store.transfer.Transfer;
import io.metalab.store.transfer.TransferProgress;
import io.metalab.testkit.Samples;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MvStoreTest {
  @TempDir Path directory;

  private Store open(OpenOptions how) {
    return Stores.open("mvstore:runs.mv", directory, how, MvStore.class.getClassLoader());
  }

  @Test
  void isFoundByItsSchemeAndKeepsWhatItHeld() {
    List<RunRecord> records = Samples.successes(SeedBundle.of(1), 20);
    try (Store store = open(OpenOptions.readWrite())) {
      records.forEach(record -> store.putRunRecord(record).join());
    }
    try (Store store = open(OpenOptions.readOnlyExisting());
        Stream<RunRecord> found = store.runRecords("")) {
      assertThat(found).containsExactlyElementsOf(records);
    }
  }

  @Test
  void isNotMadeWhereItIsOnlyRead() {
    Assertions.assertThatThrownBy(() -> open(OpenOptions.readOnlyExisting()))
        .isInstanceOfSatisfying(
            MetalabException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void takesInAnotherStoreAndHandsItOutAgain() {
    MemoryStore source = new MemoryStore();
    MemoryStore back = new MemoryStore();
    List<RunRecord> records = Samples.successes(SeedBundle.of(2), 10);
    records.forEach(record -> source.putRunRecord(record).join());
    try (Store store = open(OpenOptions.readWrite())) {
      Transfer.run(source, store, Scope.ALL, false, TransferProgress.NONE);
      Transfer.run(store, back, Scope.ALL, false, TransferProgress.NONE);
    }
    try (Stream<RunRecord> found = back.runRecords("")) {
      assertThat(found).containsExactlyInAnyOrderElementsOf(records);
    }
  }
}
