package io.metalab.core.connect;

import static java.util.Objects.requireNonNull;

import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How fast a study is being executed, by whatever processes, as its records tell.
 *
 * @param runsPerSecond runs that end per second, 0 while unknown
 * @param remaining how long the rest takes at that pace, once there is one
 */
public record Pace(double runsPerSecond, Optional<Duration> remaining) {
  /** Runs that ended longer ago say nothing of the pace now. */
  private static final Duration WINDOW = Duration.ofMinutes(1);

  private static final int LEAST_RECENT = 2;

  public Pace {
    requireNonNull(remaining, "remaining");
  }

  /** Gathers what tells of the pace from records one by one. */
  public static final class Watch {
    private final Instant now;
    private Instant begin;
    private long recent;
    private long ended;
    private double seconds;

    /** Starts without records, at this time. */
    public Watch(Instant now) {
      this.now = now;
      this.begin = now;
    }

    /** Takes a record into account, if it is of a run that ended by itself. */
    public void add(RunRecord record) {
      if (record.status() != RunStatus.SUCCESS && record.status() != RunStatus.FAILED) {
        return;
      }
      ended++;
      seconds += record.duration().toNanos() / 1e9;
      if (record.finished().isAfter(now.minus(WINDOW))) {
        recent++;
        begin = record.started().isBefore(begin) ? record.started() : begin;
      }
    }

    /**
     * Returns the pace: what ended within the last minute, or, where runs take longer than that,
     * the runs being executed by the mean duration of those that ended.
     *
     * @param running how many runs are being executed
     * @param left how many are to be executed after them
     */
    public Pace pace(long running, long left) {
      Instant from = begin.isBefore(now.minus(WINDOW)) ? now.minus(WINDOW) : begin;
      double span = Duration.between(from, now).toNanos() / 1e9;
      double rate = 0;
      if (recent >= LEAST_RECENT && span > 0) {
        rate = recent / span;
      } else if (seconds > 0) {
        rate = running * ended / seconds;
      }
      Optional<Duration> remaining =
          rate > 0
              ? Optional.of(Duration.ofSeconds((long) StrictMath.ceil((running + left) / rate)))
              : Optional.empty();
      return new Pace(rate, remaining);
    }
  }
}
