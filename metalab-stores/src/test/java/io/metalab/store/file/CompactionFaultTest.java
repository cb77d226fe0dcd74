package io.metalab.store.file;

import static io.metalab.store.file.CompactionTests.checkSound;
import static io.metalab.store.file.CompactionTests.content;
import static io.metalab.store.file.CompactionTests.open;
import static io.metalab.store.file.CompactionTests.write;
import static io.metalab.store.file.FileStoreTests.copy;
import static io.metalab.store.file.FileStoreTests.delete;
import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.MetalabException;
import io.metalab.api.SeedBundle;
import io.metalab.store.file.CompactionTests.Content;
import io.metalab.testkit.crash.CampaignProgress;
import io.metalab.testkit.fault.Fault;
import io.metalab.testkit.fault.FaultFileSystem;
import io.metalab.testkit.fault.FaultPlan;
import io.metalab.testkit.fault.FileOperation;
import io.metalab.testkit.fault.MemoryDirectory;
import io.metalab.testkit.fault.SimulatedCrash;
import io.metalab.testkit.fault.UncaughtFailures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lets every operation of a compaction fail, or its process die there, and cuts the power. */
class CompactionFaultTest {
  private static final int DEFAULT_FAULTS = 300;
  private static final List<Fault> FAULTS =
      Stream.of(Fault.values()).filter(fault -> fault != Fault.NONE).toList();

  @TempDir(factory = MemoryDirectory.class)
  Path directory;

  private final UncaughtFailures uncaught = UncaughtFailures.watch();

  @AfterEach
  void onlyTheDeadEndByExceptions() {
    uncaught.close();
  }

  @Test
  void losesNothingWhereverItFailsOrDies() throws IOException {
    Path written = directory.resolve("written");
    for (int i = 0; i < 2; i++) {
      write(written, i, 2);
      compact(written);
    }
    write(written, 5, 2);
    Content expected = content(written);
    long operations = operations(written);
    assertThat(operations).as("operations of a compaction").isGreaterThan(20);
    boolean all = Integer.getInteger("metalab.crash.faults", DEFAULT_FAULTS) > DEFAULT_FAULTS;
    int total = (int) operations * (all ? FAULTS.size() : 1);
    CampaignProgress progress =
        CampaignProgress.start("CompactionFaultTest, faults", total, (int) operations);
    int done = 0;
    for (int at = 0; at < operations; at++) {
      // In a campaign every fault at every operation, else one.
      int first = at % FAULTS.size();
      for (Fault fault : all ? FAULTS : FAULTS.subList(first, first + 1)) {
        check(written, at, fault, expected);
        progress.done(++done);
      }
    }
    progress.end("%d kinds of fault at %d operations".formatted(FAULTS.size(), operations));
  }

  private static void compact(Path place) {
    try (FileStore store = open(place)) {
      store.compact();
    }
  }

  private static FileStore openOften(Path place) {
    return FileStore.open(place, FileStoreConfig.defaults().withCompactAfter(1));
  }

  private long operations(Path written) throws IOException {
    Path place = directory.resolve("counted");
    copy(written, place);
    FaultFileSystem disk = FaultFileSystem.over(place, FaultPlan.NONE);
    live(disk);
    List<FileOperation.Kind> kinds = new ArrayList<>();
    disk.log().forEach(operation -> kinds.add(operation.kind()));
    assertThat(kinds)
        .contains(
            FileOperation.Kind.MOVE,
            FileOperation.Kind.DELETE,
            FileOperation.Kind.FORCE,
            FileOperation.Kind.FORCE_DIRECTORY);
    return disk.operations();
  }

  /** Compacts by hand, so that operations come in the same order every time. */
  private static void live(FaultFileSystem disk) throws IOException {
    Layout layout = Layout.open(disk.root(), FileStoreConfig.defaults().options());
    SegmentFiles records = SegmentFiles.ofRecords(layout);
    SegmentFiles streams = SegmentFiles.ofStreams(layout);
    Fences fences = new Fences(layout, records);
    new Compactor(layout, fences, records, 64 << 20, true).compact(1, 1, () -> true);
    new Compactor(layout, fences, streams, 64 << 20, false).compact(1, 1, () -> true);
  }

  private void check(Path written, int at, Fault fault, Content expected) throws IOException {
    Path place = directory.resolve("%s-%d".formatted(fault, at));
    copy(written, place);
    FaultFileSystem disk = FaultFileSystem.over(place, FaultPlan.at(at, fault));
    try {
      live(disk);
    } catch (SimulatedCrash | IOException | MetalabException e) {
      assertThat(e).as("how a compaction may end").isNotNull();
    }
    Path cut = Files.createDirectory(directory.resolve("cut-%s-%d".formatted(fault, at)));
    disk.powerCut(SeedBundle.of(at), cut);
    for (Path real : List.of(place, cut)) {
      // A view without faults, whose syncs cost nothing.
      Path left = FaultFileSystem.over(real, FaultPlan.NONE).root();
      String what = "%s at operation %d, %s".formatted(fault, at, real.getFileName());
      assertThat(content(left)).as(what).isEqualTo(expected);
      try (FileStore store = openOften(left)) {
        store.compact();
        assertThat(content(store)).as(what).isEqualTo(expected);
      }
      // One that the power cut brought back waits for others.
      assertThat(CompactionTests.files(left, "segments")).as(what).hasSizeLessThan(2);
      assertThat(CompactionTests.files(left, "streams")).as(what).hasSizeLessThan(2);
      checkSound(left);
      delete(real);
    }
  }
}
