package io.metalab.bench;

import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.Store;
import io.metalab.core.registry.Stores;
import io.metalab.store.archive.Archive;
import io.metalab.store.archive.ArchiveStore;
import io.metalab.store.transfer.Scope;
import io.metalab.store.transfer.Transfer;
import io.metalab.store.transfer.TransferProgress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** An archive of a hundred thousand runs: written, checked byte by byte, opened, and imported. */
final class ArchiveScenario implements Scenario {
  private static final int RUNS = 100_000;

  @Override
  public String name() {
    return "archive";
  }

  @Override
  public void prepare(Path directory) throws Exception {
    try (Store store = open(directory.resolve("runs"))) {
      NoOpStudy.run(NoOpStudy.plan("archive", RUNS), store);
    }
  }

  @Override
  public Map<String, Double> measure(Path directory) throws Exception {
    Map<String, Double> figures = new LinkedHashMap<>();
    Path file = directory.resolve("runs.zip");
    long start = System.nanoTime();
    try (Store store = open(directory.resolve("runs"))) {
      Archive.write(store, Scope.ALL, file, TransferProgress.NONE);
    }
    figures.put("write_s", seconds(start));
    figures.put("size_mib", Files.size(file) / 1048576.0);
    start = System.nanoTime();
    try (ArchiveStore archive = ArchiveStore.open(file)) {
      if (!archive.verify("", true).findings().isEmpty()) {
        throw new IllegalStateException("The archive is damaged.");
      }
      figures.put("verify_s", seconds(start));
    }
    start = System.nanoTime();
    try (ArchiveStore archive = ArchiveStore.open(file)) {
      archive.counts();
      figures.put("open_s", seconds(start));
      start = System.nanoTime();
      try (Store target = open(Files.createTempDirectory(directory, "target"))) {
        Transfer.run(archive, target, Scope.ALL, false, TransferProgress.NONE);
      }
      figures.put("import_s", seconds(start));
    }
    return figures;
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static Store open(Path directory) {
    return Stores.open(
        directory.toString(), OpenOptions.readWrite(), ArchiveScenario.class.getClassLoader());
  }
}
