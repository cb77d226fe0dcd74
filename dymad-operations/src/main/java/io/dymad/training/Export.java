package io.dymad.training;

import static java.util.Objects.requireNonNull;

import java.util.Locale;

/**
 * A phase that changes nothing: whoever listens to the training keeps what it names, as {@link
 * Exports} does in files. DyMAD's {@code analysis} and {@code export}. It is no epoch, and weights
 * are the same, bit for bit, as without it.
 *
 * @param kind what is kept
 */
public record Export(Kind kind) implements Phase {
  /** What is kept of a training. */
  public enum Kind {
    /** How far predictions of the best model are from the trajectories held out. */
    ANALYSIS,
    /** The best model so far. */
    BEST_MODEL,
    /** All that is needed to go on. */
    RUN_CHECKPOINT,
    /** Losses, epoch by epoch. */
    SUMMARY;

    /** Returns DyMAD's name. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Export {
    requireNonNull(kind, "kind");
  }
}
