package io.metalab.core.search.algorithm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** One simplex of Nelder and Mead in the unit cube, as asked for and told step by step. */
final class Simplex {
  private enum Step {
    CORNERS,
    REFLECTION,
    EXPANSION,
    OUTSIDE,
    INSIDE,
    SHRINKAGE
  }

  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  private record Corner(double[] point, double value) {}

  private final SimplexRules rules;
  private final int dimensions;
  private final List<Corner> corners = new ArrayList<>();

  /** Points that are to be tried before the simplex moves again. */
  private final List<double[]> pending = new ArrayList<>();

  private Step step = Step.CORNERS;
  private Corner reflected = new Corner(new double[0], Double.POSITIVE_INFINITY);

  Simplex(double[] start, SimplexRules rules) {
    this.rules = rules;
    this.dimensions = start.length;
    pending.add(start.clone());
    for (int i = 0; i < dimensions; i++) {
      double[] corner = start.clone();
      corner[i] += corner[i] + rules.step() <= 1 ? rules.step() : -rules.step();
      pending.add(corner);
    }
  }

  double[] ask() {
    return pending.get(0).clone();
  }

  void tell(double[] point, double value) {
    pending.remove(0);
    Corner tried = new Corner(point.clone(), value);
    switch (step) {
      case CORNERS, SHRINKAGE -> corners.add(tried);
      case REFLECTION -> reflected(tried);
      case EXPANSION -> replaceWorst(tried.value() < reflected.value() ? tried : reflected);
      case OUTSIDE -> contracted(tried, reflected.value());
      case INSIDE -> contracted(tried, worst().value());
    }
    if (pending.isEmpty()) {
      reflect();
    }
  }

  private void reflect() {
    corners.sort(Comparator.comparingDouble(Corner::value));
    step = Step.REFLECTION;
    pending.add(fromWorst(rules.reflection()));
  }

  private void reflected(Corner tried) {
    reflected = tried;
    double secondWorst = corners.get(dimensions - 1).value();
    if (tried.value() < corners.get(0).value()) {
      step = Step.EXPANSION;
      pending.add(fromWorst(rules.reflection() * rules.expansion()));
    } else if (tried.value() < secondWorst) {
      replaceWorst(tried);
    } else if (tried.value() < worst().value()) {
      step = Step.OUTSIDE;
      pending.add(fromWorst(rules.reflection() * rules.contraction()));
    } else {
      step = Step.INSIDE;
      pending.add(fromWorst(-rules.contraction()));
    }
  }

  private void contracted(Corner tried, double bound) {
    if (tried.value() < bound) {
      replaceWorst(tried);
    } else {
      shrink();
    }
  }

  private void shrink() {
    double[] best = corners.get(0).point();
    for (Corner corner : corners.subList(1, corners.size())) {
      double[] nearer = new double[dimensions];
      Arrays.setAll(nearer, i -> best[i] + rules.shrink() * (corner.point()[i] - best[i]));
      pending.add(nearer);
    }
    corners.subList(1, corners.size()).clear();
    step = Step.SHRINKAGE;
  }

  private Corner worst() {
    return corners.get(dimensions);
  }

  private void replaceWorst(Corner corner) {
    corners.set(dimensions, corner);
  }

  /** Returns the point on the line from the worst corner through the centre of the others. */
  private double[] fromWorst(double factor) {
    double[] point = new double[dimensions];
    for (int i = 0; i < dimensions; i++) {
      double centre = 0;
      for (Corner corner : corners.subList(0, dimensions)) {
        centre += corner.point()[i];
      }
      centre /= dimensions;
      point[i] = UnitPoints.clip(centre + factor * (centre - worst().point()[i]));
    }
    return point;
  }

  /** Returns whether the simplex has shrunk to a point, or all its corners failed. */
  boolean isOver() {
    if (step == Step.CORNERS || step == Step.SHRINKAGE || corners.size() <= dimensions) {
      return false;
    }
    double size = 0;
    for (Corner corner : corners) {
      for (int i = 0; i < dimensions; i++) {
        size = Math.max(size, Math.abs(corner.point()[i] - corners.get(0).point()[i]));
      }
    }
    return size <= rules.tolerance() || Double.isInfinite(corners.get(0).value());
  }
}
