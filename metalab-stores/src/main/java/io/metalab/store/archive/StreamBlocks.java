package io.metalab.store.archive;

import io.metalab.api.store.Store;
import io.metalab.api.store.StreamKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Gathers logs and series into entries of about equal size. For one thread. */
final class StreamBlocks {
  private static final int BLOCK_BYTES = 1 << 20;
  private static final int PIECE_BYTES = 1 << 18;

  private final Store source;
  private final ArchiveOutput out;
  private final ByteArrayOutputStream block = new ByteArrayOutputStream();
  private int number;

  StreamBlocks(Store source, ArchiveOutput out) {
    this.source = source;
    this.out = out;
  }

  /** Copies a stream and returns where its pieces are. */
  List<StreamPlaces.Piece> add(StreamKey stream) throws IOException {
    List<StreamPlaces.Piece> pieces = new ArrayList<>();
    long offset = 0;
    byte[] piece = source.read(stream, 0, PIECE_BYTES);
    while (piece.length > 0) {
      pieces.add(new StreamPlaces.Piece(number, block.size(), piece.length));
      block.writeBytes(piece);
      if (block.size() >= BLOCK_BYTES) {
        flush();
      }
      offset += piece.length;
      piece = source.read(stream, offset, PIECE_BYTES);
    }
    return pieces;
  }

  /** Writes what has been gathered. */
  void flush() throws IOException {
    if (block.size() > 0) {
      out.put(Entries.streams(number), block.toByteArray(), block.size());
      number++;
      block.reset();
    }
  }
}
