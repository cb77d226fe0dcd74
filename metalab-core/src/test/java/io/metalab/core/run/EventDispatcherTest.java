package io.metalab.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.RunEvent;
import io.metalab.api.RunIds;
import io.metalab.api.RunRecord;
import io.metalab.api.SeedBundle;
import io.metalab.testkit.Samples;
import org.junit.jupiter.api.Test;

class EventDispatcherTest {
  @Test
  void namesAFinishedRunByIdAndStatusAlone() {
    RunRecord record = Samples.success(SeedBundle.of(1));
    String id = record.runId().hex();
    assertThat(EventDispatcher.brief(new RunEvent.Finished(record)))
        .isEqualTo("the success run " + id);
  }

  @Test
  void countsReusedRunsInsteadOfListingThem() {
    RunEvent reused = new RunEvent.Reused(RunIds.of(new byte[3 * RunIds.BYTES]), false);
    assertThat(EventDispatcher.brief(reused)).isEqualTo("3 reused runs");
  }
}
