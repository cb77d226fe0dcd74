package io.metalab.store.file;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.metalab.api.MetalabException;
import io.metalab.api.RunRecord;
import io.metalab.api.SeedBundle;
import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.Store;
import io.metalab.testkit.Samples;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What the tests of the journal share. */
final class FileStoreTests {
  private FileStoreTests() {}

  static List<RunRecord> samples(int seed, int count) {
    return Samples.successes(SeedBundle.of(seed), count);
  }

  static void put(Store store, RunRecord record) {
    try {
      store.putRunRecord(record).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof MetalabException failure) {
        throw failure;
      }
      throw e;
    }
  }

  static List<RunRecord> records(Store store) {
    try (Stream<RunRecord> records = store.runRecords("")) {
      return records.toList();
    }
  }

  static List<RunRecord> recordsOf(Path directory) {
    try (FileStore store = FileStore.open(directory, OpenOptions.readOnlyExisting())) {
      return records(store);
    }
  }

  static MetalabException failure(ThrowingCallable call) {
    return catchThrowableOfType(MetalabException.class, call);
  }

  /** Returns the only file of a directory below {@code .metalab}. */
  static Path only(Path directory, String part) throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve(".metalab").resolve(part))) {
      List<Path> all = files.toList();
      if (all.size() != 1) {
        throw new AssertionError("There are " + all);
      }
      return all.get(0);
    }
  }

  /** Returns every file below a directory with its bytes as text. */
  static Map<String, String> content(Path directory) throws IOException {
    Map<String, String> content = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.toList()) {
        content.put(
            directory.relativize(path).toString(),
            Files.isDirectory(path)
                ? "directory"
                : Files.readString(path, StandardCharsets.ISO_8859_1));
      }
    }
    return content;
  }

  static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> paths = Files.walk(from)) {
      for (Path path : paths.toList()) {
        Path target = to.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else if (!Files.exists(target)) {
          Files.copy(path, target);
        }
      }
    }
  }

  static void delete(Path tree) throws IOException {
    try (Stream<Path> paths = Files.walk(tree)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  /** Returns a configuration with a lease and a monotonic clock that stands still. */
  static FileStoreConfig leased(Duration lease, AtomicLong nanos) {
    return FileStoreConfig.of(OpenOptions.readWrite().withLease(lease))
        .withClocks(InstantSource.system(), nanos::get);
  }
}
