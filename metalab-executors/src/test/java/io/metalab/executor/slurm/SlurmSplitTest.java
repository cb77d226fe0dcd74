package io.metalab.executor.slurm;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.executor.Executor;
import io.metalab.api.executor.RunFuture;
import io.metalab.store.file.FileStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A cluster that takes small arrays only. */
@Timeout(120)
class SlurmSplitTest {
  @RegisterExtension
  static final LocalSlurm SLURM = new LocalSlurm("MaxArraySize=4", "MaxJobCount=1000");

  @TempDir Path directory;

  @Test
  void moreTasksThanAnArrayHoldsBecomeSeveralArrays() throws Exception {
    Marks marks = Marks.in(directory);
    try (FileStore store = FileStore.open(directory.resolve("store"));
        Executor executor =
            SLURM
                .setup()
                .open(SlurmTests.quick(0, Map.of("chunk_size", 2L)), SlurmTests.body(store))) {
      List<RunFuture> futures =
          SlurmTests.payloads(marks.directory(), 0, 17).stream().map(executor::submit).toList();
      assertThat(executor.gather(futures))
          .extracting(RunRecord::status)
          .containsOnly(RunStatus.SUCCESS);
      // Nine tasks of two runs and one: arrays of four, four and one.
      assertThat(
              SLURM.run("squeue", "--noheader", "--states=all", "--array", "--format=%F").lines())
          .hasSize(9);
      assertThat(
              SLURM.run("squeue", "--noheader", "--states=all", "--format=%F").lines().distinct())
          .hasSize(3);
    }
  }
}
