package io.metalab.store.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.SeedBundle;
import io.metalab.api.store.Store;
import io.metalab.store.MemoryStore;
import io.metalab.store.archive.Archive;
import io.metalab.store.archive.ArchiveStore;
import io.metalab.store.file.FileStore;
import io.metalab.testkit.fault.Fault;
import io.metalab.testkit.fault.FaultFileSystem;
import io.metalab.testkit.fault.FaultPlan;
import io.metalab.testkit.fault.FileOperation.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A transfer that is cut short shows whole runs alone, and the same one completes it. */
class InterruptedTransferTest {
  @TempDir Path directory;

  private static MemoryStore source() {
    MemoryStore source = new MemoryStore();
    StoreContent.fill(source, StoreContent.pool(20, 12), SeedBundle.of(20, 0));
    return source;
  }

  private static void copy(Store source, Store target) {
    Transfer.run(source, target, Scope.ALL, false, TransferProgress.NONE);
  }

  private static void assertWholeAndCompleted(Path place, Store source) {
    Map<String, Object> all = StoreContent.shown(source);
    try (FileStore target = FileStore.open(place)) {
      assertThat(target.verify("", true).findings()).isEmpty();
      copy(source, target);
      assertThat(StoreContent.shown(target)).isEqualTo(all);
      assertThat(StoreContent.streams(target)).isEqualTo(StoreContent.streams(source));
      assertThat(target.verify("", true).findings()).isEmpty();
    }
  }

  @Test
  void aDiskThatFillsAtAnyWriteIsOneErrorAndTheSameTransferCompletesIt() throws IOException {
    MemoryStore source = source();
    boolean failed = true;
    for (int step = 0; failed; step += 3) {
      Path place = Files.createDirectory(directory.resolve("full-" + step));
      FaultFileSystem disk = FaultFileSystem.over(place, FaultPlan.NONE);
      int last = step;
      int[] seen = {0};
      try (FileStore target = FileStore.open(disk.root())) {
        disk.setPlan(
            operation ->
                operation.kind() == Kind.WRITE && seen[0]++ >= last ? Fault.NO_SPACE : Fault.NONE);
        MetalabException failure =
            catchThrowableOfType(MetalabException.class, () -> copy(source, target));
        failed = failure != null;
        if (failure != null) {
          assertThat(failure.code()).isEqualTo(ErrorCode.STORE_UNUSABLE);
        }
      } catch (MetalabException e) {
        assertThat(e.code()).as("closing on a full disk").isEqualTo(ErrorCode.STORE_UNUSABLE);
      }
      assertWholeAndCompleted(place, source);
    }
  }

  @Test
  void aProcessThatIsKilledWhileItImportsLeavesWholeRunsAlone() throws Exception {
    Path archive = directory.resolve("study.zip");
    Archive.write(source(), Scope.ALL, archive, TransferProgress.NONE);
    for (String phase : new String[] {"CONTENT", "RECORDS"}) {
      Path place = Files.createDirectory(directory.resolve(phase));
      Process child =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  Dying.class.getName(),
                  archive.toString(),
                  place.toString(),
                  phase)
              .inheritIO()
              .start();
      assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(child.exitValue()).as("killed").isEqualTo(137);
      try (Store source = ArchiveStore.open(archive)) {
        assertWholeAndCompleted(place, source);
      }
    }
  }

  /** Imports an archive in a process of its own and kills itself at the end of a phase. */
  public static final class Dying {
    private Dying() {}

    public static void main(String[] args) {
      try (Store source = ArchiveStore.open(Path.of(args[0]));
          Store target = FileStore.open(Path.of(args[1]))) {
        Transfer.run(
            source,
            target,
            Scope.ALL,
            false,
            (phase, runs, total) -> {
              if (phase.name().equals(args[2])) {
                kill();
              }
            });
      }
    }

    private static void kill() {
      long pid = ProcessHandle.current().pid();
      try {
        new ProcessBuilder("kill", "-KILL", Long.toString(pid)).start().waitFor();
        Thread.sleep(60_000);
      } catch (IOException | InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }
}
