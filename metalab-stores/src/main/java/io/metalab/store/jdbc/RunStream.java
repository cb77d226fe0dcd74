package io.metalab.store.jdbc;

import io.metalab.api.RunRecord;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The effective records, one page of rows after the other. */
final class RunStream extends Spliterators.AbstractSpliterator<RunRecord> {
  private final RunPages pages;
  private final Deque<RunPages.Run> next = new ArrayDeque<>();
  private long number;

  private RunStream(RunPages pages) {
    super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
    this.pages = pages;
  }

  static Stream<RunRecord> of(RunPages pages) {
    return StreamSupport.stream(new RunStream(pages), false);
  }

  @Override
  public boolean tryAdvance(Consumer<? super RunRecord> action) {
    while (next.isEmpty() && number < Long.MAX_VALUE) {
      RunPages.Page page = pages.after(number, Long.MAX_VALUE);
      number = page.last();
      page.runs().stream().filter(run -> run.status() != null).forEach(next::add);
    }
    RunPages.Run run = next.poll();
    if (run == null) {
      return false;
    }
    action.accept(pages.record(run));
    return true;
  }
}
