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
   * The conjugate of a complex one is always kept with it.
   *
   * @param pairs how many; 0 for all whose residual is small enough
   * @param maxResidual the largest residual of a pair that is kept, infinite for none
   * @param removeOne whether the pair of the constant function, whose eigenvalue is 1, is left out
   *     before
   */
  public record Sako(int pairs, double maxResidual, boolean removeOne) implements Fit {
    public Sako {
      if (pairs < 0 || !(maxResidual >= 0)) {
        throw new IllegalArgumentException(
            "The number of eigenpairs (%d) and their largest residual (%s) must be at least 0."
                .formatted(pairs, maxResidual));
      }
      if (pairs == 0 && Double.isInfinite(maxResidual)) {
        throw new IllegalArgumentException(
            "Eigenpairs need a number (0) or a largest residual (%s) to be kept by."
                .formatted(maxResidual));
      }
    }

    /** Keeps a number of pairs, at least 1. */
    public Sako(int pairs) {
      this(pairs, Double.POSITIVE_INFINITY, false);
    }

    /** Keeps the pairs whose residual is at most a threshold. */
    public static Sako below(double maxResidual) {
      return new Sako(0, maxResidual, false);
    }

    /** Returns the same without the pair of the constant function. */
    public Sako withoutOne() {
      return new Sako(pairs, maxResidual, true);
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
