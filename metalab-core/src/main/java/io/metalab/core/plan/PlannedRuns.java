package io.metalab.core.plan;

import io.metalab.api.Experiment;
import io.metalab.api.MetalabException;
import io.metalab.api.ParamCase;
import io.metalab.api.ParamSource;
import io.metalab.api.RunId;
import io.metalab.api.RunIds;
import io.metalab.api.SeedBundle;
import io.metalab.api.search.AdaptiveParamSource;
import io.metalab.core.identity.IdentityWriter;
import io.metalab.core.params.DecidedPoints;
import io.metalab.core.params.Slices;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.LongUnaryOperator;

/**
 * Computes the runs of a whole plan, and their ids, from their indices. Safe for use by many
 * threads.
 */
final class PlannedRuns {
  private static final int SLICE = 2_048;

  private final Experiment experiment;
  private final PointResolver points;
  private final Optional<AxisPieces> pieces;
  private final IdentityWriter prototype;

  /**
   * Prepares the runs; checks every value of a sweep over independent parameters.
   *
   * @throws MetalabException as {@link StudyPlan#of}, for a value of such a sweep
   */
  PlannedRuns(Experiment experiment, PointResolver points, String contextFingerprint) {
    this.experiment = experiment;
    this.points = points;
    this.pieces = AxisPieces.of(experiment, points);
    this.prototype =
        new IdentityWriter(
            experiment.id(), experiment.operationSpec().qualifiedKey(), contextFingerprint);
  }

  /**
   * Returns one run.
   *
   * @param index the index that the run tells
   * @param whole its index in the whole plan
   * @throws MetalabException as {@link StudyPlan#runAt}
   */
  PlannedRun runAt(long index, long whole) {
    int runsPerPoint = experiment.seeds().runsPerPoint();
    ParamCase point = points.pointAt(whole / runsPerPoint);
    SeedBundle seeds = experiment.seeds().bundleAt((int) (whole % runsPerPoint));
    IdentityWriter writer = prototype.copy();
    byte[] digest = writer.point(points.hashed(point)).pruning(point.pruning()).digest(seeds);
    return new PlannedRun(
        index, new RunId(HexFormat.of().formatHex(digest)), writer.text(), point, seeds);
  }

  /**
   * Returns the ids of a range, computed on all cores.
   *
   * @param whole tells the index in the whole plan of one of the range
   * @throws MetalabException as {@link StudyPlan#ids}
   */
  RunIds ids(long from, long to, LongUnaryOperator whole) {
    ByteBuffer ids =
        ByteBuffer.allocate(Math.multiplyExact(Math.toIntExact(to - from), RunIds.BYTES));
    Slices.forEach(
        to - from,
        SLICE,
        (a, b) ->
            fill(ids.duplicate().position((int) a * RunIds.BYTES), from + a, from + b, whole));
    return RunIds.of(ids.array());
  }

  RunIds idsDownFrom(PlannedRun run, String parameter, long from, int count) {
    ByteBuffer ids = ByteBuffer.allocate(count * RunIds.BYTES);
    IdentityWriter writer = prototype.copy();
    for (int i = 0; i < count; i++) {
      ParamCase point =
          ParamCase.of(run.point().params().with(parameter, from - i), run.point().caseId());
      ids.put(writer.point(points.hashed(point)).digest(run.seeds()));
    }
    return RunIds.of(ids.array());
  }

  private void fill(ByteBuffer ids, long from, long to, LongUnaryOperator whole) {
    IdentityWriter writer = prototype.copy();
    int runsPerPoint = experiment.seeds().runsPerPoint();
    long current = -1;
    for (long i = from; i < to; i++) {
      long index = whole.applyAsLong(i);
      if (index / runsPerPoint != current) {
        current = index / runsPerPoint;
        turnTo(current, writer);
      }
      ids.put(writer.digest(experiment.seeds().bundleAt((int) (index % runsPerPoint))));
    }
  }

  private void turnTo(long point, IdentityWriter writer) {
    if (pieces.isPresent()) {
      writer.point(pieces.get().paramsAt(point));
    } else {
      ParamCase known = points.pointAt(point);
      writer.point(points.hashed(known)).pruning(known.pruning());
    }
  }

  /**
   * Checks the first points on all cores, without making ids.
   *
   * @param limit how many points at most
   * @throws MetalabException as {@link StudyPlan#validate}
   */
  void validate(long limit) {
    if (pieces.isPresent()) {
      // Making the pieces has checked each value, and no value depends on another.
      return;
    }
    Slices.forEach(
        Math.min(limit, known(experiment.params())),
        SLICE,
        (a, b) -> {
          for (long i = a; i < b; i++) {
            points.pointAt(i);
          }
        });
  }

  /** Returns how many points are known before there are results. */
  private static long known(ParamSource params) {
    if (params instanceof AdaptiveParamSource search) {
      return Math.min(search.size(), (long) search.batch() * search.folds());
    }
    return params instanceof DecidedPoints points ? points.decided() : params.size();
  }
}
