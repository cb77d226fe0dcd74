package io.metalab.store.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.SeedBundle;
import io.metalab.api.store.MergeableStore;
import io.metalab.api.store.Store;
import io.metalab.api.store.VerifiableStore;
import io.metalab.api.store.VerifiableStore.Finding;
import io.metalab.store.MemoryStore;
import io.metalab.store.archive.Archive;
import io.metalab.store.archive.ArchiveStore;
import io.metalab.store.file.FileStore;
import io.metalab.testkit.fault.Fault;
import io.metalab.testkit.fault.FaultFileSystem;
import io.metalab.testkit.fault.FaultPlan;
import io.metalab.testkit.fault.FileOperation.Kind;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A transfer that is cut short shows whole runs alone, and the same one completes it. */
class InterruptedTransferTest {
  @TempDir Path directory;

  private static MemoryStore source(int runs) {
    MemoryStore source = new MemoryStore();
    StoreContent.fill(source, StoreContent.pool(20, runs), SeedBundle.of(20, 0));
    return source;
  }

  private static void copy(Store source, Store target) {
    Transfer.run(source, target, Scope.ALL, false, TransferProgress.NONE);
  }

  private static void assertWholeAndCompleted(Home home, Path place, Store source) {
    Map<String, Object> all = StoreContent.shown(source);
    try (Store target = home.open(place)) {
      assertThat(all).containsAllEntriesOf(StoreContent.shown(target));
      assertThat(deeply(target)).isEmpty();
      copy(source, target);
      assertThat(StoreContent.of(target)).isEqualTo(StoreContent.of(source));
      assertThat(StoreContent.streams(target)).isEqualTo(StoreContent.streams(source));
      assertThat(deeply(target)).isEmpty();
    }
  }

  private static List<Finding> deeply(Store store) {
    return ((VerifiableStore) store).verify("", true).findings();
  }

  @Test
  void aDiskThatFillsAtAnyWriteIsOneErrorAndTheSameTransferCompletesIt() throws IOException {
    MemoryStore source = source(12);
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
      assertWholeAndCompleted(Home.JOURNAL, place, source);
    }
  }

  @ParameterizedTest
  @EnumSource(Home.class)
  void aProcessThatIsKilledWhileItImportsLeavesWholeRunsAlone(Home home) throws Exception {
    Path archive = directory.resolve("study.zip");
    Archive.write(source(40), Scope.ALL, archive, TransferProgress.NONE);
    for (int merges : new int[] {0, 1, 12}) {
      Path place = Files.createDirectory(directory.resolve("killed-at-" + merges));
      Process child =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  Dying.class.getName(),
                  archive.toString(),
                  home.name(),
                  place.toString(),
                  Integer.toString(merges))
              .inheritIO()
              .start();
      try {
        assertThat(child.waitFor(2, TimeUnit.MINUTES)).isTrue();
      } finally {
        child.destroyForcibly();
      }
      assertThat(child.exitValue()).as("killed").isEqualTo(137);
      try (Store source = ArchiveStore.open(archive)) {
        assertWholeAndCompleted(home, place, source);
      }
    }
  }

  /** Imports an archive in a process of its own and kills itself after handing some runs over. */
  public static final class Dying {
    private Dying() {}

    public static void main(String[] args) {
      int merges = Integer.parseInt(args[3]);
      try (Store source = ArchiveStore.open(Path.of(args[0]));
          Store target = Home.valueOf(args[1]).open(Path.of(args[2]))) {
        copy(source, dying((MergeableStore) target, merges));
      }
    }

    /** Returns a store that kills the process at a call of merge. */
    private static Store dying(MergeableStore target, int merges) {
      int[] seen = {0};
      return (Store)
          Proxy.newProxyInstance(
              Dying.class.getClassLoader(),
              new Class<?>[] {Store.class, MergeableStore.class},
              (proxy, method, values) -> {
                if (method.getName().equals("merge") && seen[0]++ == merges) {
                  kill();
                }
                return method.invoke(target, values);
              });
    }

    private static void kill() throws IOException, InterruptedException {
      long pid = ProcessHandle.current().pid();
      new ProcessBuilder("kill", "-KILL", Long.toString(pid)).start();
      new CountDownLatch(1).await(); // for the end
    }
  }
}
