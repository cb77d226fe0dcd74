package io.metalab.executor.slurm;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.core.plan.StudyPlan;
import io.metalab.core.run.Ending;
import io.metalab.core.run.StudyResult;
import io.metalab.store.file.FileStore;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A whole study in a real queue, looked at as seldom as a cluster wants it. */
@Timeout(300)
class SlurmStudyTest {
  private static final int RUNS = 2000;

  @RegisterExtension static final LocalSlurm SLURM = new LocalSlurm();

  @TempDir Path directory;

  @Test
  void twoThousandRunsAskTheQueueAtMostOnceInTenSeconds() throws Exception {
    Marks marks = Marks.in(directory);
    StudyPlan plan = MarkedStudy.plan(marks, RUNS);
    Path bin = directory.resolve("bin");
    SlurmSetup setup = new SlurmSetup(SLURM.watched(bin, "squeue"), SlurmTimes.DEFAULT);
    try (FileStore store = FileStore.open(directory.resolve("store"))) {
      StudyResult result = MarkedStudy.start(plan, store, setup, 0, Map.of()).result();
      assertThat(result.ending()).isEqualTo(Ending.COMPLETE);
      assertThat(result.counts().ok()).isEqualTo(RUNS);
      int asked = Programs.calls(bin.resolve("squeue")).size();
      assertThat(asked).isLessThanOrEqualTo(1 + (int) (result.wall().toSeconds() / 10));
      assertThat(store.verify("", true).findings()).isEmpty();
    }
    assertThat(marks.begun()).hasSize(RUNS).doesNotHaveDuplicates();
  }
}
