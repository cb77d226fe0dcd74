package io.metalab.store.archive;

import java.util.Arrays;
import java.util.List;

/** Reads logs and series from an archive, one entry at a time. Safe for use by many threads. */
final class ArchiveStreams {
  private final ArchiveInput input;
  private int blockNumber = -1;
  private byte[] block = new byte[0];

  ArchiveStreams(ArchiveInput input) {
    this.input = input;
  }

  byte[] read(List<StreamPlaces.Piece> pieces, long offset, int maxBytes) {
    long start = 0;
    for (StreamPlaces.Piece piece : pieces) {
      if (offset < start + piece.length()) {
        int skipped = Math.toIntExact(offset - start);
        int from = piece.offset() + skipped;
        int length = Math.min(maxBytes, piece.length() - skipped);
        return Arrays.copyOfRange(block(piece.entry()), from, from + length);
      }
      start += piece.length();
    }
    return new byte[0];
  }

  private synchronized byte[] block(int number) {
    if (number != blockNumber) {
      block = input.read(Entries.streams(number));
      blockNumber = number;
    }
    return block;
  }
}
