package io.metalab.executor.slurm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TaskSizesTest {
  private final TaskSizes sizes = new TaskSizes(OptionalInt.empty(), Duration.ZERO, 100);

  @Test
  void aTaskTakesBetweenOneAndFiveMinutes() {
    // Many runs: as many as fit into five minutes; few: not below one minute.
    assertThat(sizes.runsPerTask(1_000_000, 1.0)).isEqualTo(300);
    assertThat(sizes.runsPerTask(1_000, 1.0)).isEqualTo(60);
    assertThat(sizes.runsPerTask(10_000, 1.0)).isEqualTo(100);
  }

  @Test
  void aRunThatTakesLongGetsATaskOfItsOwn() {
    assertThat(sizes.runsPerTask(1_000_000, 3600)).isEqualTo(1);
  }

  @Test
  void aTaskTakesAtMostHalfOfItsTimeLimit() {
    TaskSizes limited = new TaskSizes(OptionalInt.empty(), Duration.ofMinutes(2), 100);
    assertThat(limited.runsPerTask(1_000_000, 1.0)).isEqualTo(60);
  }

  @Test
  void anUnknownCostIsTakenForHalfAMinute() {
    assertThat(sizes.runsPerTask(1_000_000, 0)).isEqualTo(10);
  }

  @Test
  void aNumberThatIsAskedForCounts() {
    TaskSizes fixed = new TaskSizes(OptionalInt.of(7), Duration.ofMinutes(2), 100);
    assertThat(fixed.runsPerTask(1_000_000, 1.0)).isEqualTo(7);
    assertThat(fixed.firstRunsPerTask(1_000, 8)).isEqualTo(7);
  }

  @Test
  void theFirstTasksAreSmallAndAllOfThemHaveSomethingToDo() {
    assertThat(sizes.firstRunsPerTask(1_000, 8)).isEqualTo(4);
    assertThat(sizes.firstRunsPerTask(8, 8)).isEqualTo(1);
    assertThat(sizes.firstRunsPerTask(9, 8)).isEqualTo(2);
  }

  @Test
  void tasksDifferByOneRunAtMost() {
    List<Integer> runs = IntStream.range(0, 23).boxed().toList();
    List<List<Integer>> tasks = Submitter.split(runs, 5);
    assertThat(tasks).hasSize(5).allSatisfy(task -> assertThat(task).hasSizeBetween(4, 5));
    assertThat(tasks.stream().flatMap(List::stream)).containsExactlyElementsOf(runs);
  }
}
