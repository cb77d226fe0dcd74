package io.metalab.core.plan;

import io.metalab.api.Experiment;
import io.metalab.api.ParamResolver;
import io.metalab.core.json.CanonicalJson;
import io.metalab.core.params.SeparableAxes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The canonical params of a sweep over independent parameters, put together from a piece of text
 * per value. Immutable.
 *
 * <p>A grid of a thousand by a thousand has two thousand values but a million points: deriving,
 * checking and printing each value once makes its million ids cheap, and finds every wrong value
 * before the first id.
 */
final class AxisPieces {
  private static final long MOST_VALUES = 1L << 17;
  private static final byte[] NONE = {};

  /** One parameter: the text of each value, and by what its place follows from the index. */
  private static final class Axis {
    private final byte[][] pieces;
    private final long stride;

    Axis(byte[][] pieces, long stride) {
      this.pieces = pieces;
      this.stride = stride;
    }

    byte[] at(long point) {
      return pieces[(int) (point / stride % pieces.length)];
    }
  }

  private final Axis[] axes;

  private AxisPieces(Axis[] axes) {
    this.axes = axes;
  }

  /**
   * Returns the pieces of an experiment's points, or empty if each must be computed by itself.
   *
   * @throws io.metalab.api.MetalabException naming the first point with a wrong value
   */
  static Optional<AxisPieces> of(Experiment experiment, PointResolver points) {
    if (experiment.resolver() != ParamResolver.NONE
        || !experiment.prune().isNone()
        || experiment.params().size() == 0) {
      return Optional.empty();
    }
    return SeparableAxes.sizes(experiment.params())
        .filter(sizes -> sizes.values().stream().mapToLong(size -> size).sum() <= MOST_VALUES)
        .map(sizes -> of(sizes, points));
  }

  private static AxisPieces of(Map<String, Integer> sizes, PointResolver points) {
    Map<String, Axis> sorted = new TreeMap<>();
    points
        .hashed(points.pointAt(0))
        .forEach((name, value) -> sorted.put(name, new Axis(new byte[][] {piece(name, value)}, 1)));
    long stride = 1;
    List<String> names = new ArrayList<>(sizes.keySet());
    for (int i = names.size() - 1; i >= 0; i--) {
      String name = names.get(i);
      byte[][] pieces = new byte[sizes.getOrDefault(name, 1)][];
      for (int k = 0; k < pieces.length; k++) {
        Map<String, @Nullable Object> hashed = points.hashed(points.pointAt(k * stride, stride));
        pieces[k] = hashed.containsKey(name) ? piece(name, hashed.get(name)) : NONE;
      }
      sorted.put(name, new Axis(pieces, stride));
      stride *= pieces.length;
    }
    return new AxisPieces(sorted.values().toArray(Axis[]::new));
  }

  private static byte[] piece(String name, @Nullable Object value) {
    String text = CanonicalJson.write(name) + ":" + CanonicalJson.write(value);
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Returns the canonical text of the params that enter the identity of a point. */
  byte[] paramsAt(long point) {
    int length = 2;
    for (Axis axis : axes) {
      length += axis.at(point).length + 1;
    }
    byte[] text = new byte[length];
    text[0] = '{';
    int end = 1;
    for (Axis axis : axes) {
      byte[] piece = axis.at(point);
      if (piece.length > 0) {
        if (end > 1) {
          text[end++] = ',';
        }
        System.arraycopy(piece, 0, text, end, piece.length);
        end += piece.length;
      }
    }
    text[end++] = '}';
    return end == length ? text : Arrays.copyOf(text, end);
  }
}
