package io.metalab.store.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.hash.Hashing;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.SeedBundle;
import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.Store;
import io.metalab.api.store.StreamKey;
import io.metalab.api.store.VerifiableStore.Finding;
import io.metalab.store.MemoryStore;
import io.metalab.store.file.FileStore;
import io.metalab.store.transfer.Scope;
import io.metalab.store.transfer.StoreContent;
import io.metalab.store.transfer.Transfer;
import io.metalab.store.transfer.TransferProgress;
import io.metalab.testkit.Samples;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveTest {
  @TempDir Path directory;

  private static MemoryStore filled(int seed, int runs) {
    MemoryStore store = new MemoryStore();
    StoreContent.fill(store, StoreContent.pool(seed, runs), SeedBundle.of(seed, 0));
    return store;
  }

  private Path export(Store store, String name) throws IOException {
    Path file = directory.resolve(name);
    Archive.write(store, Scope.ALL, file, TransferProgress.NONE);
    return file;
  }

  private static void copy(Store source, Store target) {
    Transfer.run(source, target, Scope.ALL, false, TransferProgress.NONE);
  }

  @Test
  void opensAsAStoreThatHoldsTheSame() throws IOException {
    MemoryStore source = filled(1, 60);
    try (ArchiveStore archive = ArchiveStore.open(export(source, "study.zip"))) {
      assertThat(StoreContent.of(archive)).isEqualTo(StoreContent.of(source));
      assertThat(StoreContent.streams(archive)).isEqualTo(StoreContent.streams(source));
      assertThat(archive.info().runs()).isEqualTo(source.info().runs());
      assertThat(archive.verify("", true).findings()).isEmpty();
      assertThat(archive.verify("", true).recordsChecked())
          .isEqualTo(source.verify("", true).recordsChecked());
      List<RunId> runs = source.findByPrefix("", 1000);
      assertThat(archive.findByPrefix("", 1000)).isEqualTo(runs);
      assertThat(archive.findRuns(runs)).isEqualTo(source.findRuns(runs));
      for (RunId run : runs) {
        assertThat(archive.attempts(run)).isEqualTo(source.attempts(run));
        String computation = source.attempts(run).get(0).computation();
        assertThat(archive.findComputations(List.of(computation)))
            .isEqualTo(source.findComputations(List.of(computation)));
      }
      assertThat(archive.documents("experiment")).isEqualTo(source.documents("experiment"));
    }
  }

  @Test
  void importsIntoAnotherStoreWithoutLoss() throws IOException {
    MemoryStore source = filled(2, 40);
    try (ArchiveStore archive = ArchiveStore.open(export(source, "study.zip"));
        FileStore target = FileStore.open(directory.resolve("target"))) {
      copy(archive, target);
      assertThat(StoreContent.of(target)).isEqualTo(StoreContent.of(source));
      assertThat(StoreContent.streams(target)).isEqualTo(StoreContent.streams(source));
    }
  }

  @Test
  void equalContentGivesEqualBytesWhateverTheStoreAndTheOrderOfMerges() throws IOException {
    List<RunRecord> pool = StoreContent.pool(3, 30);
    MemoryStore one = new MemoryStore();
    MemoryStore two = new MemoryStore();
    StoreContent.fill(one, pool.subList(0, 20), SeedBundle.of(3, 1));
    StoreContent.fill(two, pool.subList(20, 30), SeedBundle.of(3, 2));
    MemoryStore forward = new MemoryStore();
    copy(one, forward);
    copy(two, forward);
    try (FileStore backward = FileStore.open(directory.resolve("files"))) {
      copy(two, backward);
      copy(one, backward);
      byte[] bytes = Files.readAllBytes(export(forward, "forward.zip"));
      assertThat(export(backward, "backward.zip")).hasBinaryContent(bytes);
      try (ArchiveStore archive = ArchiveStore.open(directory.resolve("forward.zip"))) {
        assertThat(export(archive, "again.zip")).hasBinaryContent(bytes);
      }
    }
  }

  @Test
  void listsTheDigestOfEveryEntryAsSha256sumDoes() throws IOException {
    Path file = export(filled(4, 10), "study.zip");
    try (ZipFile zip = new ZipFile(file.toFile())) {
      StringBuilder expected = new StringBuilder();
      for (ZipEntry entry : zip.stream().toList()) {
        byte[] bytes = zip.getInputStream(entry).readAllBytes();
        assertThat(entry.getTimeLocal().getYear()).isEqualTo(1980);
        if (!entry.getName().equals("SHA256SUMS")) {
          String digest = Hashing.sha256().hashBytes(bytes).toString();
          expected.append(digest).append("  ").append(entry.getName()).append('\n');
        }
      }
      ZipEntry sums = zip.getEntry("SHA256SUMS");
      assertThat(zip.getInputStream(sums)).asString(UTF_8).isEqualTo(expected.toString());
      assertThat(zip.getComment())
          .contains(Hashing.sha256().hashString(expected, UTF_8).toString());
    }
  }

  @Test
  void holdsTheRunsOfOneExperimentAlone() throws IOException {
    MemoryStore source = filled(5, 60);
    Path file = directory.resolve("study.zip");
    Scope scope = new Scope("sweep:1", (document, contexts) -> false);
    ArchiveSummary summary = Archive.write(source, scope, file, TransferProgress.NONE);
    assertThat(summary.studies()).containsExactly("sweep:1");
    assertThat(summary.sizeBytes()).isEqualTo(Files.size(file));
    try (ArchiveStore archive = ArchiveStore.open(file)) {
      assertThat(archive.counts()).hasSize(1);
      assertThat(archive.documents()).isEmpty();
      assertThat(archive.verify("sweep:1", true).findings()).isEmpty();
      assertThat(archive.verify("sweep:2", true).recordsChecked()).isZero();
    }
  }

  @Test
  void spansManyEntriesOfRunsAndStreams() throws IOException {
    MemoryStore source = new MemoryStore();
    List<RunRecord> pool = StoreContent.pool(6, 2500);
    byte[] line = ("x".repeat(99) + "\n").repeat(8_000).getBytes(UTF_8);
    for (RunRecord run : pool) {
      source.putRunRecord(run).join();
    }
    for (RunRecord run : pool.subList(0, 4)) {
      source.append(new StreamKey(run.runId(), 1, StreamKey.Kind.LOG), line);
    }
    Path file = export(source, "study.zip");
    try (ZipFile zip = new ZipFile(file.toFile());
        ArchiveStore archive = ArchiveStore.open(file)) {
      assertThat(zip.stream().filter(entry -> entry.getName().startsWith("runs/")).count())
          .isGreaterThan(1);
      assertThat(zip.stream().filter(entry -> entry.getName().startsWith("streams/")).count())
          .isGreaterThan(1);
      assertThat(StoreContent.shown(archive)).isEqualTo(StoreContent.shown(source));
      StreamKey log = new StreamKey(pool.get(3).runId(), 1, StreamKey.Kind.LOG);
      assertThat(archive.read(log, line.length - 5, 100)).asString(UTF_8).isEqualTo("xxxx\n");
      assertThat(archive.read(log, line.length, 100)).isEmpty();
    }
  }

  @Test
  void isOnlyRead() throws IOException {
    Path file = export(filled(7, 5), "study.zip");
    URI locator = URI.create("zip:" + file);
    assertThatThrownBy(() -> new ArchiveStoreProvider().open(locator, OpenOptions.readWrite()))
        .isInstanceOfSatisfying(
            MetalabException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_UNUSABLE))
        .hasMessageContaining("metalab import");
    try (Store archive = new ArchiveStoreProvider().open(locator, OpenOptions.readOnlyExisting())) {
      assertThat(archive.locator()).isEqualTo(locator.toString());
      assertThatThrownBy(() -> archive.putDocument("experiment", "x"))
          .isInstanceOf(MetalabException.class);
    }
    assertThat(directory.toFile().list()).hasSize(1);
  }

  @Test
  void tellsWhichArtifactsAreMissingAndRefusesDamagedOnes() throws IOException {
    RunRecord run = Samples.success(SeedBundle.of(8));
    Path store = directory.resolve("store");
    Path file = directory.resolve("study.zip");
    try (FileStore source = FileStore.open(store)) {
      String sha256 =
          StoreContent.put(source, run, 1, RunStatus.SUCCESS, SeedBundle.of(8).random())
              .artifacts()
              .get(0)
              .sha256();
      Path artifact =
          store.resolve(".metalab/artifacts/%s/%s".formatted(sha256.substring(0, 2), sha256));
      byte[] bytes = Files.readAllBytes(artifact);
      Files.writeString(artifact, "other");
      assertThatThrownBy(() -> export(source, "study.zip"))
          .isInstanceOfSatisfying(
              MetalabException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_CORRUPT))
          .hasMessageContaining("a/b.txt");
      assertThat(directory.toFile().listFiles()).containsExactly(store.toFile());
      Files.delete(artifact);
      assertThat(Archive.write(source, Scope.ALL, file, TransferProgress.NONE).findings())
          .extracting(Finding::kind)
          .containsExactly("missing-artifact");
      try (ArchiveStore archive = ArchiveStore.open(file)) {
        assertThat(archive.verify("", false).findings()).hasSize(1);
      }
      Files.write(artifact, bytes);
      assertThat(Archive.write(source, Scope.ALL, file, TransferProgress.NONE).findings())
          .isEmpty();
    }
  }

  @Test
  void leavesNothingWhereItCannotWrite() {
    Path file = directory.resolve("gone/study.zip");
    assertThatThrownBy(() -> Archive.write(filled(9, 2), Scope.ALL, file, TransferProgress.NONE))
        .isInstanceOf(IOException.class);
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void anEmptyStoreIsAnEmptyArchive() throws IOException {
    try (ArchiveStore archive = ArchiveStore.open(export(new MemoryStore(), "empty.zip"))) {
      assertThat(archive.counts()).isEmpty();
      assertThat(archive.verify("", true).findings()).isEmpty();
      assertThat(archive.info().details()).containsEntry("attempts", "0");
      assertThat(StoreContent.of(archive)).isEqualTo(Map.of("counts", List.of()));
    }
  }
}
