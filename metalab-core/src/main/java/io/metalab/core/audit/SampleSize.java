package io.metalab.core.audit;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many of some runs are taken.
 *
 * @param amount a number of runs, or of percent
 * @param percent whether it is percent
 */
public record SampleSize(BigDecimal amount, boolean percent) {
  private static final Pattern TEXT = Pattern.compile("(\\d{1,18}(?:\\.\\d{1,9})?)(%?)");
  private static final BigDecimal HUNDRED = new BigDecimal(100);

  public SampleSize {
    if (amount.signum() <= 0 || (percent && amount.compareTo(HUNDRED) > 0)) {
      throw wrong(amount + (percent ? "%" : ""));
    }
  }

  /**
   * Reads {@code 20} or {@code 1%} or {@code 0.5%}.
   *
   * @throws MetalabException with {@link ErrorCode#USAGE} if it is something else
   */
  public static SampleSize parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches() || (matcher.group(2).isEmpty() && text.contains("."))) {
      throw wrong(text);
    }
    return new SampleSize(new BigDecimal(matcher.group(1)), !matcher.group(2).isEmpty());
  }

  /** Returns how many of these many runs are taken; at least one unless there are none. */
  public long of(long runs) {
    BigDecimal wanted =
        percent ? amount.multiply(BigDecimal.valueOf(runs)).divide(HUNDRED) : amount;
    return wanted.min(BigDecimal.valueOf(runs)).setScale(0, RoundingMode.CEILING).longValueExact();
  }

  private static MetalabException wrong(String text) {
    return new MetalabException(
        ErrorCode.USAGE,
        "The sample (%s) must be a number of runs such as 20, or a share such as 1%% of at most 100%%."
            .formatted(text));
  }
}
