package io.metalab.testkit.fault;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A file or directory as the disk knows it and as the process sees it. */
final class DiskNode {
  private static final int SECTOR_BYTES = 512;

  /** Where a directory names a node. */
  record Location(DiskNode directory, String name) {}

  final boolean directory;
  final List<Location> locations = new ArrayList<>();

  /** Entries of a directory as the process sees them. */
  final Map<String, DiskNode> entries = new TreeMap<>();

  /** Entries of a directory that a cut of the power leaves. */
  final Map<String, DiskNode> durableEntries = new TreeMap<>();

  /** Bytes of a file that a cut of the power leaves; null while it was never changed. */
  byte @Nullable [] durable;

  /** The last bytes of a file that has no name any more. */
  byte @Nullable [] orphan;

  /** Positions of the bytes that were written since the last sync. */
  private BitSet dirty = new BitSet();

  /** Positions of the bytes that a failed sync gave up: a later sync does not store them. */
  private final BitSet lost = new BitSet();

  DiskNode(boolean directory) {
    this.directory = directory;
  }

  void written(long position, int bytes) {
    dirty.set((int) position, (int) position + bytes);
    lost.clear((int) position, (int) position + bytes);
  }

  void truncated(long oldSize, long newSize) {
    if (newSize < oldSize) {
      dirty.set((int) newSize, (int) oldSize);
    }
  }

  /** Takes note that a sync of a file with these bytes succeeded. */
  void forced(byte[] bytes) {
    byte[] image = bytes.clone();
    byte[] old = durable == null ? bytes : durable;
    for (int i = lost.nextSetBit(0); i >= 0 && i < image.length; i = lost.nextSetBit(i + 1)) {
      image[i] = i < old.length ? old[i] : 0;
    }
    durable = image;
    dirty = new BitSet();
  }

  /** Takes note that a sync failed: the system calls the bytes clean, but they are not stored. */
  void forceFailed() {
    lost.or(dirty);
    dirty = new BitSet();
  }

  /** Returns what a cut of the power could leave of a file with these bytes. */
  byte[] survivor(byte[] bytes, RandomGenerator random) {
    byte[] old = durable;
    BitSet open = (BitSet) dirty.clone();
    open.or(lost);
    if (old == null || (open.isEmpty() && old.length == bytes.length)) {
      return bytes;
    }
    int choice = random.nextInt(4);
    if (choice == 0) {
      return old;
    }
    if (choice == 1 && lost.isEmpty()) {
      return bytes;
    }
    int length =
        bytes.length < old.length
            ? (random.nextBoolean() ? bytes.length : old.length)
            : random.nextInt(old.length, bytes.length + 1);
    byte[] image = Arrays.copyOf(bytes, length);
    if (bytes.length < length) {
      System.arraycopy(old, bytes.length, image, bytes.length, length - bytes.length);
    }
    if (choice == 2) {
      return lost.isEmpty() ? image : old;
    }
    for (int start = 0; start < length; start += SECTOR_BYTES) {
      int end = Math.min(length, start + SECTOR_BYTES);
      if (random.nextBoolean()) {
        for (int i = open.nextSetBit(start); i >= 0 && i < end; i = open.nextSetBit(i + 1)) {
          image[i] = i < old.length ? old[i] : 0;
        }
      }
    }
    return image;
  }
}
