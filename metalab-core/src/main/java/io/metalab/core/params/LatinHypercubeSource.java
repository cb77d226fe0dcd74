package io.metalab.core.params;

import io.metalab.api.ParamCase;
import io.metalab.api.ParamSource;
import io.metalab.api.SeedBundle;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * A Latin hypercube: each parameter's distribution is cut into as many equally likely strata as
 * there are points, and each stratum is used once.
 *
 * <p>The order of the strata of a parameter comes from the stream of its name of the seeds {@code
 * (root, no replicate, ["latin_hypercube"])}, the place of point i within its strata from the
 * unnamed stream of {@code (root, no replicate, ["latin_hypercube", "<i>"])}.
 *
 * @see <a href="https://doi.org/10.2307/1268522">McKay, Beckman, Conover: A Comparison of Three
 *     Methods for Selecting Values of Input Variables (1979)</a>
 */
final class LatinHypercubeSource implements ParamSource {
  static final String KIND = "latin_hypercube";
  private static final double BELOW_ONE = Math.nextDown(1.0);

  private final long size;
  private final String root;
  private final UnitAxes axes;
  private final List<IndexShuffle> strata;

  LatinHypercubeSource(long size, String root, Map<String, ? extends Distribution> axes) {
    this.size = Sizes.atLeastOne(size, KIND);
    this.root = root;
    this.axes = new UnitAxes(axes);
    SeedBundle seeds = seeds();
    this.strata =
        this.axes.names().stream().map(name -> new IndexShuffle(size, seeds.stream(name))).toList();
  }

  private SeedBundle seeds() {
    return new SeedBundle(root, SeedBundle.NO_REPLICATE, List.of(KIND));
  }

  String root() {
    return root;
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
    RandomGenerator random = seeds().split(Long.toString(index)).random();
    double[] point =
        strata.stream()
            .mapToDouble(
                order -> Math.min((order.at(index) + random.nextDouble()) / size, BELOW_ONE))
            .toArray();
    return ParamCase.of(axes.at(point), KIND + "-" + index);
  }

  @Override
  public String describe() {
    return axes.describe(KIND, Long.toString(size));
  }
}
