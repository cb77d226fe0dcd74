package io.metalab.store.file;

import static java.util.Objects.requireNonNull;

import io.metalab.api.store.OpenOptions;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * How a journal works.
 *
 * @param options how it is opened
 * @param sync when records become durable
 * @param segmentBytes size at which a segment is sealed and the next one begun
 * @param compactAfter number of small segments of writers that are gone from which on a writer
 *     packs them
 * @param clock dates segments, documents and annotations
 * @param nanoTime the monotonic clock by which the leases of others expire
 */
record FileStoreConfig(
    OpenOptions options,
    SyncMode sync,
    long segmentBytes,
    int compactAfter,
    InstantSource clock,
    LongSupplier nanoTime) {
  private static final long DEFAULT_SEGMENT_BYTES = 64L << 20;
  private static final long MAX_SEGMENT_BYTES = 1L << 30;
  private static final int DEFAULT_COMPACT_AFTER = 64;

  FileStoreConfig {
    requireNonNull(options, "options");
    requireNonNull(sync, "sync");
    requireNonNull(clock, "clock");
    requireNonNull(nanoTime, "nanoTime");
    if (segmentBytes < 1 || segmentBytes > MAX_SEGMENT_BYTES) {
      throw new IllegalArgumentException(
          "The segment size (%d bytes) must be from 1 to %d."
              .formatted(segmentBytes, MAX_SEGMENT_BYTES));
    }
    if (compactAfter < 1) {
      throw new IllegalArgumentException(
          "The number of segments to compact after (%d) must be at least 1."
              .formatted(compactAfter));
    }
  }

  static FileStoreConfig defaults() {
    return of(OpenOptions.readWrite());
  }

  static FileStoreConfig of(OpenOptions options) {
    return new FileStoreConfig(
        options,
        SyncMode.GROUP,
        DEFAULT_SEGMENT_BYTES,
        DEFAULT_COMPACT_AFTER,
        InstantSource.system(),
        System::nanoTime);
  }

  FileStoreConfig withSync(SyncMode newSync) {
    return new FileStoreConfig(options, newSync, segmentBytes, compactAfter, clock, nanoTime);
  }

  FileStoreConfig withSegmentBytes(long newSegmentBytes) {
    return new FileStoreConfig(options, sync, newSegmentBytes, compactAfter, clock, nanoTime);
  }

  FileStoreConfig withClocks(InstantSource newClock, LongSupplier newNanoTime) {
    return new FileStoreConfig(options, sync, segmentBytes, compactAfter, newClock, newNanoTime);
  }

  FileStoreConfig withCompactAfter(int newCompactAfter) {
    return new FileStoreConfig(options, sync, segmentBytes, newCompactAfter, clock, nanoTime);
  }
}
