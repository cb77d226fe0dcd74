package io.metalab.testkit.crash;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Tells how far a campaign is, about every twentieth of it, and at its end what it was.
 *
 * <p>A campaign of usual length, as every build runs it, stays silent.
 */
public final class CampaignProgress {
  private static final int STEPS = 20;

  private final String name;
  private final int total;
  private final boolean silent;
  private final PrintStream out;
  private final LongSupplier nanoTime;
  private final long start;

  CampaignProgress(String name, int total, boolean silent, PrintStream out, LongSupplier nanoTime) {
    this.name = name;
    this.total = total;
    this.silent = silent;
    this.out = out;
    this.nanoTime = nanoTime;
    this.start = nanoTime.getAsLong();
  }

  /**
   * Starts the clock of a campaign that tells its progress on stdout.
   *
   * @param name what the campaign is called, such as {@code FileStore faults}
   * @param total how many cases it has
   * @param usual how many cases it has in every build; only more are told of
   */
  public static CampaignProgress start(String name, int total, int usual) {
    return new CampaignProgress(name, total, total <= usual, System.out, System::nanoTime);
  }

  /** Takes note that this many cases are done. */
  public void done(int cases) {
    if (!silent && step(cases) > step(cases - 1)) {
      out.printf(
          Locale.ROOT, "%s: %,d of %,d (%d %%), %s%n", name, cases, total, percent(cases), time());
    }
  }

  /** Tells the end of a campaign that found nothing wrong. */
  public void end(String summary) {
    if (!silent) {
      out.printf(Locale.ROOT, "%s: clean after %,d in %s; %s%n", name, total, time(), summary);
    }
  }

  private long step(int cases) {
    return (long) cases * STEPS / total;
  }

  private long percent(int cases) {
    return 100L * cases / total;
  }

  private String time() {
    Duration elapsed = Duration.ofNanos(nanoTime.getAsLong() - start);
    return "%d:%02d min".formatted(elapsed.toMinutes(), elapsed.toSecondsPart());
  }
}
