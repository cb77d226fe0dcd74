package io.metalab.core.frame;

import io.metalab.core.where.Condition;
import io.metalab.core.where.FieldScope;
import io.metalab.core.where.Where;
import java.util.List;

/** Filters over the columns of a frame, page by page; safe for use by many threads. */
final class RowFilter {
  /** Tells the rows of a page for which something holds; what is set beyond them is ignored. */
  interface Test {
    void test(int page, long[] out);
  }

  private final FrameData data;
  private final List<Test> tests;

  /**
   * Binds filters to the columns.
   *
   * @param scope the fields that the filters may name, read from the columns
   * @throws io.metalab.core.where.FilterException as {@link Where#bind}
   */
  RowFilter(List<Where> filters, FrameData data, FieldScope<RowCursor> scope) {
    this.data = data;
    this.tests = filters.stream().map(where -> test(where.conditions(scope))).toList();
  }

  /** Returns the rows of a page for which all filters hold. */
  long[] select(int page) {
    long[] selected = data.liveOf(page).clone();
    long[] holds = new long[Bits.WORDS];
    for (Test test : tests) {
      test.test(page, holds);
      Bits.and(selected, holds);
    }
    return selected;
  }

  private Test test(Condition<RowCursor> condition) {
    if (condition instanceof Condition.Both<RowCursor> both) {
      Test left = test(both.left());
      Test right = test(both.right());
      return (page, out) -> {
        long[] other = new long[Bits.WORDS];
        left.test(page, out);
        right.test(page, other);
        Bits.and(out, other);
      };
    }
    if (condition instanceof Condition.Either<RowCursor> either) {
      Test left = test(either.left());
      Test right = test(either.right());
      return (page, out) -> {
        long[] other = new long[Bits.WORDS];
        left.test(page, out);
        right.test(page, other);
        for (int i = 0; i < Bits.WORDS; i++) {
          out[i] |= other[i];
        }
      };
    }
    if (condition instanceof Condition.Not<RowCursor> not) {
      Test operand = test(not.operand());
      return (page, out) -> {
        operand.test(page, out);
        for (int i = 0; i < Bits.WORDS; i++) {
          out[i] = ~out[i];
        }
      };
    }
    return leaf((Condition.Leaf<RowCursor>) condition);
  }

  private Test leaf(Condition.Leaf<RowCursor> leaf) {
    if (leaf.fields().size() == 1) {
      return new ColumnTest(data, data.column(leaf.fields().iterator().next()), leaf);
    }
    return (page, out) -> eachRow(data, leaf, page, out);
  }

  static void eachRow(FrameData data, Condition.Leaf<RowCursor> leaf, int page, long[] out) {
    RowCursor cursor = new RowCursor();
    int rows = data.rowsOf(page);
    for (int row = 0; row < rows; row++) {
      if (leaf.predicate().test(cursor.at(page, row))) {
        Bits.set(out, row);
      } else {
        Bits.clear(out, row);
      }
    }
  }
}
