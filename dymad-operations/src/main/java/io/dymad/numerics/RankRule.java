package io.dymad.numerics;

/**
 * How many singular values of a data matrix count.
 *
 * <p>The rules say nothing about why the rest is left out: noise, rounding or brevity.
 */
public sealed interface RankRule {
  /** Relative size below which a singular value is rounding: ε times the longer side. */
  double EPSILON = 0x1p-52;

  /**
   * Returns the rank: at least 0, at most the number of singular values.
   *
   * @param singularValues of the whole matrix, largest first
   * @param rows of the matrix
   * @param columns of the matrix
   * @throws IllegalArgumentException if the data cannot have the rank that the rule asks for
   */
  int rank(double[] singularValues, int rows, int columns);

  /** Returns the rule {@link Full}. */
  static RankRule full() {
    return new Full();
  }

  /** Returns the rule {@link Fixed}. */
  static RankRule of(int rank) {
    return new Fixed(rank);
  }

  /** Returns the rule {@link AtMost}. */
  static RankRule atMost(int rank) {
    return new AtMost(rank);
  }

  /** Returns the rule {@link Energy}. */
  static RankRule energy(double fraction) {
    return new Energy(fraction);
  }

  /** Returns the rule {@link Tolerance}. */
  static RankRule tolerance(double relative) {
    return new Tolerance(relative);
  }

  /** Returns the rule {@link GavishDonoho}. */
  static RankRule gavishDonoho() {
    return new GavishDonoho();
  }

  /** Every singular value above rounding: {@code s_i > ε max(rows, columns) s_1}. */
  record Full() implements RankRule {
    @Override
    public int rank(double[] singularValues, int rows, int columns) {
      return new Tolerance(EPSILON * Math.max(rows, columns)).rank(singularValues, rows, columns);
    }
  }

  /**
   * A number given beforehand.
   *
   * @param rank at least 1; refused where the data have a smaller numerical rank
   */
  record Fixed(int rank) implements RankRule {
    public Fixed {
      if (rank < 1) {
        throw new IllegalArgumentException("The rank (%d) must be at least 1.".formatted(rank));
      }
    }

    @Override
    public int rank(double[] singularValues, int rows, int columns) {
      int available = full().rank(singularValues, rows, columns);
      if (rank > available) {
        throw new IllegalArgumentException(
            "The rank (%d) is above that of the %d x %d data, %d up to rounding."
                .formatted(rank, rows, columns, available));
      }
      return rank;
    }
  }

  /**
   * A number given beforehand, or the numerical rank of the data where that is smaller.
   *
   * @param rank at least 1
   */
  record AtMost(int rank) implements RankRule {
    public AtMost {
      if (rank < 1) {
        throw new IllegalArgumentException("The rank (%d) must be at least 1.".formatted(rank));
      }
    }

    @Override
    public int rank(double[] singularValues, int rows, int columns) {
      return Math.min(rank, full().rank(singularValues, rows, columns));
    }
  }

  /**
   * The smallest rank whose singular values hold a fraction of the energy: {@code Σ_{i≤r} s_i² ≥
   * fraction · Σ s_i²}.
   *
   * @param fraction in (0, 1]
   */
  record Energy(double fraction) implements RankRule {
    public Energy {
      if (!(fraction > 0 && fraction <= 1)) {
        throw new IllegalArgumentException(
            "The fraction of the energy (%s) must be in (0, 1].".formatted(fraction));
      }
    }

    @Override
    public int rank(double[] singularValues, int rows, int columns) {
      double[] kept = new double[singularValues.length];
      double sum = 0;
      for (int i = 0; i < kept.length; i++) {
        sum += singularValues[i] * singularValues[i];
        kept[i] = sum;
      }
      int rank = 0;
      while (rank < kept.length && (rank == 0 ? 0 : kept[rank - 1]) < fraction * sum) {
        rank++;
      }
      return rank;
    }
  }

  /**
   * Every singular value above a fraction of the largest.
   *
   * @param relative in [0, 1)
   */
  record Tolerance(double relative) implements RankRule {
    public Tolerance {
      if (!(relative >= 0 && relative < 1)) {
        throw new IllegalArgumentException(
            "The relative tolerance (%s) must be in [0, 1).".formatted(relative));
      }
    }

    @Override
    public int rank(double[] singularValues, int rows, int columns) {
      int rank = 0;
      while (rank < singularValues.length && singularValues[rank] > relative * singularValues[0]) {
        rank++;
      }
      return rank;
    }
  }

  /**
   * The optimal hard threshold for white noise of unknown size: {@code s_i > ω(β) median(s)}, β the
   * aspect ratio, ω approximated by a cubic.
   *
   * @see <a href="https://doi.org/10.1109/TIT.2014.2323359">Gavish and Donoho (2014), equation
   *     (5)</a>
   */
  record GavishDonoho() implements RankRule {
    /** Returns {@code ω(β) = 0.56 β³ - 0.95 β² + 1.82 β + 1.43}, for β in (0, 1]. */
    public static double omega(double beta) {
      return ((0.56 * beta - 0.95) * beta + 1.82) * beta + 1.43;
    }

    @Override
    public int rank(double[] singularValues, int rows, int columns) {
      int size = singularValues.length;
      if (size == 0) {
        return 0;
      }
      double median = (singularValues[(size - 1) / 2] + singularValues[size / 2]) / 2;
      return count(singularValues, omega(aspectRatio(rows, columns)) * median);
    }
  }

  /**
   * The optimal hard threshold for white noise of known size: {@code s_i > λ*(β) sqrt(n) σ}, n the
   * longer side.
   *
   * @param sigma standard deviation of the noise of one element, above 0
   * @see <a href="https://doi.org/10.1109/TIT.2014.2323359">Gavish and Donoho (2014), equation
   *     (3)</a>
   */
  record KnownNoise(double sigma) implements RankRule {
    public KnownNoise {
      if (!(sigma > 0 && sigma < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("The noise (%s) must be above 0.".formatted(sigma));
      }
    }

    /** Returns {@code λ*(β) = sqrt(2 (β + 1) + 8 β / (β + 1 + sqrt(β² + 14 β + 1)))}. */
    public static double lambda(double beta) {
      return Math.sqrt(
          2 * (beta + 1) + 8 * beta / (beta + 1 + Math.sqrt(beta * beta + 14 * beta + 1)));
    }

    @Override
    public int rank(double[] singularValues, int rows, int columns) {
      double longer = Math.max(rows, columns);
      return count(singularValues, lambda(aspectRatio(rows, columns)) * Math.sqrt(longer) * sigma);
    }
  }

  private static double aspectRatio(int rows, int columns) {
    return (double) Math.min(rows, columns) / Math.max(rows, columns);
  }

  private static int count(double[] singularValues, double threshold) {
    int rank = 0;
    while (rank < singularValues.length && singularValues[rank] > threshold) {
      rank++;
    }
    return rank;
  }
}
