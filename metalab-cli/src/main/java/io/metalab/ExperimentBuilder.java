package io.metalab;

import static java.util.Objects.requireNonNull;

import io.metalab.api.ContextSpec;
import io.metalab.api.DerivedMetric;
import io.metalab.api.DescribedOperation;
import io.metalab.api.Experiment;
import io.metalab.api.Goal;
import io.metalab.api.Operation;
import io.metalab.api.OperationSpec;
import io.metalab.api.ParamSource;
import io.metalab.api.Params;
import io.metalab.api.PruneRule;
import io.metalab.api.ReplicateRule;
import io.metalab.api.SeedPlan;
import io.metalab.core.params.ParamSources;
import io.metalab.core.registry.BoundOperation;
import io.metalab.core.registry.Operations;
import io.metalab.core.where.Where;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a study and a stage of one say alike: operation, context, sweep and seeds.
 *
 * <p>All swept parts are combined with each other: a grid of two axes and a zip of three points are
 * every point of the grid with every point of the zip.
 *
 * @param <B> the type of the builder itself
 */
public abstract sealed class ExperimentBuilder<B extends ExperimentBuilder<B>>
    permits StudyBuilder, StageBuilder {
  private final List<ParamSource> parts = new ArrayList<>();
  private final Map<String, List<?>> axes = new LinkedHashMap<>();
  private final List<String> filters = new ArrayList<>();
  private final Map<String, DerivedMetric> derived = new LinkedHashMap<>();
  private final List<String> tags = new ArrayList<>();
  private Params constants = Params.empty();
  private Params context = Params.empty();
  private SeedPlan seeds = SeedPlan.single(0);
  private Goal goal = Goal.NONE;
  private ReplicateRule until = ReplicateRule.NONE;
  private PruneRule prune = PruneRule.NONE;
  private @Nullable BoundOperation operation;

  ExperimentBuilder() {}

  abstract B self();

  /** Sets an operation with its description; see {@link Metalab#operation}. */
  public final B operation(BoundOperation newOperation) {
    operation = requireNonNull(newOperation, "newOperation");
    return self();
  }

  /** Sets the operation, described by itself. */
  public final B operation(DescribedOperation newOperation) {
    return operation(BoundOperation.of(newOperation));
  }

  /** Sets the operation and its description. */
  public final B operation(OperationSpec spec, Operation newOperation) {
    return operation(new BoundOperation(spec, newOperation));
  }

  /**
   * Sets an operation that is registered on the class path.
   *
   * @throws io.metalab.api.MetalabException with {@code UNKNOWN_OPERATION} if there is none of this
   *     key
   */
  public final B operation(String key) {
    return operation(new Operations(StudyLaunch.loader()).byKey(key));
  }

  /** Adds an axis to the grid: every value is combined with every value of the other axes. */
  public final B grid(String parameter, Object... values) {
    return grid(parameter, Arrays.asList(values));
  }

  /** Adds an axis to the grid, such as {@code ParamSources.logGrid(1e-3, 10, 5)}. */
  public final B grid(String parameter, List<?> values) {
    axes.put(requireNonNull(parameter, "parameter"), new ArrayList<>(values));
    return self();
  }

  /** Adds points that take the first value of each axis, then the second, and so on. */
  public final B zip(Map<String, ? extends List<?>> newAxes) {
    return sweep(ParamSources.zip(newAxes));
  }

  /** Adds the points of any source. */
  public final B sweep(ParamSource source) {
    parts.add(requireNonNull(source, "source"));
    return self();
  }

  /** Adds exactly these points. */
  public final B cases(Params... points) {
    return sweep(ParamSources.list(List.of(points)));
  }

  /** Gives a parameter one value at every point; a list here is one value, never an axis. */
  public final B constant(String parameter, @Nullable Object value) {
    constants = constants.with(parameter, value);
    return self();
  }

  /** Gives parameters one value each at every point. */
  public final B params(Params values) {
    constants = constants.withAll(values);
    return self();
  }

  /** Keeps the points for which a condition on params holds, besides those given before. */
  public final B where(String expression) {
    filters.add(requireNonNull(expression, "expression"));
    return self();
  }

  /** Adds a value that all runs share; see {@link Metalab#file} and {@link Metalab#dir}. */
  public final B context(String valueName, @Nullable Object value) {
    context = context.with(valueName, value);
    return self();
  }

  /** Runs each point with these many seeds made from a base seed. */
  public final B seeds(long base, int replicates) {
    seeds = SeedPlan.replicates(base, replicates);
    return self();
  }

  /** Says when a point gets no further replicates; needs a goal. */
  public final B until(ReplicateRule rule) {
    until = requireNonNull(rule, "rule");
    return self();
  }

  /** Says when runs are told to stop before their end; needs a goal. */
  public final B prune(PruneRule rule) {
    prune = requireNonNull(rule, "rule");
    return self();
  }

  /** Says which metric counts, and which way. */
  public final B goal(Goal newGoal) {
    goal = requireNonNull(newGoal, "goal");
    return self();
  }

  /** Says that the smallest value of a metric is the best. */
  public final B minimize(String metric) {
    return goal(new Goal(metric, true));
  }

  /** Says that the greatest value of a metric is the best. */
  public final B maximize(String metric) {
    return goal(new Goal(metric, false));
  }

  /** Adds a label to every record. */
  public final B tag(String tag) {
    tags.add(requireNonNull(tag, "tag"));
    return self();
  }

  /** Adds metrics that are computed from records after the fact. */
  public final B derived(String group, DerivedMetric metric) {
    derived.put(requireNonNull(group, "group"), requireNonNull(metric, "metric"));
    return self();
  }

  /** Adds what was said to a declaration. */
  final Experiment build(Experiment.Builder experiment) {
    experiment
        .params(source())
        .context(ContextSpec.of(context))
        .seeds(seeds)
        .until(until)
        .prune(prune);
    if (!goal.isNone()) {
      experiment.goal(goal);
    }
    if (operation != null) {
      experiment.operation(operation.spec(), operation.operation());
    }
    tags.forEach(experiment::tag);
    derived.forEach(experiment::derived);
    return experiment.build();
  }

  /** Returns whether anything was said of what is run. */
  final boolean declaresRuns() {
    return operation != null
        || !parts.isEmpty()
        || !axes.isEmpty()
        || !filters.isEmpty()
        || !constants.names().isEmpty()
        || !context.names().isEmpty()
        || !until.isNone()
        || !prune.isNone()
        || !derived.isEmpty();
  }

  final Goal goal() {
    return goal;
  }

  final List<String> tags() {
    return tags;
  }

  private ParamSource source() {
    List<ParamSource> factors = new ArrayList<>();
    if (!axes.isEmpty()) {
      factors.add(ParamSources.grid(axes));
    }
    factors.addAll(parts);
    ParamSource source =
        switch (factors.size()) {
          case 0 -> ParamSources.single();
          case 1 -> factors.get(0);
          default -> ParamSources.product(factors.toArray(ParamSource[]::new));
        };
    if (!constants.names().isEmpty()) {
      source = ParamSources.constants(constants, source);
    }
    for (String filter : filters) {
      source = ParamSources.filter(source, filter, Where.overParams(filter, names(source)));
    }
    return source;
  }

  private static Set<String> names(ParamSource source) {
    return source.size() == 0 ? Set.of() : new LinkedHashSet<>(source.caseAt(0).params().names());
  }
}
