package io.metalab.store.file;

import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names a segment; the order of names is the order in which places are compared.
 *
 * @param writer who writes it
 * @param number which of the writer's it is, from 1
 */
record SegmentName(String writer, int number) implements Comparable<SegmentName> {
  private static final Pattern FILE = Pattern.compile("([0-9a-f]{32})-([0-9]{6,9})\\.jsonl");
  private static final Comparator<SegmentName> ORDER =
      Comparator.comparing(SegmentName::writer).thenComparingInt(SegmentName::number);

  static Optional<SegmentName> parse(String fileName) {
    Matcher matcher = FILE.matcher(fileName);
    return matcher.matches()
        ? Optional.of(new SegmentName(matcher.group(1), Integer.parseInt(matcher.group(2))))
        : Optional.empty();
  }

  String fileName() {
    return stem() + ".jsonl";
  }

  String stem() {
    return String.format(Locale.ROOT, "%s-%06d", writer, number);
  }

  @Override
  public int compareTo(SegmentName other) {
    return ORDER.compare(this, other);
  }
}
