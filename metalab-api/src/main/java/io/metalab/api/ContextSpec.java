package io.metalab.api;

import static java.util.Objects.requireNonNull;

/**
 * What all runs of an experiment share, as a small manifest that travels to workers in place of the
 * data.
 *
 * @param values named values; data are file references
 * @param builder class name of the {@link ContextBuilder} that builds it in the worker, or empty
 *     for the plain values
 */
public record ContextSpec(Params values, String builder) {
  public ContextSpec {
    requireNonNull(values, "values");
    requireNonNull(builder, "builder");
  }

  /** Returns a spec without values. */
  public static ContextSpec empty() {
    return new ContextSpec(Params.empty(), "");
  }

  /** Returns a spec whose context is just these values. */
  public static ContextSpec of(Params values) {
    return new ContextSpec(values, "");
  }

  /** Returns this spec with other values. */
  public ContextSpec withValues(Params newValues) {
    return new ContextSpec(newValues, builder);
  }
}
