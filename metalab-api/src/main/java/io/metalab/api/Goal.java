package io.metalab.api;

import static java.util.Objects.requireNonNull;

/**
 * Which metric of a study counts, and which way.
 *
 * @param metric name of the metric, or empty for {@link #NONE}
 * @param minimize whether smaller is better
 */
public record Goal(String metric, boolean minimize) {
  /** No goal declared. */
  public static final Goal NONE = new Goal("", true);

  public Goal {
    requireNonNull(metric, "metric");
  }

  /** Returns whether there is none. */
  public boolean isNone() {
    return metric.isEmpty();
  }
}
