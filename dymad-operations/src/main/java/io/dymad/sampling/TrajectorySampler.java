package io.dymad.sampling;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import io.dymad.core.Trajectories;
import io.dymad.core.Trajectory;
import io.dymad.numerics.Matrix;
import io.metalab.api.SeedBundle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Integrates a system from many initial states with the Dormand-Prince method of order 8(5,3),
 * whose steps adapt to the tolerances and end at every sample time, so that a control that jumps
 * there costs no accuracy.
 *
 * <p>Trajectory i draws from the streams {@code start}, {@code control} and {@code parameters} of
 * the part {@code trajectory/i} of the seeds: a longer list begins with the shorter one, and a
 * control that draws more numbers leaves the initial states as they are.
 *
 * @see <a href="https://doi.org/10.1007/978-3-540-78862-1">Hairer, Nørsett and Wanner (1993),
 *     section II.5</a>
 */
public final class TrajectorySampler {
  private final OdeSystem system;
  private final SamplerConfig config;

  private TrajectorySampler(OdeSystem system, SamplerConfig config) {
    this.system = system;
    this.config = config;
  }

  /**
   * Returns the sampler of a system.
   *
   * @throws IllegalArgumentException if initial states or parameters have another size than the
   *     system wants, or a control is given for a system without one
   */
  public static TrajectorySampler of(OdeSystem system, SamplerConfig config) {
    requireNonNull(system, "system");
    checkSize("initial states", config.starts().size(), system.stateSize());
    checkSize("parameters", config.parameters().size(), system.parameterSize());
    if (system.controlSize() == 0 && !(config.control() instanceof Control.None)) {
      throw new IllegalArgumentException("The system has no controls, but a control is given.");
    }
    return new TrajectorySampler(system, config);
  }

  private static void checkSize(String what, int size, int wanted) {
    if (size != wanted) {
      throw new IllegalArgumentException(
          "The %s have %d variables, but the system has %d.".formatted(what, size, wanted));
    }
  }

  /**
   * Returns the trajectories of these seeds.
   *
   * @throws ArithmeticException if none could be integrated to its end, saying why for the first
   * @throws IllegalArgumentException if there is no initial state, control or parameter for one
   */
  public Sampled sample(SeedBundle seeds) {
    return sample(seeds, (trajectory, sample) -> {});
  }

  /**
   * Returns the trajectories of these seeds.
   *
   * @param progress called before each sample
   */
  public Sampled sample(SeedBundle seeds, SamplingProgress progress) {
    double[] times = new double[config.samples()];
    Arrays.setAll(times, k -> k * config.step());
    List<Trajectory> items = new ArrayList<>();
    List<Sampled.Failure> failures = new ArrayList<>();
    for (int i = 0; i < config.count(); i++) {
      int index = i;
      progress.reached(i, 0);
      SeedBundle own = seeds.split("trajectory/" + i);
      double[] start = config.starts().draw(i, own.stream("start"));
      double[] parameters = config.parameters().draw(i, own.stream("parameters"));
      ControlSignal control =
          config.control().draw(i, times, system.controlSize(), own.stream("control"));
      Integration integration =
          new Integration(
              system, control, parameters, config.relativeTolerance(), config.absoluteTolerance());
      try {
        items.add(
            trajectory(
                times,
                integration.states(times, start, k -> progress.reached(index, k)),
                control,
                parameters));
      } catch (ArithmeticException e) {
        String reason = requireNonNullElse(e.getMessage(), e.toString());
        failures.add(new Sampled.Failure(i, integration.reached(), reason));
      }
    }
    if (items.isEmpty()) {
      Sampled.Failure first = failures.get(0);
      throw new ArithmeticException(
          "None of %d trajectories could be integrated; the first one came to t = %s: %s"
              .formatted(config.count(), first.time(), first.reason()));
    }
    return new Sampled(new Trajectories(items), failures);
  }

  private Trajectory trajectory(
      double[] times, double[][] states, ControlSignal control, double[] parameters) {
    int from = config.dropped();
    double origin = config.restartTime() ? times[from] : 0;
    int kept = times.length - from;
    double[][] controls = new double[kept][];
    double[][] outputs = new double[kept][];
    for (int k = 0; k < kept; k++) {
      double t = times[from + k];
      controls[k] = control.at(from + k, t);
      outputs[k] = system.output(t, states[from + k], controls[k], parameters);
    }
    return new Trajectory(
        Matrix.generate(kept, 1, (k, j) -> times[from + k] - origin),
        Matrix.of(states).rows(from, times.length),
        Matrix.of(controls),
        Matrix.of(outputs),
        Matrix.ofRowMajor(1, parameters.length, parameters));
  }
}
