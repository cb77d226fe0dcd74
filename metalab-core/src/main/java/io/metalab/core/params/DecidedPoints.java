package io.metalab.core.params;

import static java.util.Objects.requireNonNull;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.ParamCase;
import io.metalab.api.ParamSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The points of a search, which come to be known one suggestion after the other; safe for use by
 * many threads.
 */
public final class DecidedPoints implements ParamSource {
  private static final int BLOCK = 1_024;

  private final String description;
  private final String search;
  private final long size;
  private final List<ParamCase[]> blocks = new CopyOnWriteArrayList<>();
  private volatile long decided;

  /**
   * Creates a source none of whose points is known.
   *
   * @param description what it is made of
   * @param search digest of what decides the points
   * @param size the most points that there will be
   */
  public DecidedPoints(String description, String search, long size) {
    this.description = requireNonNull(description, "description");
    this.search = requireNonNull(search, "search");
    this.size = size;
  }

  /** Adds the next point. */
  public synchronized void add(ParamCase point) {
    int place = (int) (decided % BLOCK);
    if (place == 0) {
      blocks.add(new ParamCase[BLOCK]);
    }
    blocks.get(blocks.size() - 1)[place] = requireNonNull(point, "point");
    decided++;
  }

  /** Returns a source of the points that are known now. */
  public synchronized DecidedPoints known() {
    DecidedPoints known = new DecidedPoints(description, search, decided);
    for (long i = 0; i < decided; i++) {
      known.add(caseAt(i));
    }
    return known;
  }

  /** Returns how many points are known. */
  public long decided() {
    return decided;
  }

  /** Returns the digest of what decides the points. */
  public String search() {
    return search;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public ParamCase caseAt(long index) {
    if (index < 0 || index >= size) {
      throw new IndexOutOfBoundsException(
          "The index (%d) must be in [0, %d).".formatted(index, size));
    }
    if (index >= decided) {
      throw new MetalabException(
          ErrorCode.INVALID_STUDY,
          "Point %d of the search is not known before the results that decide it."
              .formatted(index));
    }
    return blocks.get((int) (index / BLOCK))[(int) (index % BLOCK)];
  }

  @Override
  public String describe() {
    return description;
  }
}
