package io.metalab.core.frame;

import io.metalab.core.where.FieldScope;
import io.metalab.core.where.FieldTable;
import io.metalab.core.where.Kind;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a frame as they were at some time: which runs there are, which fields they have, and
 * the columns that are held. Immutable.
 *
 * @param rows number of rows, those of removed runs included
 * @param live which rows of a page are of runs that are there, null where all are
 * @param columns the columns held, by full name, ids among them
 * @param kinds the kinds of all fields seen, as their bits
 */
record FrameData(
    int rows,
    List<long @Nullable []> live,
    Map<String, FrameColumn> columns,
    Map<String, Integer> kinds) {
  static final FrameData EMPTY = new FrameData(0, List.of(), Map.of(), Map.of());

  private static final FrameColumn NOTHING = new FrameColumn("", new Dictionary(), List.of());

  int pages() {
    return (rows + Bits.ROWS - 1) / Bits.ROWS;
  }

  /** Returns the number of rows of a page. */
  int rowsOf(int page) {
    return Math.min(Bits.ROWS, rows - page * Bits.ROWS);
  }

  /** Returns which rows of a page are of runs that are there. */
  long[] liveOf(int page) {
    long[] bits = live.get(page);
    if (bits == null) {
      bits = new long[Bits.WORDS];
      Bits.first(bits, rowsOf(page));
    }
    return bits;
  }

  /** Returns a column by its full name; one without values if no record has it. */
  FrameColumn column(String field) {
    return columns.getOrDefault(held(field), NOTHING);
  }

  /** Returns the name under which a field is held, which is another one for an alias. */
  static String held(String field) {
    return field.equals("record.tag") ? "record.tags" : field;
  }

  FieldTable fields() {
    return fields(kinds, rows > 0);
  }

  /** Returns the fields apart from those of every record, by the bits of their kinds. */
  static FieldTable fields(Map<String, Integer> kinds, boolean anyRecords) {
    Map<String, Set<Kind>> sets = new LinkedHashMap<>();
    kinds.forEach(
        (field, bits) -> {
          if (!field.startsWith(RecordDecoder.RECORD)) {
            sets.put(field, kinds(bits));
          }
        });
    return new FieldTable(sets, anyRecords);
  }

  private static Set<Kind> kinds(int bits) {
    Set<Kind> set = EnumSet.noneOf(Kind.class);
    for (Kind kind : Kind.values()) {
      if ((bits & kind.bit()) != 0) {
        set.add(kind);
      }
    }
    return set;
  }

  /** Returns the fields as a filter names them, read where a cursor stands. */
  FieldScope<RowCursor> scope() {
    return scope(fields());
  }

  /** Returns fields as a filter names them, read where a cursor stands. */
  FieldScope<RowCursor> scope(FieldTable fields) {
    return fields.scope(this::reader);
  }

  private Function<RowCursor, @Nullable Object> reader(String field) {
    FrameColumn column = column(field);
    return cursor -> cursor.read(column);
  }

  /** Returns the bytes of all columns. */
  long sizeBytes() {
    return columns.values().stream().mapToLong(FrameColumn::sizeBytes).sum();
  }
}
