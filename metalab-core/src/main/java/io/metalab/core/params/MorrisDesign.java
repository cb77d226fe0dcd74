package io.metalab.core.params;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.ParamCase;
import io.metalab.api.ParamSource;
import io.metalab.api.SeedBundle;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;

/**
 * A design for elementary effects: trajectories through a grid of levels, each of which changes one
 * parameter after the other. Immutable.
 *
 * <p>With p levels and k parameters a trajectory starts at a random point of the levels {@code 0,
 * 1/(p-1), …, 1} of the distributions and in k steps moves each parameter, in random order, by
 * {@code Δ = p / (2(p-1))} up or down, whichever stays in the unit cube. Trajectory t takes its
 * randomness from the unnamed stream of the seeds {@code (root, no replicate, ["morris", "<t>"])};
 * point {@code t (k+1) + s} is its point after s steps.
 *
 * @see <a href="https://doi.org/10.1080/00401706.1991.10484804">Morris: Factorial Sampling Plans
 *     for Preliminary Computational Experiments. Technometrics 33 (1991), 161-174</a>
 */
public final class MorrisDesign implements ParamSource {
  static final String KIND = "morris";

  private final long trajectories;
  private final int levels;
  private final String root;
  private final UnitAxes axes;
  private final long size;

  MorrisDesign(
      long trajectories, int levels, String root, Map<String, ? extends Distribution> axes) {
    this.trajectories = Sizes.atLeastOne(trajectories, KIND);
    if (levels < 2 || levels % 2 != 0) {
      throw new MetalabException(
          ErrorCode.INVALID_STUDY,
          "The number of levels (%d) of a morris design must be even and at least 2; 4 is usual."
              .formatted(levels));
    }
    this.levels = levels;
    this.root = root;
    this.axes = new UnitAxes(axes);
    this.size = Sizes.product(LongStream.of(trajectories, this.axes.size() + 1));
    axes.forEach(MorrisDesign::checkBounded);
  }

  private static void checkBounded(String name, Distribution axis) {
    if (axis instanceof Distribution.Normal) {
      throw new MetalabException(
          ErrorCode.INVALID_STUDY,
          "The parameter %s of a morris design is normal, but its levels reach both ends of a distribution. Maybe use a uniform axis."
              .formatted(name));
    }
  }

  /** One step of a trajectory: which parameter it moves, and by which fraction of its range. */
  public record Step(String parameter, double change) {}

  /** Returns the number of trajectories. */
  public long trajectories() {
    return trajectories;
  }

  /** Returns the number of levels. */
  public int levels() {
    return levels;
  }

  /** Returns the names of the parameters, sorted. */
  public List<String> parameters() {
    return axes.names();
  }

  String root() {
    return root;
  }

  UnitAxes axes() {
    return axes;
  }

  /** Returns the steps of a trajectory, one for each parameter, in order. */
  public List<Step> steps(long trajectory) {
    Walk walk = new Walk(Objects.checkIndex(trajectory, trajectories));
    return Arrays.stream(walk.order)
        .mapToObj(i -> new Step(axes.names().get(i), walk.up[i] ? jump() : -jump()))
        .toList();
  }

  private double jump() {
    return levels / (2.0 * (levels - 1));
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public ParamCase caseAt(long index) {
    Objects.checkIndex(index, size);
    int steps = axes.size();
    long trajectory = index / (steps + 1);
    int taken = (int) (index % (steps + 1));
    double[] point = new Walk(trajectory).after(taken);
    return ParamCase.of(axes.at(point), "%s-%d-%d".formatted(KIND, trajectory, taken));
  }

  @Override
  public String describe() {
    return axes.describe(KIND, "%d trajectories".formatted(trajectories));
  }

  /** What is random about one trajectory. */
  private final class Walk {
    private final int[] start = new int[axes.size()];
    private final boolean[] up = new boolean[axes.size()];
    private final int[] order = new int[axes.size()];

    Walk(long trajectory) {
      RandomGenerator random =
          new SeedBundle(root, SeedBundle.NO_REPLICATE, List.of(KIND, Long.toString(trajectory)))
              .random();
      for (int i = 0; i < start.length; i++) {
        start[i] = random.nextInt(levels);
        up[i] = start[i] < levels / 2;
        int place = random.nextInt(i + 1);
        order[i] = order[place];
        order[place] = i;
      }
    }

    double[] after(int steps) {
      int[] at = start.clone();
      for (int s = 0; s < steps; s++) {
        at[order[s]] += up[order[s]] ? levels / 2 : -levels / 2;
      }
      return Arrays.stream(at).mapToDouble(level -> level / (levels - 1.0)).toArray();
    }
  }
}
