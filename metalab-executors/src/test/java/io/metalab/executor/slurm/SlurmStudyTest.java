package io.metalab.executor.slurm;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.RunEvent;
import io.metalab.api.RunStatus;
import io.metalab.api.executor.Executor;
import io.metalab.api.executor.RunBody;
import io.metalab.api.executor.RunFuture;
import io.metalab.api.executor.RunPayload;
import io.metalab.core.plan.StudyPlan;
import io.metalab.core.run.DefaultRunBody;
import io.metalab.core.run.Ending;
import io.metalab.core.run.RunBodyConfig;
import io.metalab.core.run.StudyResult;
import io.metalab.store.file.FileStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
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

  @Test
  void howFarARunSaysItHasComeIsToldWhileItRuns() throws Exception {
    Marks marks = Marks.in(directory);
    marks.hold(0);
    List<RunEvent> events = new CopyOnWriteArrayList<>();
    RunPayload payload = SlurmTests.payloads(marks.directory(), 0, 1).get(0);
    RunEvent half = new RunEvent.Progress(payload.runId(), 0.5, "begun");
    try (FileStore store = FileStore.open(directory.resolve("store"))) {
      RunBody body =
          new DefaultRunBody(
              RunBodyConfig.builder(SlurmTests.SPEC, new MarkedOperation(), store)
                  .events(events::add)
                  .build());
      try (Executor executor = SLURM.setup().open(SlurmTests.quick(1, Map.of()), body)) {
        RunFuture future = executor.submit(payload);
        SlurmTests.await("its progress is told", () -> events.contains(half));
        assertThat(future.completion()).isNotDone();
        marks.let(0);
        assertThat(executor.gather(List.of(future)).get(0).status()).isEqualTo(RunStatus.SUCCESS);
      }
    }
    assertThat(events)
        .containsExactly(new RunEvent.Started(payload.runId(), 1, payload.params()), half);
  }
}
