package io.metalab.core.search.algorithm;

import io.metalab.api.search.Evidence;
import io.metalab.api.search.UnitSearch;
import io.metalab.core.params.UnitSequence;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Optional;

/** An asynchronous pattern search of the unit cube; see {@link PatternSearch}. */
final class PatternWalk implements UnitSearch {
  private static final int CENTRE = -1;

  private final UnitSequence starts;
  private final double firstStep;
  private final double tolerance;

  /** The step of each direction: up and down of each axis, and onwards. */
  private final double[] steps;

  /** How often each direction was tried ahead of its results. */
  private final int[] ahead;

  private final ArrayDeque<Trial> trials = new ArrayDeque<>();
  private double[] centre;

  /** How often the centre has moved. */
  private long place;

  /** Where the centre was before its last moves, and the way from there, its longest part 1. */
  private double[] base;

  private final double[] onwards;
  private boolean hasWay;
  private int moves;
  private double value = Double.POSITIVE_INFINITY;
  private int walk;
  private int turn;

  /**
   * A point that was asked for.
   *
   * @param walk since how many restarts
   * @param direction where it lies from the centre, or {@link #CENTRE}
   * @param step how far
   * @param place which centre it was tried from
   */
  private record Trial(int walk, int direction, double step, long place) {}

  PatternWalk(UnitSequence starts, int dimensions, double firstStep, double tolerance) {
    this.starts = starts;
    this.firstStep = firstStep;
    this.tolerance = tolerance;
    this.steps = new double[2 * dimensions + 1];
    this.ahead = new int[2 * dimensions + 1];
    this.centre = new double[dimensions];
    this.base = centre;
    this.onwards = new double[dimensions];
    start();
  }

  private void start() {
    centre = starts.at(walk);
    value = Double.POSITIVE_INFINITY;
    walk++;
    turn = CENTRE;
    Arrays.fill(steps, firstStep);
    Arrays.fill(ahead, 0);
    base = centre;
    moves = 0;
    steps[steps.length - 1] = 0;
    hasWay = false;
  }

  @Override
  public Optional<double[]> ask() {
    if (turn == CENTRE) {
      turn = 0;
      trials.add(new Trial(walk, CENTRE, 0, place));
      return Optional.of(centre.clone());
    }
    if (Arrays.stream(steps).allMatch(step -> step <= tolerance)) {
      start();
      return ask();
    }
    int direction = next();
    // What is tried before the last result of its direction is there is tried at half the step.
    double step = StrictMath.scalb(steps[direction], -ahead[direction]);
    ahead[direction]++;
    trials.add(new Trial(walk, direction, step, place));
    return Optional.of(moved(direction, step));
  }

  private double[] moved(int direction, double step) {
    double[] point = centre.clone();
    int axis = direction / 2;
    if (axis < point.length) {
      point[axis] = UnitPoints.clip(point[axis] + (direction % 2 == 0 ? step : -step));
    } else {
      Arrays.setAll(point, i -> UnitPoints.clip(centre[i] + step * onwards[i]));
    }
    return point;
  }

  /** Returns the direction that was tried ahead the least, in turns. */
  private int next() {
    int best = turn;
    for (int i = 0; i < steps.length; i++) {
      int direction = (turn + i) % steps.length;
      if (rank(direction) < rank(best)) {
        best = direction;
      }
    }
    turn = (best + 1) % steps.length;
    return best;
  }

  private int rank(int direction) {
    return steps[direction] <= tolerance ? Integer.MAX_VALUE : ahead[direction];
  }

  /** Once the centre has moved as often as there are axes, the way that it went is a direction. */
  private void lookOnwards() {
    moves++;
    if (moves < centre.length) {
      return;
    }
    moves = 0;
    double length = 0;
    for (int i = 0; i < centre.length; i++) {
      length = Math.max(length, Math.abs(centre[i] - base[i]));
    }
    if (length > 0) {
      for (int i = 0; i < centre.length; i++) {
        onwards[i] = (centre[i] - base[i]) / length;
      }
      steps[steps.length - 1] = Math.min(firstStep, length);
      hasWay = true;
      base = centre;
    }
  }

  @Override
  public void tell(double[] point, Evidence evidence) {
    Trial trial = trials.remove();
    if (trial.walk() != walk) {
      return; // It belongs to a walk that is over.
    }
    int direction = trial.direction();
    if (direction != CENTRE) {
      ahead[direction]--;
    }
    if (evidence.value() < value) {
      value = evidence.value();
      centre = point.clone();
      place++;
      for (int i = 0; i < (hasWay ? steps.length : steps.length - 1); i++) {
        steps[i] = Math.max(steps[i], trial.step());
      }
      if (direction != CENTRE) {
        steps[direction] = Math.min(firstStep, 2 * steps[direction]);
        lookOnwards();
      }
    } else if (direction != CENTRE) {
      if (trial.place() == place) {
        steps[direction] = Math.min(steps[direction], trial.step() / 2);
      }
    } else {
      Arrays.fill(steps, 0); // There is no value at the start.
    }
  }
}
