package io.metalab.core.results;

import io.metalab.api.RunRecord;
import io.metalab.testkit.InMemoryStore;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** A store of given records that counts how many are read and how many streams are open. */
final class CountingStore extends InMemoryStore {
  final AtomicLong read = new AtomicLong();
  final AtomicInteger open = new AtomicInteger();

  CountingStore(List<RunRecord> records) {
    records.forEach(record -> super.putRunRecord(record).join());
  }

  @Override
  public synchronized Stream<RunRecord> runRecords(String experimentId) {
    open.incrementAndGet();
    return super.runRecords(experimentId)
        .peek(record -> read.incrementAndGet())
        .onClose(open::decrementAndGet);
  }
}
