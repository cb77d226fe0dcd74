package io.metalab.capture.plot.internal;

/**
 * A mark on an axis.
 *
 * @param place its place
 * @param label its text; empty for a small mark
 */
record Tick(double place, String label) {
  boolean isMinor() {
    return label.isEmpty();
  }
}
