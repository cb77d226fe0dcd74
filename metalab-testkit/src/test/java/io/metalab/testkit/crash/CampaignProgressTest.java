package io.metalab.testkit.crash;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CampaignProgressTest {
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final AtomicLong nanos = new AtomicLong(7);

  private void run(int cases, boolean silent) {
    CampaignProgress progress =
        new CampaignProgress(
            "faults", cases, silent, new PrintStream(printed, true, UTF_8), nanos::get);
    for (int done = 1; done <= cases; done++) {
      nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
      progress.done(done);
    }
    progress.end("nothing lost");
  }

  @Test
  void tellsTwentyTimesHowFarACampaignIsAndItsSumAtTheEnd() {
    run(1200, false);
    assertThat(printed.toString(UTF_8).lines())
        .hasSize(21)
        .startsWith("faults: 60 of 1,200 (5 %), 1:00 min", "faults: 120 of 1,200 (10 %), 2:00 min")
        .endsWith(
            "faults: 1,200 of 1,200 (100 %), 20:00 min",
            "faults: clean after 1,200 in 20:00 min; nothing lost");
  }

  @Test
  void tellsEachCaseOfASmallCampaign() {
    run(3, false);
    assertThat(printed.toString(UTF_8).lines())
        .hasSize(4)
        .contains("faults: 2 of 3 (66 %), 0:02 min");
  }

  @Test
  void staysSilentInACampaignOfUsualLength() {
    run(40, true);
    assertThat(printed.size()).isZero();
  }
}
