package io.metalab.store.file;

import static io.metalab.store.file.FileStoreTests.failure;
import static io.metalab.store.file.FileStoreTests.put;
import static io.metalab.store.file.FileStoreTests.recordsOf;
import static io.metalab.store.file.FileStoreTests.samples;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.ArtifactDescriptor;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.RunRecord;
import io.metalab.api.SeedBundle;
import io.metalab.api.store.ArtifactDraft;
import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.StreamKey;
import io.metalab.testkit.fault.Fault;
import io.metalab.testkit.fault.FaultFileSystem;
import io.metalab.testkit.fault.FaultPlan;
import io.metalab.testkit.fault.FileOperation.Kind;
import io.metalab.testkit.fault.SimulatedCrash;
import io.metalab.testkit.fault.UncaughtFailures;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultTest {
  @TempDir Path directory;
  private final UncaughtFailures uncaught = UncaughtFailures.watch();

  @AfterEach
  void onlyTheDeadEndByExceptions() {
    uncaught.close();
  }

  /** A plan by which operations of a kind on segments of records fail, so many times. */
  private static FaultPlan onSegments(Kind kind, int from, int times, Fault fault) {
    int[] seen = {0};
    return operation ->
        operation.kind() == kind
                && operation.path().toString().contains("/segments/")
                && seen[0]++ >= from
                && seen[0] <= from + times
            ? fault
            : Fault.NONE;
  }

  @Test
  void writesToANewSegmentWhatOneThatFailsDidNotTake() throws IOException {
    for (Kind kind : List.of(Kind.WRITE, Kind.FORCE)) {
      for (Fault fault : List.of(Fault.IO_ERROR, Fault.TORN_WRITE, Fault.SHORT_WRITE)) {
        Path place = Files.createDirectory(directory.resolve(kind + "-" + fault));
        FaultFileSystem disk = FaultFileSystem.over(place, onSegments(kind, 3, 1, fault));
        List<RunRecord> records = samples(1, 6);
        try (FileStore store = FileStore.open(disk.root())) {
          records.forEach(record -> put(store, record));
        }
        assertThat(recordsOf(place)).as("%s %s", kind, fault).isEqualTo(records);
        boolean abandoned = kind == Kind.FORCE || fault != Fault.SHORT_WRITE;
        try (var segments = Files.list(place.resolve(".metalab/segments"))) {
          assertThat(segments).hasSize(abandoned ? 2 : 1);
        }
      }
    }
  }

  @Test
  void aClaimIsThereWithItsHolderOrNotAtAllWhereverItsClaimantDies() throws IOException {
    for (Fault fault : List.of(Fault.CRASH_BEFORE, Fault.CRASH_TORN, Fault.CRASH_AFTER)) {
      boolean died = true;
      for (int step = 0; died; step++) {
        Path place = Files.createDirectory(directory.resolve(fault + "-" + step));
        FaultFileSystem disk = FaultFileSystem.over(place, FaultPlan.NONE);
        died = claimDyingAt(disk, step, fault);
        try (var claims = Files.list(place.resolve(".metalab/claims"))) {
          assertThat(claims).as("%s at %d", fault, step).allSatisfy(FaultTest::hasItsHolder);
        }
      }
    }
  }

  /**
   * Claims a chunk on a disk whose operation of this number is the last; returns whether it was.
   */
  private static boolean claimDyingAt(FaultFileSystem disk, int step, Fault fault) {
    boolean[] died = {false};
    try (FileStore store = FileStore.open(disk.root())) {
      int[] seen = {0};
      disk.setPlan(
          operation -> {
            died[0] |= operation.kind() != Kind.READ && seen[0]++ == step;
            return died[0] ? fault : Fault.NONE;
          });
      assertThat(store.tryClaim("ab".repeat(32), 0)).isPresent();
    } catch (SimulatedCrash e) {
      return true;
    }
    return died[0];
  }

  private static void hasItsHolder(Path claim) {
    assertThat(claim).content().matches("[0-9a-f]{32}\n");
  }

  @Test
  void failsWhatItCannotSaveAndGoesOnOnceThereIsSpace() throws IOException {
    FaultFileSystem disk = FaultFileSystem.over(directory, FaultPlan.NONE);
    List<RunRecord> records = samples(1, 3);
    StreamKey log = new StreamKey(records.get(1).runId(), 1, StreamKey.Kind.LOG);
    try (FileStore store = FileStore.open(disk.root())) {
      put(store, records.get(0));
      disk.setPlan(
          operation ->
              operation.kind() == Kind.WRITE || operation.kind() == Kind.CREATE
                  ? Fault.NO_SPACE
                  : Fault.NONE);
      store.append(log, "kept\n".getBytes(UTF_8));
      MetalabException failure = failure(() -> put(store, records.get(1)));
      assertThat(failure.code()).isEqualTo(ErrorCode.STORE_UNUSABLE);
      assertThat(failure).hasMessageContaining("1 record").hasMessageContaining("Free some space");
      disk.setPlan(FaultPlan.NONE);

      put(store, records.get(1));
      put(store, records.get(2));
      assertThat(store.read(log, 0, 100)).isEqualTo("kept\n".getBytes(UTF_8));
    }
    assertThat(recordsOf(directory)).containsExactlyInAnyOrderElementsOf(records);
  }

  @Test
  void keepsWhatItAcknowledgesInAStoreThatCouldNotBeCreatedAtFirst() throws IOException {
    RunRecord record = samples(1, 1).get(0);
    for (int at = 0; at < 20; at++) {
      Path place = Files.createDirectory(directory.resolve("at-" + at));
      FaultFileSystem disk = FaultFileSystem.over(place, FaultPlan.at(at, Fault.IO_ERROR));
      assertThat(failure(() -> FileStore.open(disk.root()).close()).code())
          .isEqualTo(ErrorCode.STORE_UNUSABLE);
      FileStore store = FileStore.open(disk.root());
      put(store, record);
      for (int seed = 0; seed < 4; seed++) {
        Path cut = Files.createDirectory(directory.resolve("cut-%d-%d".formatted(at, seed)));
        disk.powerCut(SeedBundle.of(seed), cut);
        assertThat(recordsOf(cut)).as("operation %d", at).containsExactly(record);
      }
    }
  }

  @Test
  void namesArtifactsAnewOnceASyncOfTheirDirectoryFailed() throws IOException {
    RunRecord sample = samples(1, 1).get(0);
    for (int seed = 0; seed < 20; seed++) {
      Path place = Files.createDirectory(directory.resolve("place-" + seed));
      FaultFileSystem disk = FaultFileSystem.over(place, FaultPlan.NONE);
      FileStore store = FileStore.open(disk.root());
      RunRecord record = withLogAndArtifact(store, sample);
      int[] failures = {0};
      disk.setPlan(
          operation ->
              operation.kind() == Kind.FORCE_DIRECTORY
                      && operation.path().toString().matches(".*/artifacts/[0-9a-f]{2}")
                      && failures[0]++ == 0
                  ? Fault.IO_ERROR
                  : Fault.NONE);
      put(store, record);
      assertThat(failures[0]).isEqualTo(2);

      Path cut = Files.createDirectory(directory.resolve("cut-" + seed));
      disk.powerCut(SeedBundle.of(seed), cut);
      check(cut, List.of(record));
    }
  }

  @Test
  void losesNothingAcknowledgedWhereverItDies() throws IOException {
    long operations = 1;
    List<Fault> faults = List.of(Fault.CRASH_BEFORE, Fault.CRASH_TORN, Fault.CRASH_AFTER);
    for (int at = 0; at < operations; at++) {
      Path place = Files.createDirectory(directory.resolve("at-" + at));
      FaultFileSystem disk =
          FaultFileSystem.over(place, FaultPlan.at(at, faults.get(at % faults.size())));
      List<RunRecord> acknowledged = work(disk);
      if (at == 0) {
        FaultFileSystem whole =
            FaultFileSystem.over(Files.createDirectory(directory.resolve("whole")), FaultPlan.NONE);
        work(whole);
        operations = whole.operations();
      }
      check(place, acknowledged);
      Path cut = Files.createDirectory(directory.resolve("cut-" + at));
      disk.powerCut(SeedBundle.of(at), cut);
      check(cut, acknowledged);
    }
  }

  /** Stores runs with logs and artifacts until it is over, and returns what was acknowledged. */
  private static List<RunRecord> work(FaultFileSystem disk) {
    List<RunRecord> acknowledged = new ArrayList<>();
    FileStoreConfig config = FileStoreConfig.of(OpenOptions.readWrite()).withSegmentBytes(4000);
    try (FileStore store = FileStore.open(disk.root(), config)) {
      for (RunRecord sample : samples(7, 5)) {
        RunRecord record = withLogAndArtifact(store, sample);
        put(store, record);
        acknowledged.add(record);
      }
    } catch (SimulatedCrash e) {
      return acknowledged;
    } catch (CompletionException e) {
      assertThat(e).hasCauseInstanceOf(SimulatedCrash.class);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return acknowledged;
  }

  /** Stores a log and an artifact and returns the record with these. */
  private static RunRecord withLogAndArtifact(FileStore store, RunRecord sample)
      throws IOException {
    store.append(new StreamKey(sample.runId(), 1, StreamKey.Kind.LOG), "line\n".getBytes(UTF_8));
    ArtifactDescriptor artifact =
        store.putArtifact(
            new ArtifactDraft(sample.runId(), "a", "text/plain", "", Map.of()),
            new ByteArrayInputStream(sample.identity().getBytes(UTF_8)));
    return sample.toBuilder().artifacts(List.of(artifact)).build();
  }

  private static void check(Path place, List<RunRecord> acknowledged) {
    try (FileStore store = FileStore.open(place)) {
      assertThat(FileStoreTests.records(store)).containsAll(acknowledged);
      for (RunRecord record : acknowledged) {
        StreamKey log = new StreamKey(record.runId(), 1, StreamKey.Kind.LOG);
        assertThat(store.read(log, 0, 100)).isEqualTo("line\n".getBytes(UTF_8));
      }
      assertThat(store.verify("", true).findings()).isEmpty();
      RunRecord more = samples(8, 1).get(0);
      put(store, more);
      assertThat(store.findRunRecord(more.runId())).contains(more);
    }
  }
}
