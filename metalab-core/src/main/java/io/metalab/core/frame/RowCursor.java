package io.metalab.core.frame;

import org.jspecify.annotations.Nullable;

/** Stands at a row, or says that every field has one value. For one thread. */
final class RowCursor {
  private int page;
  private int row;
  private boolean fixed;
  private @Nullable Object value;

  RowCursor at(int newPage, int newRow) {
    page = newPage;
    row = newRow;
    fixed = false;
    return this;
  }

  /** Makes every field read this value. */
  RowCursor of(@Nullable Object newValue) {
    value = newValue;
    fixed = true;
    return this;
  }

  @Nullable Object read(FrameColumn column) {
    return fixed ? value : column.value(page, row);
  }
}
