package io.metalab.core.study;

import io.metalab.core.study.Item.Scalar;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads durations and sizes such as {@code 10m} and {@code 2GiB}. */
public final class Quantities {
  private static final Pattern QUANTITY = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)\\s*([A-Za-z]+)");
  private static final Map<String, Long> NANOS =
      Map.of(
          "ms", 1_000_000L,
          "s", 1_000_000_000L,
          "m", 60_000_000_000L,
          "h", 3_600_000_000_000L,
          "d", 86_400_000_000_000L);
  private static final Map<String, Long> BYTES =
      Map.of(
          "B", 1L,
          "KB", 1_000L,
          "MB", 1_000_000L,
          "GB", 1_000_000_000L,
          "TB", 1_000_000_000_000L,
          "KiB", 1L << 10,
          "MiB", 1L << 20,
          "GiB", 1L << 30,
          "TiB", 1L << 40);

  private Quantities() {}

  /** Reads a number and one of ms, s, m, h, d. */
  public static Optional<Duration> duration(String text) {
    return scaled(text, NANOS).map(Duration::ofNanos);
  }

  /** Reads a number and one of B, KB, MB, GB, TB (powers of 1000), KiB, MiB, GiB, TiB (of 1024). */
  public static Optional<Long> bytes(String text) {
    return scaled(text, BYTES);
  }

  static Duration duration(String title, Item item) {
    return text(item)
        .flatMap(Quantities::duration)
        .orElseThrow(
            () -> Section.wrongKind(title, item, "a duration such as 500ms, 10s, 10m or 2h"));
  }

  static long bytes(String title, Item item) {
    return text(item)
        .flatMap(Quantities::bytes)
        .orElseThrow(() -> Section.wrongKind(title, item, "a size such as 512MB or 2GiB"));
  }

  private static Optional<String> text(Item item) {
    return item instanceof Scalar scalar && scalar.value() instanceof String text
        ? Optional.of(text)
        : Optional.empty();
  }

  private static Optional<Long> scaled(String text, Map<String, Long> units) {
    Matcher matcher = QUANTITY.matcher(text.strip());
    if (!matcher.matches() || !units.containsKey(matcher.group(2))) {
      return Optional.empty();
    }
    BigDecimal scaled =
        new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(units.get(matcher.group(2))));
    return scaled.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0
        ? Optional.empty()
        : Optional.of(scaled.longValue());
  }
}
