package io.metalab.executor.slurm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlurmWordsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a-1.ab|7|3-99%50|PENDING|JobArrayTaskLimit|waiting: array limit %50 (JobArrayTaskLimit)",
        "a-1.ab|7|3-99|PENDING|Resources|waiting: the nodes are in use (Resources)",
        "a-1.ab|7|3|PENDING|None|waiting: not looked at yet",
        "a-1.ab|7|3|PENDING|SomethingNew|waiting: SomethingNew",
        "a-1.ab|7|3|RUNNING|None|running",
        "a-1.ab|7|3|TIMEOUT|TimeLimit|its time limit passed; run.slurm.time asks for more"
            + " (TIMEOUT)",
        "a-1.ab|7|3|NODE_FAIL|None|its node failed (NODE_FAIL)",
        "a-1.ab|7|3|SPECIAL_EXIT|None|special exit"
      })
  void saysWhatALineOfTheQueueMeans(
      String name, long job, String tasks, String state, String reason, String words) {
    String line = String.join("|", name, Long.toString(job), tasks, state, reason);
    QueueEntry entry = QueueEntry.parse(line).orElseThrow();
    assertThat(entry.words()).isEqualTo(words);
    assertThat(entry.line()).isEqualTo(line);
  }

  @Test
  void knowsWhichStatesAreTheEnd() {
    assertThat(entry("COMPLETED").isOver()).isTrue();
    assertThat(entry("PREEMPTED").isOver()).isTrue();
    assertThat(entry("COMPLETING").isOver()).isFalse();
    assertThat(entry("REQUEUED").isOver()).isFalse();
    assertThat(entry("PENDING").isPending()).isTrue();
  }

  private static QueueEntry entry(String state) {
    return QueueEntry.parse("a|1|0|" + state + "|None").orElseThrow();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {"a|1|N/A|RUNNING|None", "a|x|0|RUNNING|None", "a|1|0|RUNNING", "slurm is slow"})
  void passesOverLinesThatAreNoTasksOfAnArray(String line) {
    assertThat(QueueEntry.parse(line)).isEmpty();
  }
}
