package io.metalab.core.frame;

import io.metalab.core.where.Absent;
import io.metalab.core.where.Tags;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A column of a frame as it was at some time. Immutable. */
final class FrameColumn {
  private final String name;
  private final @Nullable Object[] dictionary;
  private final int codes;
  private final long dictionaryBytes;
  private final List<@Nullable Cells> pages;

  /**
   * Creates a column.
   *
   * @param pages the cells of each page, null where the page has no value of the column
   */
  FrameColumn(String name, Dictionary dictionary, List<@Nullable Cells> pages) {
    this.name = name;
    this.dictionary = dictionary.values();
    this.codes = dictionary.size();
    this.dictionaryBytes = dictionary.sizeBytes();
    this.pages = pages;
  }

  String name() {
    return name;
  }

  /** Returns the number of codes of its dictionary. */
  int codes() {
    return codes;
  }

  /** Returns the values by code. */
  @Nullable Object[] dictionary() {
    return dictionary;
  }

  @Nullable Cells cells(int page) {
    return page < pages.size() ? pages.get(page) : null;
  }

  List<@Nullable Cells> pages() {
    return pages;
  }

  /** Returns the value of a row, {@link Absent#ABSENT} if it is missing. */
  @Nullable Object value(int page, int row) {
    Cells cells = cells(page);
    return cells == null ? Absent.ABSENT : cells.value(row, dictionary);
  }

  /** Returns the values of a row as a table holds them, null where they are missing. */
  static List<@Nullable Object> cells(List<FrameColumn> columns, int page, int row) {
    @Nullable Object[] cells = new Object[columns.size()];
    for (int i = 0; i < cells.length; i++) {
      Object value = columns.get(i).value(page, row);
      cells[i] = value == Absent.ABSENT ? null : value instanceof Tags tags ? tags.names() : value;
    }
    return Collections.unmodifiableList(Arrays.asList(cells));
  }

  long sizeBytes() {
    long bytes = dictionaryBytes;
    for (Cells cells : pages) {
      bytes += cells == null ? 0 : cells.sizeBytes();
    }
    return bytes;
  }
}
