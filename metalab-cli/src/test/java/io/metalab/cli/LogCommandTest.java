package io.metalab.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.RunError;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.Store;
import io.metalab.api.store.StreamKey;
import io.metalab.core.registry.Stores;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log that grows while it is read. */
class LogCommandTest {
  private static final RunId RUN = new RunId("a".repeat(64));
  private static final RunError FAILURE = RunError.of("T", "no");

  @TempDir Path directory;
  private Store store = openMemory();
  private final Deque<Runnable> whileWaiting = new ArrayDeque<>();
  private int waits;

  private static Store openMemory() {
    return Stores.open("memory:", OpenOptions.readWrite(), LogCommandTest.class.getClassLoader());
  }

  @BeforeEach
  void open() {
    store.close();
    store =
        Stores.open(
            directory.resolve("runs").toString(),
            OpenOptions.readWrite(),
            LogCommandTest.class.getClassLoader());
  }

  @AfterEach
  void close() {
    store.close();
  }

  private void put(int attempt, RunStatus status) {
    store
        .putRunRecord(
            RunRecord.builder()
                .runId(RUN)
                .experimentId("s:1")
                .attempt(attempt)
                .status(status)
                .error(status == RunStatus.FAILED ? FAILURE : RunError.NONE)
                .build())
        .join();
  }

  /** Logs a line, which others can read at the latest when the next record is put. */
  private void log(int attempt, String line) {
    store.append(new StreamKey(RUN, attempt, StreamKey.Kind.LOG), (line + "\n").getBytes(UTF_8));
  }

  private CliRun.Outcome follow(String... options) {
    List<String> line = new ArrayList<>(List.of("log", "aaaa", "-f"));
    line.addAll(List.of(options));
    return CliRun.in(directory)
        .pause(
            time -> {
              waits++;
              Runnable next = whileWaiting.poll();
              if (next != null) {
                next.run();
              }
            })
        .run(line.toArray(String[]::new));
  }

  @Test
  void printsWhatComesUntilTheRunIsOver() {
    put(1, RunStatus.RUNNING);
    log(1, "first");
    whileWaiting.add(() -> log(1, "second"));
    whileWaiting.add(
        () -> {
          log(1, "third");
          put(1, RunStatus.SUCCESS);
        });
    CliRun.Outcome outcome = follow();
    assertThat(outcome).isEqualTo(new CliRun.Outcome(0, "first\nsecond\nthird\n", ""));
    assertThat(waits).isEqualTo(2);
  }

  @Test
  void goesOnWithTheAttemptsThatFollow() {
    put(1, RunStatus.RUNNING);
    log(1, "one");
    whileWaiting.add(() -> put(1, RunStatus.FAILED));
    whileWaiting.add(() -> {});
    whileWaiting.add(
        () -> {
          put(2, RunStatus.RUNNING);
          log(2, "two");
        });
    whileWaiting.add(
        () -> {
          log(2, "more");
          put(2, RunStatus.SUCCESS);
        });
    CliRun.Outcome outcome = follow();
    assertThat(outcome.out()).isEqualTo("one\ntwo\nmore\n");
    assertThat(outcome.err()).isEqualTo("-- attempt 2 --\n");
  }

  @Test
  void stopsSomeLooksAfterAFailureThatIsNotRetried() {
    put(1, RunStatus.RUNNING);
    whileWaiting.add(() -> put(1, RunStatus.FAILED));
    assertThat(follow().exitCode()).isZero();
    assertThat(waits).isBetween(2, 20);
  }

  @Test
  void waitsForNothingWhenTheRunWasOverBefore() {
    log(1, "only");
    put(1, RunStatus.FAILED);
    assertThat(follow().out()).isEqualTo("only\n");
    assertThat(waits).isZero();
  }

  @Test
  void startsWithTheLastLinesAlone() {
    IntStream.range(0, 5).forEach(i -> log(1, "line " + i));
    put(1, RunStatus.SUCCESS);
    assertThat(follow("-n", "2").out()).isEqualTo("line 3\nline 4\n");
  }
}
