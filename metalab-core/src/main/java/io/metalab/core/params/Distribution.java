package io.metalab.core.params;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.Values;
import io.metalab.core.json.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What the values of one randomly swept parameter are drawn from. */
public sealed interface Distribution {
  /** Returns one value; takes its randomness from the generator alone. */
  @Nullable Object sample(RandomGenerator random);

  /**
   * Returns the value below which a fraction of the values lie.
   *
   * <p>An even spread of fractions gives an even spread of values; 0 and 1 give the ends of a range
   * exactly as they were written.
   *
   * @param fraction in [0, 1]
   * @throws MetalabException with {@link ErrorCode#INVALID_STUDY} if that is no finite value, as at
   *     the ends of a normal axis
   */
  @Nullable Object quantile(double fraction);

  /**
   * Numbers in [low, high), all equally likely.
   *
   * @param low the least number
   * @param high what all numbers are below
   */
  record Uniform(double low, double high) implements Distribution {
    public Uniform {
      checkRange(low, high);
    }

    @Override
    public Object sample(RandomGenerator random) {
      return random.nextDouble(low, high);
    }

    @Override
    public Object quantile(double fraction) {
      if (fraction >= 1) {
        return high;
      }
      return Math.min(low + fraction * (high - low), Math.nextDown(high));
    }
  }

  /**
   * Numbers in [low, high] whose logarithms are equally likely.
   *
   * @param low the least number, above 0
   * @param high the greatest number
   */
  record LogUniform(double low, double high) implements Distribution {
    public LogUniform {
      checkRange(low, high);
      if (!(low > 0)) {
        throw refused("The low end (%s) of a log-uniform axis must be above 0.", low);
      }
    }

    @Override
    public Object sample(RandomGenerator random) {
      return between(random.nextDouble());
    }

    @Override
    public Object quantile(double fraction) {
      if (fraction <= 0 || fraction >= 1) {
        return fraction <= 0 ? low : high;
      }
      return between(fraction);
    }

    private double between(double fraction) {
      double logLow = StrictMath.log(low);
      double log = logLow + fraction * (StrictMath.log(high) - logLow);
      return Math.max(low, Math.min(high, StrictMath.exp(log)));
    }
  }

  /**
   * Normally distributed numbers.
   *
   * @param mean the mean
   * @param sd the standard deviation, at least 0
   */
  record Normal(double mean, double sd) implements Distribution {
    public Normal {
      if (!Double.isFinite(mean)) {
        throw refused("The mean (%s) of a normal axis must be finite.", mean);
      }
      if (!(sd >= 0 && Double.isFinite(sd))) {
        throw refused("The sd (%s) of a normal axis must be at least 0 and finite.", sd);
      }
    }

    @Override
    public Object sample(RandomGenerator random) {
      return random.nextGaussian(mean, sd);
    }

    @Override
    public Object quantile(double fraction) {
      if (!(fraction > 0 && fraction < 1)) {
        throw new MetalabException(
            ErrorCode.INVALID_STUDY,
            "A normal axis has no value at the end (%s) of its distribution. Maybe use a uniform axis, or shift the sequence with a seed or skip."
                .formatted(text(fraction)));
      }
      return mean + sd * NormalQuantile.of(fraction);
    }
  }

  /**
   * Integers in [low, high], all equally likely.
   *
   * @param low the least integer
   * @param high the greatest integer
   */
  record IntegerRange(long low, long high) implements Distribution {
    public IntegerRange {
      if (low > high || low < -Values.MAX_INTEGER || high > Values.MAX_INTEGER) {
        throw new MetalabException(
            ErrorCode.INVALID_STUDY,
            "The range [%d, %d] of an integer axis must not be empty or leave ±(2^53-1)."
                .formatted(low, high));
      }
    }

    @Override
    public Object sample(RandomGenerator random) {
      return random.nextLong(low, high + 1);
    }

    @Override
    public Object quantile(double fraction) {
      return Math.min(high, low + (long) StrictMath.floor(fraction * (high - low + 1.0)));
    }
  }

  /**
   * One of several values, all equally likely.
   *
   * @param values the values
   */
  record Choice(List<@Nullable Object> values) implements Distribution {
    public Choice {
      if (values.isEmpty()) {
        throw new MetalabException(
            ErrorCode.INVALID_STUDY, "A choice axis needs at least one value.");
      }
      List<@Nullable Object> frozen = new ArrayList<>(values.size());
      for (int i = 0; i < values.size(); i++) {
        frozen.add(Values.freeze(values.get(i), "choice[" + i + "]"));
      }
      values = Collections.unmodifiableList(frozen);
    }

    @Override
    public @Nullable Object sample(RandomGenerator random) {
      return values.get(random.nextInt(values.size()));
    }

    @Override
    public @Nullable Object quantile(double fraction) {
      return values.get(Math.min(values.size() - 1, (int) (fraction * values.size())));
    }
  }

  private static void checkRange(double low, double high) {
    if (!(low < high && Double.isFinite(high - low))) {
      throw new MetalabException(
          ErrorCode.INVALID_STUDY,
          "The range from %s to %s of a random axis must be finite and not empty."
              .formatted(text(low), text(high)));
    }
  }

  private static MetalabException refused(String rule, double value) {
    return new MetalabException(ErrorCode.INVALID_STUDY, rule.formatted(text(value)));
  }

  private static String text(double value) {
    return Double.isFinite(value) ? Json.write(value) : Double.toString(value);
  }
}
