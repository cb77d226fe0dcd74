package io.metalab.core.frame;

import io.metalab.api.RunRecord;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Reads records that someone else makes; always all of them. */
record StreamSource(Supplier<Stream<RunRecord>> records) implements FrameSource {
  @Override
  public boolean isIncremental() {
    return false;
  }

  @Override
  public String read(String mark, Predicate<String> wanted, Sink sink) {
    if (!mark.isEmpty()) {
      sink.restart();
    }
    try (Stream<RunRecord> stream = records.get()) {
      PageBuffer[] page = {new PageBuffer(wanted)};
      stream.forEachOrdered(
          record -> {
            RecordRows.add(record, page[0]);
            if (page[0].isFull()) {
              sink.page(page[0]);
              page[0] = new PageBuffer(wanted);
            }
          });
      if (page[0].rows() > 0) {
        sink.page(page[0]);
      }
    }
    return "read";
  }
}
