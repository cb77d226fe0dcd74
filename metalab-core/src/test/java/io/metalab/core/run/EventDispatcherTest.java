package io.metalab.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.RunEvent;
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
    RunEvent reused = new RunEvent.Reused(record.runId(), false);
    assertThat(EventDispatcher.brief(reused)).contains(id);
  }
}
