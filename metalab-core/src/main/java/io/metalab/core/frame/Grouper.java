package io.metalab.core.frame;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts the selected rows of a view into groups with equal values of some columns. */
final class Grouper {
  /** The group of a row that is in none. */
  static final int NONE = -1;

  private static final int MOST_DIRECT = 1 << 20;

  private final View view;
  private final List<KeyColumn> keys = new ArrayList<>();
  private final int[][] groups;
  private int[] codesOfGroups = new int[0];
  private int count;

  Grouper(View view, List<String> fields) {
    this.view = view;
    this.groups = new int[view.data().pages()][];
    for (int page = 0; page < groups.length; page++) {
      groups[page] = new int[Bits.ROWS];
      long[] selected = view.selected(page);
      for (int row = 0; row < Bits.ROWS; row++) {
        groups[page][row] = Bits.get(selected, row) ? 0 : NONE;
      }
    }
    count = view.count() > 0 ? 1 : 0;
    fields.forEach(field -> split(new KeyColumn(view.data().column(field))));
  }

  /** Splits every group by the values of one more column. */
  private void split(KeyColumn key) {
    int[][] codes = new int[groups.length][];
    for (int page = 0; page < groups.length; page++) {
      codes[page] = key.codes(page, view.selected(page));
    }
    Numbering numbering = new Numbering(count, key.size());
    for (int page = 0; page < groups.length; page++) {
      int[] ofRows = groups[page];
      int[] ofKey = codes[page];
      int rows = view.data().rowsOf(page);
      for (int row = 0; row < rows; row++) {
        if (ofRows[row] != NONE) {
          ofRows[row] = numbering.number(ofRows[row], ofKey[row]);
        }
      }
    }
    int width = keys.size();
    int[] split = new int[numbering.size * (width + 1)];
    for (int group = 0; group < numbering.size; group++) {
      long pair = numbering.pairs[group];
      System.arraycopy(
          codesOfGroups, (int) (pair / key.size()) * width, split, group * (width + 1), width);
      split[group * (width + 1) + width] = (int) (pair % key.size());
    }
    codesOfGroups = split;
    count = numbering.size;
    keys.add(key);
  }

  /** Numbers pairs of a group and a code in the order in which they come. */
  private static final class Numbering {
    private final int codes;
    private final int @Nullable [] direct;
    private final LongCodes others = new LongCodes();
    private long[] pairs = new long[16];
    private int size;

    Numbering(int groups, int codes) {
      this.codes = codes;
      direct = (long) groups * codes <= MOST_DIRECT ? new int[groups * codes] : null;
      if (direct != null) {
        Arrays.fill(direct, NONE);
      }
    }

    int number(int group, int code) {
      long pair = (long) group * codes + code;
      int known = direct != null ? direct[(int) pair] : others.find(pair);
      return known == NONE ? add(pair) : known;
    }

    private int add(long pair) {
      if (size == pairs.length) {
        pairs = Arrays.copyOf(pairs, 2 * size);
      }
      pairs[size] = pair;
      if (direct != null) {
        direct[(int) pair] = size;
      } else {
        others.put(pair, size);
      }
      return size++;
    }
  }

  /** Returns the number of groups. */
  int count() {
    return count;
  }

  /** Returns the groups of the rows of a page, {@link #NONE} where a row is not selected. */
  int[] groups(int page) {
    return groups[page];
  }

  List<KeyColumn> keys() {
    return keys;
  }

  /** Returns the values of a group's key, in the order of the columns. */
  List<@Nullable Object> key(int group) {
    List<@Nullable Object> values = new ArrayList<>(keys.size());
    for (int i = 0; i < keys.size(); i++) {
      values.add(keys.get(i).value(codesOfGroups[group * keys.size() + i]));
    }
    return values;
  }

  /** Returns the groups in the order of their keys. */
  List<Integer> inOrder() {
    int[][] ranks = keys.stream().map(KeyColumn::ranks).toArray(int[][]::new);
    List<Integer> order = new ArrayList<>(count);
    for (int group = 0; group < count; group++) {
      order.add(group);
    }
    int width = keys.size();
    order.sort(
        (a, b) -> {
          for (int i = 0; i < width; i++) {
            int byKey =
                Integer.compare(
                    ranks[i][codesOfGroups[a * width + i]], ranks[i][codesOfGroups[b * width + i]]);
            if (byKey != 0) {
              return byKey;
            }
          }
          return 0;
        });
    return order;
  }
}
