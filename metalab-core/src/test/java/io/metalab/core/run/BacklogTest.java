package io.metalab.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BacklogTest {
  private final AtomicLong nanos = new AtomicLong();
  private final Backlog backlog = new Backlog(nanos::get);

  private void add(int runs) {
    for (int i = 0; i < runs; i++) {
      backlog.add();
    }
  }

  private boolean start(int runs) {
    boolean lookAgain = false;
    for (int i = 0; i < runs; i++) {
      lookAgain |= backlog.start();
    }
    return lookAgain;
  }

  private void execute(int runs) {
    for (int i = 0; i < runs; i++) {
      backlog.start();
      backlog.end();
    }
  }

  @Test
  void isNeverFullForAnExecutorThatPacksRuns() {
    add(1_000_000);
    assertThat(backlog.isFull()).isFalse();
  }

  @Test
  void isFullOnceAsManyWaitAsAreExecutedAtOnce() {
    backlog.parallelism(3);
    add(2);
    assertThat(backlog.isFull()).isFalse();
    add(1);
    assertThat(backlog.isFull()).isTrue();
    backlog.remove();
    assertThat(backlog.isFull()).isFalse();
  }

  @Test
  void tellsOnceThatMoreIsWanted() {
    backlog.parallelism(3);
    nanos.set(TimeUnit.HOURS.toNanos(1));
    add(5);
    assertThat(start(1)).as("nobody was told that it is full").isFalse();
    assertThat(backlog.isFull()).isTrue();
    assertThat(start(1)).as("three wait still").isFalse();
    assertThat(start(1)).isTrue();
    assertThat(start(1)).isFalse();
  }

  @Test
  void runsThatHaveJustStartedSayNothingOfTheirLength() {
    backlog.parallelism(2);
    add(10);
    start(4);
    nanos.addAndGet(1);
    assertThat(backlog.isFull()).isTrue();
    nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(1));
    assertThat(backlog.end()).as("one run in a millisecond is a thousand a second").isTrue();
  }

  @Test
  void aLongRunThatEndsRightAfterALookIsNotTakenForAShortOne() {
    backlog.parallelism(1);
    add(20);
    for (int run = 0; run < 12; run++) {
      nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(299));
      assertThat(backlog.isFull()).isTrue();
      nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(1));
      execute(1);
      assertThat(backlog.isFull()).as("about three runs a second, and at least 8 wait").isTrue();
    }
  }

  @Test
  void holdsWhatEndsWithinASecondWhereRunsAreShort() {
    backlog.parallelism(2);
    add(1_000);
    execute(100);
    nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(50));
    // 100 runs in 50 ms are 2,000 a second.
    assertThat(backlog.isFull()).isFalse();
    add(1_100);
    assertThat(backlog.isFull()).isTrue();
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
    assertThat(backlog.isFull()).isTrue();
    execute(1_995);
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(2));
    assertThat(backlog.isFull()).as("5 wait, and 1,995 ended in the last 2 s").isFalse();
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(2));
    assertThat(backlog.isFull()).as("nothing ends any more").isTrue();
  }
}
