package io.metalab.executor.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.executor.Executor;
import io.metalab.api.executor.RunFuture;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is printed past Java goes where it belongs and harms nothing. */
class WorkerOutputTest extends ProcessExecutorFixture {
  @Test
  void eachRunHasItsOwnLinesInItsLog() {
    Executor executor = open(2);
    List<RunFuture> futures = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      futures.add(executor.submit(payload(i, i % 2 == 0 ? "print" : "return")));
    }
    List<RunRecord> records = executor.gather(futures);
    for (int i = 0; i < 200; i++) {
      if (i % 2 == 0) {
        assertThat(log(records.get(i)))
            .containsOnlyOnce("native line")
            .endsWith(" line " + i + "\n");
      } else {
        assertThat(log(records.get(i))).isEmpty();
      }
    }
  }

  @Test
  void garbageHarmsNothing() {
    Executor executor = open(1);
    RunRecord record = await(executor.submit(payload(1, "garbage")));
    assertThat(record.status()).isEqualTo(RunStatus.SUCCESS);
    assertThat(log(record)).contains("{\"type\":\"RECORD\"}", "{{{");
    assertThat(await(executor.submit(payload(2, "return"))).metrics()).containsEntry("n", 2L);
  }

  @Test
  void anOperationHasAnEmptyStandardInput() {
    RunRecord record = await(open(1).submit(payload(1, "read")));
    assertThat(record.metrics()).containsEntry("stdin", -1L);
  }
}
