package io.metalab.core.plan;

import io.metalab.api.RunId;
import io.metalab.core.identity.IdentityWriter;
import java.nio.ByteBuffer;
import java.util.AbstractList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * The ids of consecutive runs of a plan, 32 bytes each. Immutable once its plan has handed it over.
 */
public final class IdBlock {
  private static final int BYTES = IdentityWriter.DIGEST_BYTES;

  private final long from;
  private final int size;
  private final byte[] digests;

  IdBlock(long from, int size) {
    this.from = from;
    this.size = size;
    this.digests = new byte[Math.multiplyExact(size, BYTES)];
  }

  void set(int i, byte[] digest) {
    System.arraycopy(digest, 0, digests, i * BYTES, BYTES);
  }

  /** Returns the index in the plan of the first run. */
  public long from() {
    return from;
  }

  /** Returns the number of runs. */
  public int size() {
    return size;
  }

  /**
   * Returns the id of run {@code from() + i}.
   *
   * @throws IndexOutOfBoundsException unless i is in [0, {@link #size()})
   */
  public RunId get(int i) {
    Objects.checkIndex(i, size);
    return new RunId(HexFormat.of().formatHex(digests, i * BYTES, (i + 1) * BYTES));
  }

  /** Returns the ids as a list that makes each when it is asked for. */
  public List<RunId> asList() {
    return new Ids();
  }

  /** Returns the first 64 bits of an id. */
  long high(int i) {
    return ByteBuffer.wrap(digests).getLong(i * BYTES);
  }

  /** Returns the next 64 bits of an id. */
  long low(int i) {
    return ByteBuffer.wrap(digests).getLong(i * BYTES + Long.BYTES);
  }

  private final class Ids extends AbstractList<RunId> implements RandomAccess {
    @Override
    public RunId get(int i) {
      return IdBlock.this.get(i);
    }

    @Override
    public int size() {
      return size;
    }
  }
}
