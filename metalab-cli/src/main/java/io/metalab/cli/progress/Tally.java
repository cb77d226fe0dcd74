package io.metalab.cli.progress;

import io.metalab.api.Goal;
import io.metalab.api.RunEvent;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Counts what happens in a study; not thread-safe. */
final class Tally {
  private final Set<String> running = new HashSet<>();
  private Goal goal = Goal.NONE;
  private long succeeded;
  private long failed;
  private long cancelled;
  private long reused;
  private @Nullable String bestRun;
  private double best;

  void begin(Goal newGoal) {
    this.goal = newGoal;
  }

  void add(RunEvent event) {
    if (event instanceof RunEvent.Started started) {
      running.add(started.runId().hex());
    } else if (event instanceof RunEvent.Retrying retrying) {
      running.remove(retrying.runId().hex());
      failed--;
    } else if (event instanceof RunEvent.Reused found) {
      reused += found.runIds().size();
    } else if (event instanceof RunEvent.Finished finished) {
      finish(finished.record());
    }
  }

  private void finish(RunRecord record) {
    running.remove(record.runId().hex());
    if (record.status() == RunStatus.SUCCESS) {
      succeeded++;
      compare(record);
    } else if (record.status() == RunStatus.FAILED) {
      failed++;
    } else {
      cancelled++;
    }
  }

  private void compare(RunRecord record) {
    if (goal.isNone()
        || !(record.metrics().get(goal.metric()) instanceof Number number)
        || Double.isNaN(number.doubleValue())) {
      return;
    }
    double value = number.doubleValue();
    if (bestRun == null || (goal.minimize() ? value < best : value > best)) {
      best = value;
      bestRun = record.runId().shortHex();
    }
  }

  long succeeded() {
    return succeeded;
  }

  long failed() {
    return failed;
  }

  long cancelled() {
    return cancelled;
  }

  long reused() {
    return reused;
  }

  int running() {
    return running.size();
  }

  /** Returns how many runs were executed to their end. */
  long done() {
    return succeeded + failed;
  }

  /** Returns the short id of the best run so far, or null. */
  @Nullable String bestRun() {
    return bestRun;
  }

  double best() {
    return best;
  }

  /** Returns runs per second so far, or 0 while unknown. */
  double rate(Duration elapsed) {
    double seconds = elapsed.toMillis() / 1000.0;
    return seconds <= 0 ? 0 : done() / seconds;
  }

  /** Returns the time left at the rate so far, or null while unknown. */
  @Nullable Duration eta(long todo, Duration elapsed) {
    double rate = rate(elapsed);
    if (rate <= 0) {
      return null;
    }
    return Duration.ofSeconds((long) StrictMath.ceil(Math.max(0, todo - done()) / rate));
  }
}
