package io.metalab.core.run;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** Counts runs from many threads. */
final class Tally {
  final LongAdder deselected = new LongAdder();
  final LongAdder duplicates = new LongAdder();
  final LongAdder reused = new LongAdder();
  final LongAdder stale = new LongAdder();
  final LongAdder skipped = new LongAdder();
  final LongAdder ok = new LongAdder();
  final AtomicLong failed = new AtomicLong();
  final LongAdder cancelled = new LongAdder();
  final LongAdder running = new LongAdder();
  final LongAdder retried = new LongAdder();

  RunCounts counts(long planned) {
    // Those being executed first: a run that ends meanwhile is not missing from both.
    long nowRunning = running.sum();
    return new RunCounts(
        planned - deselected.sum(),
        duplicates.sum(),
        reused.sum(),
        stale.sum(),
        skipped.sum(),
        ok.sum(),
        failed.get(),
        cancelled.sum(),
        nowRunning,
        retried.sum());
  }
}
