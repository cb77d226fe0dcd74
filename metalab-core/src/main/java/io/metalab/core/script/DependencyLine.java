package io.metalab.core.script;

import java.util.List;

/**
 * The jars of one {@code //DEPS} line.
 *
 * @param jars what is taken
 * @param gpuJars what is taken in their place where there is a GPU; none if that makes no
 *     difference
 */
record DependencyLine(List<Coordinates> jars, List<Coordinates> gpuJars) {
  DependencyLine {
    jars = List.copyOf(jars);
    gpuJars = List.copyOf(gpuJars);
  }

  /** Returns whether a GPU makes a difference. */
  boolean differs() {
    return !gpuJars.isEmpty();
  }
}
