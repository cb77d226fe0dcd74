package io.metalab.store.file;

import static io.metalab.store.file.CompactionTests.open;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Compacts stores in a directory of its own. */
abstract class CompactionFixture {
  @TempDir Path directory;

  static int compact(Path directory) {
    try (FileStore store = open(directory)) {
      return store.compact();
    }
  }
}
