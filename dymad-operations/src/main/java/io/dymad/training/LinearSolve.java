package io.dymad.training;

import static java.util.Objects.requireNonNull;

import io.dymad.numerics.RankRule;

/**
 * A phase that fits linear dynamics by least squares, for the encoder as it is: DyMAD's {@code
 * linear_solve} and its trainer {@code Linear}.
 *
 * <p>In discrete time the map from one sample to the next is fitted. In continuous time rates are,
 * taken from difference quotients of order 2, or with the logarithm ({@code full_log}, {@code
 * truncated_log}, {@code sako_log}) the map, whose logarithm over the step then is the generator:
 * exact for linear systems whose controls are held between samples, where difference quotients have
 * an error of the order of the squared step.
 *
 * @param fit how the problem is solved
 * @param logarithm whether the generator is the logarithm of the map
 */
public record LinearSolve(Fit fit, boolean logarithm) implements Phase {
  public LinearSolve {
    requireNonNull(fit, "fit");
  }

  /** How the problem is solved. */
  public sealed interface Fit {}

  /** With all directions of the features. */
  public record Full() implements Fit {}

  /**
   * With the leading directions of the features.
   *
   * @param rule which ones
   */
  public record Truncated(RankRule rule) implements Fit {
    public Truncated {
      requireNonNull(rule, "rule");
    }
  }

  /**
   * With the eigenpairs of the map that have the smallest residuals, for models without controls.
   *
   * @param pairs how many; the conjugate of a complex one is always kept with it
   */
  public record Sako(int pairs) implements Fit {
    public Sako {
      if (pairs < 1) {
        throw new IllegalArgumentException(
            "The number of eigenpairs (%d) must be at least 1.".formatted(pairs));
      }
    }
  }

  /** Returns the fit with all directions. */
  public static LinearSolve full() {
    return new LinearSolve(new Full(), false);
  }

  /** Returns the same fit, of the map whose logarithm is taken. */
  public LinearSolve withLogarithm() {
    return new LinearSolve(fit, true);
  }
}
