package io.metalab.it;

import static io.metalab.it.JavaProcess.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.it.JavaProcess.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A study of four stages whose process is killed in each of them, with workers that are processes.
 */
@Timeout(300)
class PipelineCrashIT {
  private static final String STUDY = ROOT.resolve("examples/pipeline/study.yaml").toString();

  /** 2 runs of data, then 24 fits, then 4 evaluations, then a report. */
  private static final int RUNS = 31;

  /** How many runs are stored when it is killed: in the first, the second and the third stage. */
  private static final List<Integer> KILLS = List.of(1, 10, 27);

  @TempDir Path directory;

  @Test
  void goesOnAfterEachKillAndComesToTheRunsOfOneThatWasLeftAlone() throws Exception {
    Path killed = Files.createDirectory(directory.resolve("killed"));
    Path alone = Files.createDirectory(directory.resolve("alone"));
    for (int runs : KILLS) {
      Process process = start(killed);
      awaitSuccesses(killed, process, runs);
      process.destroyForcibly().waitFor();
    }

    Outcome resumed = JavaProcess.metalab(killed, "resume", "sunspot_pipeline");
    assertThat(resumed.exitCode()).as(resumed.err()).isZero();
    Outcome whole = JavaProcess.metalab(alone, "run", STUDY);
    assertThat(whole.exitCode()).as(whole.err()).isZero();

    assertThat(ids(killed)).hasSize(RUNS).isEqualTo(ids(alone));
    Outcome verified = JavaProcess.metalab(killed, "verify", "--deep");
    assertThat(verified.exitCode()).as(verified.out() + verified.err()).isZero();
  }

  private static Process start(Path directory) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            ManagementFactory.getRuntimeMXBean().getClassPath(),
            "io.metalab.cli.Main",
            "run",
            STUDY,
            "--executor",
            "process",
            "-j",
            "1")
        .directory(directory.toFile())
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("output.txt").toFile())
        .start();
  }

  /** Waits until so many successes are stored, or the process has ended. */
  private static void awaitSuccesses(Path directory, Process process, int runs) {
    while (process.isAlive() && successes(directory) < runs) {
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
  }

  private static long successes(Path directory) {
    Path segments = directory.resolve("runs/.metalab/segments");
    if (!Files.isDirectory(segments)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(segments)) {
      return files
          .filter(file -> file.toString().endsWith(".jsonl"))
          .mapToLong(PipelineCrashIT::successesIn)
          .sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long successesIn(Path segment) {
    try {
      return Files.readString(segment)
          .lines()
          .filter(line -> line.contains("\"status\":\"success\""))
          .count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> ids(Path directory) {
    Outcome list =
        JavaProcess.metalab(
            directory, "ls", "--where", "status == 'success'", "--cols", "id", "--format", "csv");
    assertThat(list.exitCode()).as(list.err()).isZero();
    return new TreeSet<>(list.out().lines().skip(1).toList());
  }
}
