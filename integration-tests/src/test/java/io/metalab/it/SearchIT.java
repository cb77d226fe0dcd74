package io.metalab.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.RunRecord;
import io.metalab.store.file.FileStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Searches of a real metalab command: the same runs with any workers and on processes. */
@Timeout(600)
class SearchIT {
  private static final Path STUDY = JavaProcess.ROOT.resolve("examples/search/study.yaml");

  @TempDir Path directory;

  private Set<String> ids(String store, String... options) {
    String[] arguments = new String[options.length + 4];
    arguments[0] = "run";
    arguments[1] = STUDY.toString();
    arguments[2] = "-s";
    arguments[3] = store;
    System.arraycopy(options, 0, arguments, 4, options.length);
    JavaProcess.Outcome outcome = JavaProcess.metalab(directory, arguments);
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    return stored(store);
  }

  private Set<String> stored(String store) {
    try (FileStore opened = FileStore.open(directory.resolve(store));
        Stream<RunRecord> records = opened.runRecords("branin:1")) {
      return records
          .map(record -> record.runId().hex())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  @Test
  void asksForTheSameRunsOnThreadsAndInProcesses() {
    Set<String> one = ids("one", "--workers", "1");

    assertThat(ids("eight", "--workers", "8")).isEqualTo(one);
    assertThat(ids("processes", "--executor", "process", "--workers", "2")).isEqualTo(one);
  }

  @Test
  void prunesTheSameRunsAtTheSameStepsOnThreadsAndInProcesses() {
    String study = JavaProcess.ROOT.resolve("examples/search/pruned.yaml").toString();
    for (String executor : new String[] {"thread", "process"}) {
      JavaProcess.Outcome outcome =
          JavaProcess.metalab(
              directory, "run", study, "-s", executor, "--executor", executor, "-j", "2");
      assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    }

    List<String> threads = StoredRuns.text(directory.resolve("thread"));
    assertThat(StoredRuns.text(directory.resolve("process"))).isEqualTo(threads);
    assertThat(threads)
        .hasSize(60)
        .anyMatch(run -> run.contains("the median of earlier suggestions"))
        .anyMatch(run -> run.contains("have not improved on its best value"));
    String[] status = {"status", "learning_curve", "-s", "process"};
    long pruned = threads.stream().filter(run -> run.contains("[pruned]")).count();
    assertThat(JavaProcess.metalab(directory, status).out())
        .contains("success 60 (%d pruned)".formatted(pruned));
    JavaProcess.Outcome again =
        JavaProcess.metalab(directory, "resume", "learning_curve", "-s", "process");
    assertThat(again.err()).contains("reused=60");
  }
}
