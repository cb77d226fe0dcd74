package io.metalab.cli.terminal;

import io.metalab.api.ArtifactValue;
import io.metalab.api.DirValue;
import io.metalab.api.FileRef;
import io.metalab.api.FileValue;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How values look to people; the same on every machine and in every locale. */
public final class Show {
  private static final int DIGITS = 4;
  private static final int LEAST_PLAIN_EXPONENT = -4;
  private static final int MOST_PLAIN_EXPONENT = 6;
  private static final int DIGEST_DIGITS = 8;
  private static final Pattern DIGEST_VERSION = Pattern.compile("(@[0-9a-f]{8})[0-9a-f]{56}$");
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter MINUTES =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Show() {}

  /** Returns a number with four significant digits, such as {@code 0.0312} or {@code 3.1e-07}. */
  public static String number(double value) {
    return number(value, DIGITS);
  }

  /** Returns a number with these many significant digits. */
  public static String number(double value, int digits) {
    if (!Double.isFinite(value)) {
      return Double.isNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
    }
    if (value == 0) {
      return "0";
    }
    BigDecimal rounded =
        new BigDecimal(value).round(new MathContext(digits, RoundingMode.HALF_EVEN));
    BigDecimal shortest = rounded.stripTrailingZeros();
    return isPlain(exponent(shortest)) ? shortest.toPlainString() : scientific(shortest);
  }

  /**
   * Returns a mean to the place of the second digit of its standard deviation, such as {@code
   * 0.0312 ± 0.0021}.
   *
   * @param plusMinus stands between them
   */
  public static String meanAndDeviation(double mean, double deviation, String plusMinus) {
    if (!Double.isFinite(mean) || !Double.isFinite(deviation)) {
      return number(mean) + " " + plusMinus + " " + number(deviation, 2);
    }
    return String.join(" " + plusMinus + " ", toDeviation(deviation, mean, deviation));
  }

  /**
   * Returns numbers to the place of the second digit of a standard deviation, all with an exponent
   * or all without; with four digits if the deviation says nothing.
   */
  public static List<String> toDeviation(double deviation, double... values) {
    if (!Double.isFinite(deviation)
        || deviation == 0
        || !Arrays.stream(values).allMatch(Double::isFinite)) {
      return Arrays.stream(values).mapToObj(Show::number).toList();
    }
    BigDecimal place = new BigDecimal(deviation).round(new MathContext(2, RoundingMode.HALF_EVEN));
    List<BigDecimal> rounded =
        Arrays.stream(values)
            .mapToObj(v -> new BigDecimal(v).setScale(place.scale(), RoundingMode.HALF_EVEN))
            .toList();
    BigDecimal largest = rounded.stream().map(BigDecimal::abs).reduce(place, BigDecimal::max);
    boolean plain = isPlain(exponent(largest));
    return rounded.stream()
        .map(value -> plain ? value.toPlainString() : scientific(value))
        .toList();
  }

  private static boolean isPlain(int exponent) {
    return exponent >= LEAST_PLAIN_EXPONENT && exponent <= MOST_PLAIN_EXPONENT;
  }

  private static String scientific(BigDecimal value) {
    if (value.signum() == 0) {
      return "0";
    }
    int exponent = exponent(value);
    return "%se%s%02d"
        .formatted(
            value.movePointLeft(exponent).toPlainString(),
            exponent < 0 ? "-" : "+",
            Math.abs(exponent));
  }

  private static int exponent(BigDecimal value) {
    return value.precision() - value.scale() - 1;
  }

  /** Returns a value of params or metrics. */
  public static String value(@Nullable Object value) {
    if (value instanceof Double number) {
      return number(number);
    }
    if (value instanceof List<?> items) {
      return items.stream().map(Show::value).collect(Collectors.joining(",", "[", "]"));
    }
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(entry -> entry.getKey() + "=" + value(entry.getValue()))
          .collect(Collectors.joining(",", "{", "}"));
    }
    return value instanceof FileRef file ? file(file) : printable(String.valueOf(value));
  }

  /**
   * Returns an operation's {@code key@version}, whose version is cut to eight digits if it is the
   * digest of a command.
   */
  public static String operation(String qualifiedKey) {
    return DIGEST_VERSION.matcher(qualifiedKey).replaceFirst("$1");
  }

  /** Returns the first eight digits of a digest. */
  public static String digest(String hex) {
    return hex.substring(0, Math.min(DIGEST_DIGITS, hex.length()));
  }

  /** Returns where the content of a file value is. */
  public static String file(FileRef file) {
    if (file instanceof FileValue value) {
      return value.path();
    }
    if (file instanceof DirValue value) {
      return value.pattern().isEmpty() ? value.path() : value.path() + "/" + value.pattern();
    }
    ArtifactValue value = (ArtifactValue) file;
    return value.shortRun() + ":" + value.name();
  }

  /** Returns named values as {@code lr=0.1 width=64}. */
  public static String values(Map<String, ? extends @Nullable Object> values) {
    return values.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + value(entry.getValue()))
        .collect(Collectors.joining(" "));
  }

  /** Returns a duration on the clock, such as {@code 0:17} or {@code 1:02:03}. */
  public static String clock(Duration duration) {
    long seconds = Math.max(0, duration.toSeconds());
    return seconds < 3600
        ? "%d:%02d".formatted(seconds / 60, seconds % 60)
        : "%d:%02d:%02d".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60);
  }

  /** Returns how long something took, such as {@code 4 ms}, {@code 1.25 s} or {@code 2:05}. */
  public static String duration(Duration duration) {
    if (duration.compareTo(Duration.ofSeconds(1)) < 0) {
      return duration.toMillis() + " ms";
    }
    if (duration.compareTo(Duration.ofMinutes(1)) < 0) {
      return number(duration.toMillis() / 1000.0) + " s";
    }
    return clock(duration);
  }

  /** Returns the time of day in UTC, to the second. */
  public static String time(Instant instant) {
    return SECONDS.format(instant);
  }

  /** Returns date and time in UTC, to the minute. */
  public static String date(Instant instant) {
    return MINUTES.format(instant);
  }

  /** Returns a number of bytes, such as {@code 61.4 MB}. */
  public static String bytes(long bytes) {
    if (bytes < 1000) {
      return bytes + " B";
    }
    String[] units = {"kB", "MB", "GB", "TB"};
    double value = bytes;
    int unit = -1;
    while (value >= 999.95 && unit < units.length - 1) {
      value /= 1000;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %s", value, units[unit]);
  }

  /** Returns a number of things, such as {@code 1 record} or {@code 2 records}. */
  public static String count(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }

  /** Returns a text in which each control character, which might command a terminal, is a dot. */
  public static String printable(String text) {
    if (text.chars().noneMatch(Character::isISOControl)) {
      return text;
    }
    StringBuilder printable = new StringBuilder(text);
    for (int i = 0; i < printable.length(); i++) {
      if (Character.isISOControl(printable.charAt(i))) {
        printable.setCharAt(i, '.');
      }
    }
    return printable.toString();
  }

  /** Returns the first line of a text, printable. */
  public static String firstLine(String text) {
    int end = text.indexOf('\n');
    return printable(end < 0 ? text : text.substring(0, end));
  }
}
