package io.metalab.core.audit;

import static java.util.Objects.requireNonNull;

/**
 * A value that is not what was stored.
 *
 * @param name such as {@code metrics.loss}, {@code artifacts.model.npz} or {@code cpu.model}
 * @param stored what was stored, exactly; empty if nothing was
 * @param now what it is now, exactly; empty if there is none
 */
public record ValueDifference(String name, String stored, String now) {
  public ValueDifference {
    requireNonNull(name, "name");
    requireNonNull(stored, "stored");
    requireNonNull(now, "now");
  }
}
