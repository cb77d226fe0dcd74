package io.metalab.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.Operation;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.core.plan.StudyPlan;
import io.metalab.core.run.Ending;
import io.metalab.core.run.RunHandle;
import io.metalab.core.run.RunOptions;
import io.metalab.core.run.StudyResult;
import io.metalab.store.file.FileStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Threads and the journal together: what is done is not done again. */
@Timeout(120)
class StudyResumeIT {
  private static final int POINTS = 500;

  @TempDir Path directory;

  private final Map<RunId, AtomicInteger> executions = new ConcurrentHashMap<>();
  private final Operation square =
      (context, params, seeds, runtime, capture) -> {
        executions.computeIfAbsent(runtime.runId(), id -> new AtomicInteger()).incrementAndGet();
        long x = params.getLong("x");
        capture.metric("square", x * x);
        return null;
      };
  private final StudyPlan plan = Studies.plan(POINTS, square);

  @Test
  void aSecondSessionExecutesNothingAndReturnsAll() {
    try (FileStore store = FileStore.open(directory)) {
      StudyResult first = Studies.runner(plan, store, 4).start().result();
      assertThat(first.counts().ok()).isEqualTo(POINTS);
    }
    executions.clear();
    try (FileStore store = FileStore.open(directory)) {
      StudyResult second = Studies.runner(plan, store, 4).start().result();
      assertThat(second.counts().reused()).isEqualTo(POINTS);
      assertThat(Studies.successes(plan, store)).isEqualTo(POINTS);
    }
    assertThat(executions).isEmpty();
  }

  @Test
  void aStudyInPartsIsExecutedOnceInAll() {
    StudyResult result;
    int sessions = 0;
    do {
      try (FileStore store = FileStore.open(directory)) {
        result =
            Studies.runner(plan, store, 2)
                .options(RunOptions.builder().workers(2).limit(90).build())
                .start()
                .result();
      }
      sessions++;
    } while (result.ending() == Ending.LIMIT);
    assertThat(sessions).isEqualTo(6);
    assertThat(executions).hasSize(POINTS);
    assertThat(executions.values()).allSatisfy(count -> assertThat(count).hasValue(1));
  }

  @Test
  void controllersOnOneJournalShareAStudy() {
    try (FileStore one = FileStore.open(directory);
        FileStore two = FileStore.open(directory);
        FileStore three = FileStore.open(directory)) {
      List<RunHandle> handles = new ArrayList<>();
      for (FileStore store : List.of(one, two, three)) {
        handles.add(Studies.runner(plan, store, 2).start());
      }
      long executedBySomeone = 0;
      for (RunHandle handle : handles) {
        StudyResult result = handle.result();
        assertThat(result.ending()).isEqualTo(Ending.COMPLETE);
        assertThat(result.counts().ok() + result.counts().reused()).isEqualTo(POINTS);
        executedBySomeone += result.counts().ok();
      }
      assertThat(executedBySomeone).isEqualTo(POINTS);
    }
    assertThat(executions).hasSize(POINTS);
    assertThat(executions.values()).allSatisfy(count -> assertThat(count).hasValue(1));
    try (FileStore store = FileStore.open(directory)) {
      assertThat(Studies.successes(plan, store)).isEqualTo(POINTS);
      for (int i = 0; i < POINTS; i += 50) {
        assertThat(store.attempts(plan.runAt(i).runId()))
            .singleElement()
            .extracting(RunRecord::attempt)
            .isEqualTo(1);
      }
      assertThat(store.verify("", true).findings()).isEmpty();
    }
  }
}
