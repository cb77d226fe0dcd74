package io.metalab.store.file;

import java.time.Instant;

/** How far a segment has been read. */
final class SegmentState {
  /** The part of a segment, and of its entries, that its writer says is durable. */
  record Synced(long to, int rows, int documents, int notes) {}

  final int index;
  final SegmentName name;
  final Instant created;

  /** Where the segment is; changes when it is packed. */
  volatile Extent extent;

  /** Entries from the segment's start; emptied once a sidecar holds all there will be. */
  SegmentEntries entries;

  /** Offset up to which the segment is in the index. */
  long scannedTo;

  /** Offset up to which a sidecar holds it. */
  long savedTo;

  /** The part that a sidecar may hold: what is not durable may change if the power fails. */
  Synced synced = new Synced(0, 0, 0, 0);

  /** Whether nothing comes after {@link #scannedTo}. */
  boolean sealed;

  /** Whether {@link #entries} hold everything up to {@link #scannedTo}. */
  boolean whole = true;

  SegmentState(
      int index, SegmentName name, Extent extent, Instant created, SegmentEntries entries) {
    this.index = index;
    this.name = name;
    this.extent = extent;
    this.created = created;
    this.entries = entries;
  }
}
