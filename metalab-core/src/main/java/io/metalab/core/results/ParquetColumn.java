package io.metalab.core.results;

import static java.util.Objects.requireNonNull;

import io.metalab.api.Values;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A column of a Parquet file, whose type is found by looking at its values. For one thread. */
final class ParquetColumn {
  private enum Kind {
    INTEGER,
    LARGE_INTEGER,
    DOUBLE,
    BOOLEAN,
    INSTANT,
    OTHER
  }

  /** The instants that nanoseconds in 64 bits reach, to the year. */
  private static final Instant FIRST = Instant.parse("1678-01-01T00:00:00Z");

  private static final Instant LAST = Instant.parse("2262-01-01T00:00:00Z");

  private final String name;
  private final Set<Kind> kinds = EnumSet.noneOf(Kind.class);

  ParquetColumn(String name) {
    this.name = requireNonNull(name, "name");
  }

  String name() {
    return name;
  }

  /** Takes a value into account. */
  void see(@Nullable Object value) {
    if (value != null) {
      kinds.add(kind(value));
    }
  }

  private static Kind kind(Object value) {
    if (value instanceof Long number) {
      boolean isExact = number >= -Values.MAX_INTEGER && number <= Values.MAX_INTEGER;
      return isExact ? Kind.INTEGER : Kind.LARGE_INTEGER;
    }
    if (value instanceof Double) {
      return Kind.DOUBLE;
    }
    if (value instanceof Boolean) {
      return Kind.BOOLEAN;
    }
    boolean fits =
        value instanceof Instant instant && instant.isAfter(FIRST) && instant.isBefore(LAST);
    return fits ? Kind.INSTANT : Kind.OTHER;
  }

  /** Returns the narrowest type that holds all values as they are; text if no other does. */
  String type() {
    if (kinds.isEmpty()) {
      return "VARCHAR";
    }
    if (EnumSet.of(Kind.INTEGER, Kind.LARGE_INTEGER).containsAll(kinds)) {
      return "BIGINT";
    }
    if (EnumSet.of(Kind.INTEGER, Kind.DOUBLE).containsAll(kinds)) {
      return "DOUBLE";
    }
    if (kinds.equals(EnumSet.of(Kind.BOOLEAN))) {
      return "BOOLEAN";
    }
    return kinds.equals(EnumSet.of(Kind.INSTANT)) ? "TIMESTAMP_NS" : "VARCHAR";
  }
}
