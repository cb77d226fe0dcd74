package io.metalab.core.frame;

import io.metalab.api.Values;
import io.metalab.core.where.Absent;
import io.metalab.core.where.SortKey;
import io.metalab.core.where.Tags;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A column's values as codes that equal values share; null and missing share code 0. */
final class KeyColumn {
  private static final Comparator<@Nullable Object> ORDER = new SortKey("", false).order();

  private final FrameColumn column;
  private final List<@Nullable Object> values = new ArrayList<>();
  private final Map<Object, Integer> others = new HashMap<>();
  private final LongCodes numbers = new LongCodes();
  private final int[] byDictionary;

  KeyColumn(FrameColumn column) {
    this.column = column;
    values.add(null);
    byDictionary = new int[column.codes()];
    for (int code = 1; code < byDictionary.length; code++) {
      byDictionary[code] = code(column.dictionary()[code]);
    }
  }

  String name() {
    return column.name();
  }

  /** Returns the codes of the rows of a page; those of rows that are not selected say nothing. */
  int[] codes(int page, long[] selected) {
    int[] codes = new int[Bits.ROWS];
    Cells cells = column.cells(page);
    if (cells instanceof Cells.Codes coded) {
      coded.copyTo(codes);
      for (int row = 0; row < coded.rows(); row++) {
        codes[row] = byDictionary[codes[row]];
      }
    } else if (cells instanceof Cells.Numbers numbered) {
      for (int row = 0; row < numbered.values.length; row++) {
        if (Bits.get(selected, row)
            && (numbered.present == null || Bits.get(numbered.present, row))) {
          codes[row] = numberCode(numbered.values[row]);
        }
      }
    } else if (cells != null) {
      for (int row = 0; row < cells.rows(); row++) {
        codes[row] = Bits.get(selected, row) ? code(cells.value(row, column.dictionary())) : 0;
      }
    }
    return codes;
  }

  private int code(@Nullable Object value) {
    if (value == null || value == Absent.ABSENT) {
      return 0;
    }
    if (value instanceof Number number && !(value instanceof Long large && isLarge(large))) {
      return numberCode(number.doubleValue());
    }
    Object shown = value instanceof Tags tags ? tags.names() : value;
    return others.computeIfAbsent(shown, key -> add(key));
  }

  private static boolean isLarge(long number) {
    return number < -Values.MAX_INTEGER || number > Values.MAX_INTEGER;
  }

  private int numberCode(double number) {
    long key = LongCodes.key(number);
    int code = numbers.find(key);
    if (code == LongCodes.NONE) {
      code = add(Dictionary.normal(number));
      numbers.put(key, code);
    }
    return code;
  }

  private int add(Object value) {
    values.add(value);
    return values.size() - 1;
  }

  /** Returns the number of codes given so far. */
  int size() {
    return values.size();
  }

  /** Returns the value of a code as a table holds it. */
  @Nullable Object value(int code) {
    return values.get(code);
  }

  /** Returns the places of the codes in the order of their values, missing values last. */
  int[] ranks() {
    List<Integer> codes = new ArrayList<>();
    for (int code = 0; code < values.size(); code++) {
      codes.add(code);
    }
    codes.sort((a, b) -> ORDER.compare(values.get(a), values.get(b)));
    int[] ranks = new int[codes.size()];
    for (int rank = 0; rank < ranks.length; rank++) {
      ranks[codes.get(rank)] = rank;
    }
    return ranks;
  }
}
