package io.metalab.core.frame;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * What is gathered from some pages of a column by group. For one thread.
 *
 * @param <P> the type itself
 */
interface PagePart<P extends PagePart<P>> {
  int PAGES_AT_ONCE = 16;

  /** With more groups than this the parts would cost more than they save. */
  int MOST_GROUPS = 1 << 12;

  /** Takes the numbers that a reader has read and the groups of their rows. */
  void page(NumberReader reader, int[] groups);

  /** Adds what another part has gathered from the pages behind. */
  void add(P other);

  /** Gathers a field of all rows that count. */
  static <P extends PagePart<P>> P over(
      View view, String field, Grouper grouper, Supplier<P> empty) {
    int pages = view.data().pages();
    int step = grouper.count() <= MOST_GROUPS ? PAGES_AT_ONCE : Math.max(1, pages);
    List<P> parts =
        IntStream.range(0, (pages + step - 1) / step)
            .parallel()
            .mapToObj(
                number -> {
                  P part = empty.get();
                  NumberReader reader = new NumberReader(view.data().column(field));
                  int end = Math.min(pages, (number + 1) * step);
                  for (int page = number * step; page < end; page++) {
                    reader.read(page, view.counted(page, field));
                    part.page(reader, grouper.groups(page));
                  }
                  return part;
                })
            .toList();
    if (parts.isEmpty()) {
      return empty.get();
    }
    P all = parts.get(0);
    parts.subList(1, parts.size()).forEach(all::add);
    return all;
  }
}
