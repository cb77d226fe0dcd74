package io.dymad.core;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Trajectories to fit on and trajectories held out to judge the fit by.
 *
 * @param train what a model is fitted on
 * @param heldOut what it has not seen
 */
public record Split(Trajectories train, Trajectories heldOut) {
  /**
   * Returns a random split by whole trajectories, at least one on each side.
   *
   * @param trainFraction share of the trajectories to fit on, in (0, 1), rounded to whole ones
   * @throws IllegalArgumentException if there is a single trajectory
   */
  public static Split byTrajectory(Trajectories all, double trainFraction, RandomGenerator random) {
    checkFraction(trainFraction);
    int size = all.size();
    if (size < 2) {
      throw new IllegalArgumentException(
          "A single trajectory cannot be split into whole ones. Maybe split it in time.");
    }
    List<Trajectory> shuffled = shuffled(all, random);
    int train = (int) Math.min(size - 1, Math.max(1, Math.round(trainFraction * size)));
    return new Split(
        new Trajectories(shuffled.subList(0, train)),
        new Trajectories(shuffled.subList(train, size)));
  }

  private static List<Trajectory> shuffled(Trajectories all, RandomGenerator random) {
    int[] order = new int[all.size()];
    for (int i = 0; i < order.length; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    List<Trajectory> shuffled = new ArrayList<>();
    for (int i : order) {
      shuffled.add(all.get(i));
    }
    return shuffled;
  }

  /**
   * Returns the split that holds out one of several parts, into which whole trajectories are dealt
   * after they were shuffled: over all parts each trajectory is held out once, if the random
   * numbers are the same.
   *
   * @param folds number of parts, from 2 to the number of trajectories
   * @param fold the part to hold out, from 0
   * @throws IllegalArgumentException if one of them is out of its range
   */
  public static Split byFold(Trajectories all, int folds, int fold, RandomGenerator random) {
    if (folds < 2 || folds > all.size()) {
      throw new IllegalArgumentException(
          "The folds (%d) must be from 2 to the number of trajectories (%d)."
              .formatted(folds, all.size()));
    }
    if (fold < 0 || fold >= folds) {
      throw new IllegalArgumentException(
          "The fold (%d) must be from 0 to %d.".formatted(fold, folds - 1));
    }
    List<Trajectory> shuffled = shuffled(all, random);
    List<Trajectory> train = new ArrayList<>();
    List<Trajectory> heldOut = new ArrayList<>();
    for (int i = 0; i < shuffled.size(); i++) {
      (i % folds == fold ? heldOut : train).add(shuffled.get(i));
    }
    return new Split(new Trajectories(train), new Trajectories(heldOut));
  }

  /**
   * Returns a split of every trajectory into an earlier part to fit on and a later part held out.
   *
   * @param trainFraction share of the samples of each trajectory to fit on, in (0, 1)
   * @throws IllegalArgumentException if one is too short to leave two samples on each side
   */
  public static Split inTime(Trajectories all, double trainFraction) {
    checkFraction(trainFraction);
    List<Trajectory> train = new ArrayList<>();
    List<Trajectory> heldOut = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      Trajectory item = all.get(i);
      int end = (int) Math.round(trainFraction * item.steps());
      if (end < 2 || item.steps() - end < 2) {
        throw new IllegalArgumentException(
            "Trajectory %d of %d samples is too short to be split at %s of its length: each part needs two samples."
                .formatted(i, item.steps(), trainFraction));
      }
      train.add(item.window(0, end));
      heldOut.add(item.window(end, item.steps()));
    }
    return new Split(new Trajectories(train), new Trajectories(heldOut));
  }

  private static void checkFraction(double fraction) {
    if (!(fraction > 0 && fraction < 1)) {
      throw new IllegalArgumentException(
          "The share to fit on (%s) must be in (0, 1).".formatted(fraction));
    }
  }
}
