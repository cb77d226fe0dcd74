package io.metalab.cli.study;

import io.metalab.cli.progress.ProgressReporter;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Lets a reporter look at the clock a few times a second. */
final class Ticker implements AutoCloseable {
  private static final long PERIOD_MILLIS = 250;

  private final ScheduledExecutorService timer;

  private Ticker(ScheduledExecutorService timer) {
    this.timer = timer;
  }

  static Ticker start(ProgressReporter reporter) {
    ScheduledExecutorService timer =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "metalab-progress");
              thread.setDaemon(true);
              return thread;
            });
    var unused =
        timer.scheduleAtFixedRate(
            reporter::tick, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    return new Ticker(timer);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
