package io.metalab.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.RunRecord;
import io.metalab.store.file.FileStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Searches whose process is killed at instants drawn by a seed, again and again: wherever that is,
 * the store comes to hold the runs and results of a search that was left alone.
 */
@Timeout(3_600)
class SearchKillIT {
  /** How often each search is killed; the crash campaign kills each 50 times. */
  private static final int KILLS = Integer.getInteger("metalab.crash.search.kills", 2);

  private static final long SEED = 20261128;

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({"study.yaml, branin", "pruned.yaml, learning_curve"})
  void comesToTheRunsOfOneThatWasLeftAlone(String file, String study) throws Exception {
    String declaration = JavaProcess.ROOT.resolve("examples/search").resolve(file).toString();
    Process whole = start(declaration, "alone");
    assertThat(whole.waitFor()).as(told("alone")).isZero();
    long size = size("alone");

    Random random = new Random(SEED);
    for (int left = KILLS; left > 0; left--) {
      long before = size("killed");
      double share = random.nextDouble() / left;
      killAt(declaration, before + (long) (share * Math.max(0, size - before)));
    }
    JavaProcess.Outcome resumed =
        JavaProcess.metalab(directory, "run", declaration, "-s", "killed");

    assertThat(resumed.exitCode()).as(resumed.err()).isZero();
    assertThat(results("killed", study)).isEqualTo(results("alone", study)).isNotEmpty();
    JavaProcess.Outcome verified =
        JavaProcess.metalab(directory, "verify", "-s", "killed", "--deep");
    assertThat(verified.exitCode()).as(verified.out() + verified.err()).isZero();
  }

  /** Kills a process as soon as the store has this size; one that was quicker ends by itself. */
  private void killAt(String declaration, long size) throws Exception {
    Process process = start(declaration, "killed");
    while (process.isAlive() && size("killed") <= size) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
    process.destroyForcibly().waitFor();
  }

  private Process start(String declaration, String store) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            "io.metalab.cli.Main",
            "run",
            declaration,
            "-s",
            store,
            "-j",
            "2")
        .directory(directory.toFile())
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve(store + ".out").toFile())
        .start();
  }

  private String told(String store) throws IOException {
    return Files.readString(directory.resolve(store + ".out"));
  }

  private long size(String store) throws IOException {
    Path segments = directory.resolve(store).resolve(".metalab/segments");
    if (!Files.isDirectory(segments)) {
      return 0;
    }
    long size = 0;
    try (Stream<Path> files = Files.list(segments)) {
      for (Path file : files.toList()) {
        size += file.toFile().length();
      }
    }
    return size;
  }

  /** Returns what each run came to, by its id. */
  private Map<String, String> results(String store, String study) {
    try (FileStore opened = FileStore.open(directory.resolve(store));
        Stream<RunRecord> records = opened.runRecords(study + ":1")) {
      return records.collect(
          Collectors.toMap(
              record -> record.runId().hex(),
              record -> record.status() + " " + record.resultDigest() + " " + record.notes(),
              (one, other) -> other,
              TreeMap::new));
    }
  }
}
