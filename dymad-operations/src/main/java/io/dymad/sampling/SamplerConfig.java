package io.dymad.sampling;

import static java.util.Objects.requireNonNull;

/**
 * What trajectories are wanted and how accurately.
 *
 * @param count number of trajectories, at least 1
 * @param samples of each trajectory, those that are dropped included, at least 2
 * @param step time between samples, above 0
 * @param starts initial states
 * @param control what drives the system
 * @param parameters what holds during one trajectory
 * @param relativeTolerance of the integration, per step, in (0, 1)
 * @param absoluteTolerance of the integration, per step, in the unit of the state, above 0
 * @param dropped samples that are left out at the start, at least 0, such as those of a transient
 * @param restartTime whether times of what is kept begin at 0 again
 */
public record SamplerConfig(
    int count,
    int samples,
    double step,
    Starts starts,
    Control control,
    Starts parameters,
    double relativeTolerance,
    double absoluteTolerance,
    int dropped,
    boolean restartTime) {
  public SamplerConfig {
    requireNonNull(starts, "starts");
    requireNonNull(control, "control");
    requireNonNull(parameters, "parameters");
    if (count < 1 || samples < 2) {
      throw new IllegalArgumentException(
          "The number of trajectories (%d) must be at least 1, that of samples (%d) at least 2."
              .formatted(count, samples));
    }
    if (!(step > 0 && step < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("The time step (%s) must be above 0.".formatted(step));
    }
    if (!(relativeTolerance > 0 && relativeTolerance < 1)
        || !(absoluteTolerance > 0 && absoluteTolerance < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "The relative tolerance (%s) must be in (0, 1), the absolute one (%s) above 0."
              .formatted(relativeTolerance, absoluteTolerance));
    }
    if (dropped < 0 || dropped >= samples) {
      throw new IllegalArgumentException(
          "Of %d samples, %d cannot be dropped: at least one must be left."
              .formatted(samples, dropped));
    }
  }

  /** Returns a builder of undriven trajectories with tolerances of 1e-10. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns a builder that starts from these values. */
  public Builder toBuilder() {
    return new Builder()
        .count(count)
        .samples(samples)
        .step(step)
        .starts(starts)
        .control(control)
        .parameters(parameters)
        .tolerances(relativeTolerance, absoluteTolerance)
        .dropped(dropped)
        .restartTime(restartTime);
  }

  /** Collects values, of which {@link #starts} has no default. */
  public static final class Builder {
    private int count = 1;
    private int samples = 101;
    private double step = 0.1;
    private Starts starts = Starts.none();
    private Control control = Control.none();
    private Starts parameters = Starts.none();
    private double relativeTolerance = 1e-10;
    private double absoluteTolerance = 1e-10;
    private int dropped;
    private boolean restartTime;

    private Builder() {}

    /** Sets the number of trajectories; 1 if not called. */
    public Builder count(int value) {
      count = value;
      return this;
    }

    /** Sets the samples of each trajectory; 101 if not called. */
    public Builder samples(int value) {
      samples = value;
      return this;
    }

    /** Sets the time between samples; 0.1 if not called. */
    public Builder step(double value) {
      step = value;
      return this;
    }

    /** Sets the initial states. */
    public Builder starts(Starts value) {
      starts = value;
      return this;
    }

    /** Sets what drives the system; nothing if not called. */
    public Builder control(Control value) {
      control = value;
      return this;
    }

    /** Sets what holds during one trajectory; nothing if not called. */
    public Builder parameters(Starts value) {
      parameters = value;
      return this;
    }

    /** Sets the relative and the absolute tolerance; both 1e-10 if not called. */
    public Builder tolerances(double relative, double absolute) {
      relativeTolerance = relative;
      absoluteTolerance = absolute;
      return this;
    }

    /** Sets how many samples are left out at the start; 0 if not called. */
    public Builder dropped(int value) {
      dropped = value;
      return this;
    }

    /** Sets whether times of what is kept begin at 0 again; false if not called. */
    public Builder restartTime(boolean value) {
      restartTime = value;
      return this;
    }

    /** Returns the configuration. */
    public SamplerConfig build() {
      return new SamplerConfig(
          count,
          samples,
          step,
          starts,
          control,
          parameters,
          relativeTolerance,
          absoluteTolerance,
          dropped,
          restartTime);
    }
  }
}
