package io.metalab.core.params;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.ParamCase;
import io.metalab.api.ParamSource;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;

/** The points of a low-discrepancy sequence, after some that are skipped. */
final class SequenceSource implements ParamSource {
  private final UnitSequence.Kind kind;
  private final long size;
  private final long skip;
  private final String seed;
  private final UnitAxes axes;
  private final UnitSequence sequence;

  SequenceSource(
      UnitSequence.Kind kind,
      long size,
      long skip,
      String seed,
      Map<String, ? extends Distribution> axes) {
    this.kind = kind;
    this.size = Sizes.atLeastOne(size, kind.wireName());
    this.skip = skip;
    this.seed = seed;
    this.axes = new UnitAxes(axes);
    if (skip < 0) {
      throw new MetalabException(
          ErrorCode.INVALID_STUDY,
          "The number of points that a %s design skips (%d) must be at least 0."
              .formatted(kind.wireName(), skip));
    }
    long length = Sizes.sum(LongStream.of(size, skip));
    this.sequence = new UnitSequence(kind, this.axes.size(), length, seed);
    caseAt(0); // The first point alone can lie where a normal axis has no value.
  }

  UnitSequence.Kind kind() {
    return kind;
  }

  long skip() {
    return skip;
  }

  /** Returns the root seed of the shift, or the empty string for none. */
  String seed() {
    return seed;
  }

  UnitAxes axes() {
    return axes;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public ParamCase caseAt(long index) {
    Objects.checkIndex(index, size);
    return ParamCase.of(axes.at(sequence.at(skip + index)), kind.wireName() + "-" + index);
  }

  @Override
  public String describe() {
    return axes.describe(kind.wireName(), Long.toString(size));
  }
}
