package io.metalab.core.codec;

import java.time.Instant;
import java.time.LocalDate;

/** Writes instants as {@code Instant.toString} does, with nine digits of nanoseconds or none. */
final class InstantText {
  /** The most bytes that {@link #write} adds. */
  static final int MAX_LENGTH = 48;

  private static final long SECONDS_PER_DAY = 86_400;

  private InstantText() {}

  static int write(Instant instant, byte[] out, int at) {
    long epochSecond = instant.getEpochSecond();
    int nanos = instant.getNano();
    long day = Math.floorDiv(epochSecond, SECONDS_PER_DAY);
    int second = (int) Math.floorMod(epochSecond, SECONDS_PER_DAY);
    LocalDate date = LocalDate.ofEpochDay(day);
    if (date.getYear() < 0 || date.getYear() > 9999) {
      return ascii(instant.toString(), out, at);
    }
    int next = digits(date.getYear(), 4, out, at);
    out[next++] = '-';
    next = digits(date.getMonthValue(), 2, out, next);
    out[next++] = '-';
    next = digits(date.getDayOfMonth(), 2, out, next);
    out[next++] = 'T';
    next = digits(second / 3600, 2, out, next);
    out[next++] = ':';
    next = digits(second / 60 % 60, 2, out, next);
    out[next++] = ':';
    next = digits(second % 60, 2, out, next);
    if (nanos > 0) {
      out[next++] = '.';
      next = digits(nanos, 9, out, next);
    }
    out[next++] = 'Z';
    return next;
  }

  private static int ascii(String text, byte[] out, int at) {
    for (int i = 0; i < text.length(); i++) {
      out[at + i] = (byte) text.charAt(i);
    }
    return at + text.length();
  }

  private static int digits(int value, int count, byte[] out, int at) {
    int rest = value;
    for (int i = at + count - 1; i >= at; i--) {
      out[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    return at + count;
  }
}
