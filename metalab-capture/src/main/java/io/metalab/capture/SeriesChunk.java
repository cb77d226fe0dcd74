package io.metalab.capture;

import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Successive points of one series, as they were appended; immutable, never empty. */
public final class SeriesChunk {
  private final String name;
  private final long[] steps;
  private final double[] values;

  SeriesChunk(String name, long[] steps, double[] values) {
    this.name = name;
    this.steps = steps;
    this.values = values;
  }

  /** Returns the name of the series. */
  public String name() {
    return name;
  }

  /** Returns the number of points, at least 1. */
  public int size() {
    return steps.length;
  }

  /** Returns the step of a point. */
  public long step(int index) {
    return steps[index];
  }

  /** Returns the value of a point. */
  public double value(int index) {
    return values[index];
  }

  /** Returns a point. */
  public SeriesPoint point(int index) {
    return new SeriesPoint(steps[index], values[index]);
  }

  /** Returns the points, in order. */
  public Stream<SeriesPoint> points() {
    return IntStream.range(0, size()).mapToObj(this::point);
  }
}
