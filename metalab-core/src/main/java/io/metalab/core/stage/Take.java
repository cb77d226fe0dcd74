package io.metalab.core.stage;

import static java.util.Objects.requireNonNull;

import io.metalab.api.Goal;
import io.metalab.core.where.Where;

/**
 * Which runs of an earlier stage a stage takes, and how many of them each of its points takes.
 *
 * <p>Only successful runs are taken. Filter and ranking come before the mode: the best five runs
 * taken at once are one list of five.
 *
 * @param stage the name of the earlier stage
 * @param mode how the runs are shared out among the points
 * @param where a filter over their records, as in {@code metalab ls --where}, or empty
 * @param top how many of them at most, the best ones; 0 for all
 * @param by what the best is; {@link Goal#NONE} for the goal of the earlier stage
 * @param skipFailed whether a run that failed is left out; unless it is, it blocks what would take
 *     it
 */
public record Take(String stage, Mode mode, String where, int top, Goal by, boolean skipFailed) {
  /** How runs are shared out among the points of the stage that takes them. */
  public enum Mode {
    /** One point for each run. */
    EACH,
    /** One point for each point of the earlier stage, with the best of its replicates. */
    BEST,
    /** One point for each point of the earlier stage, with all of its replicates as lists. */
    FOLDED,
    /** One point with all runs as lists. */
    ALL
  }

  /**
   * Checks a selection.
   *
   * @throws io.metalab.core.where.FilterException if the filter does not parse
   */
  public Take {
    requireNonNull(mode, "mode");
    requireNonNull(by, "by");
    if (requireNonNull(stage, "stage").isEmpty()) {
      throw new IllegalArgumentException("The stage to take runs from must not be empty.");
    }
    if (top < 0) {
      throw new IllegalArgumentException("The top (%d) must be at least 0.".formatted(top));
    }
    if (!requireNonNull(where, "where").isEmpty()) {
      Where.parse(where);
    }
  }

  /** Takes the runs of a stage one by one. */
  public static Take each(String stage) {
    return new Take(stage, Mode.EACH, "", 0, Goal.NONE, false);
  }

  /** Takes all runs of a stage at once. */
  public static Take all(String stage) {
    return each(stage).mode(Mode.ALL);
  }

  /** Returns this with the runs shared out in another way. */
  public Take mode(Mode newMode) {
    return new Take(stage, newMode, where, top, by, skipFailed);
  }

  /** Returns this for the runs alone for which a filter holds. */
  public Take where(String expression) {
    return new Take(stage, mode, expression, top, by, skipFailed);
  }

  /**
   * Returns this for the best runs alone, by the goal of the earlier stage or {@link #by(Goal)}.
   */
  public Take top(int count) {
    return new Take(stage, mode, where, count, by, skipFailed);
  }

  /** Returns this with another goal. */
  public Take by(Goal goal) {
    return new Take(stage, mode, where, top, goal, skipFailed);
  }

  /** Returns this with failed runs left out. */
  public Take withoutFailed() {
    return new Take(stage, mode, where, top, by, true);
  }

  /** Returns whether it takes to know which run is better. */
  boolean ranks() {
    return top > 0 || mode == Mode.BEST;
  }

  /** Returns whether all runs have to be known before any can be taken. */
  boolean needsAll() {
    return top > 0 || mode == Mode.ALL;
  }

  /** Returns a few words for people, such as {@code top 5 of fit by min rmse}. */
  String describe() {
    String many =
        switch (mode) {
          case EACH -> top > 0 ? "top %d of ".formatted(top) : "each of ";
          case BEST ->
              top > 0
                  ? "best replicates of top %d points of ".formatted(top)
                  : "best replicate of each point of ";
          case FOLDED -> top > 0 ? "top %d points of ".formatted(top) : "each point of ";
          case ALL -> top > 0 ? "top %d at once of ".formatted(top) : "all of ";
        };
    String order =
        ranks() && !by.isNone()
            ? " by %s %s".formatted(by.minimize() ? "min" : "max", by.metric())
            : "";
    return many + stage + (where.isEmpty() ? "" : " where " + where) + order;
  }
}
