package io.metalab.executor.slurm;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.executor.Executor;
import io.metalab.api.executor.RunFuture;
import io.metalab.api.executor.RunPayload;
import io.metalab.store.file.FileStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A cluster that takes small arrays only. */
@Timeout(300)
class SlurmSplitTest {
  @RegisterExtension
  static final LocalSlurm SLURM = new LocalSlurm("MaxArraySize=4", "MaxJobCount=1000");

  @TempDir Path directory;

  @Test
  void moreTasksThanAnArrayHoldsBecomeSeveralArrays() throws Exception {
    Marks marks = Marks.in(directory);
    Path bin = directory.resolve("bin");
    SlurmSetup setup = new SlurmSetup(SLURM.watched(bin, "sbatch"), LocalSlurm.TIMES);
    Path sbatch = bin.resolve("sbatch");
    Programs.hold(sbatch);
    try (FileStore store = FileStore.open(directory.resolve("store"));
        Executor executor =
            setup.open(SlurmTests.quick(0, Map.of("chunk_size", 2L)), SlurmTests.body(store))) {
      List<RunPayload> payloads = SlurmTests.payloads(marks.directory(), 0, 17);
      List<RunFuture> futures = new ArrayList<>(List.of(executor.submit(payloads.get(0))));
      SlurmTests.await("a first array", () -> Programs.calls(sbatch).size() == 1);
      payloads.subList(1, 17).forEach(payload -> futures.add(executor.submit(payload)));
      Programs.let(sbatch);
      assertThat(executor.gather(futures))
          .extracting(RunRecord::status)
          .containsOnly(RunStatus.SUCCESS);
      // A task of one run, and eight of two: arrays of one, four and four.
      assertThat(
              SLURM.run("squeue", "--noheader", "--states=all", "--array", "--format=%F").lines())
          .hasSize(9);
      assertThat(
              SLURM.run("squeue", "--noheader", "--states=all", "--format=%F").lines().distinct())
          .hasSize(3);
    }
  }
}
