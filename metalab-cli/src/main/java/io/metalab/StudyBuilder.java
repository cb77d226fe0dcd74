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
import io.metalab.api.ReplicateRule;
import io.metalab.api.SeedPlan;
import io.metalab.api.executor.Resources;
import io.metalab.cli.Cli;
import io.metalab.cli.CliEnvironment;
import io.metalab.cli.study.DeclaredStudy;
import io.metalab.cli.study.MainMethods;
import io.metalab.core.params.ParamSources;
import io.metalab.core.registry.BoundOperation;
import io.metalab.core.registry.Operations;
import io.metalab.core.run.RunOptions;
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
 * Declares a study in Java; the counterpart of a study file. Not safe for use by several threads.
 *
 * <p>All swept parts are combined with each other: a grid of two axes and a zip of three points are
 * every point of the grid with every point of the zip.
 */
public final class StudyBuilder {
  private final String name;
  private final String version;
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
  private Resources resources = Resources.DEFAULT;
  private @Nullable BoundOperation operation;

  StudyBuilder(String name, String version) {
    this.name = requireNonNull(name, "name");
    this.version = requireNonNull(version, "version");
  }

  /** Sets an operation with its description; see {@link Metalab#operation}. */
  public StudyBuilder operation(BoundOperation newOperation) {
    operation = requireNonNull(newOperation, "newOperation");
    return this;
  }

  /** Sets the operation, described by itself. */
  public StudyBuilder operation(DescribedOperation newOperation) {
    return operation(BoundOperation.of(newOperation));
  }

  /** Sets the operation and its description. */
  public StudyBuilder operation(OperationSpec spec, Operation newOperation) {
    return operation(new BoundOperation(spec, newOperation));
  }

  /**
   * Sets an operation that is registered on the class path.
   *
   * @throws io.metalab.api.MetalabException with {@code UNKNOWN_OPERATION} if there is none of this
   *     key
   */
  public StudyBuilder operation(String key) {
    return operation(new Operations(StudyLaunch.loader()).byKey(key));
  }

  /** Adds an axis to the grid: every value is combined with every value of the other axes. */
  public StudyBuilder grid(String parameter, Object... values) {
    return grid(parameter, Arrays.asList(values));
  }

  /** Adds an axis to the grid, such as {@code ParamSources.logGrid(1e-3, 10, 5)}. */
  public StudyBuilder grid(String parameter, List<?> values) {
    axes.put(requireNonNull(parameter, "parameter"), new ArrayList<>(values));
    return this;
  }

  /** Adds points that take the first value of each axis, then the second, and so on. */
  public StudyBuilder zip(Map<String, ? extends List<?>> newAxes) {
    return sweep(ParamSources.zip(newAxes));
  }

  /** Adds the points of any source. */
  public StudyBuilder sweep(ParamSource source) {
    parts.add(requireNonNull(source, "source"));
    return this;
  }

  /** Adds exactly these points. */
  public StudyBuilder cases(Params... points) {
    return sweep(ParamSources.list(List.of(points)));
  }

  /** Gives a parameter one value at every point; a list here is one value, never an axis. */
  public StudyBuilder constant(String parameter, @Nullable Object value) {
    constants = constants.with(parameter, value);
    return this;
  }

  /** Gives parameters one value each at every point. */
  public StudyBuilder params(Params values) {
    constants = constants.withAll(values);
    return this;
  }

  /** Keeps the points for which a condition on params holds, besides those given before. */
  public StudyBuilder where(String expression) {
    filters.add(requireNonNull(expression, "expression"));
    return this;
  }

  /** Adds a value that all runs share; see {@link Metalab#file} and {@link Metalab#dir}. */
  public StudyBuilder context(String valueName, @Nullable Object value) {
    context = context.with(valueName, value);
    return this;
  }

  /** Runs each point with these many seeds made from a base seed. */
  public StudyBuilder seeds(long base, int replicates) {
    seeds = SeedPlan.replicates(base, replicates);
    return this;
  }

  /** Says when a point gets no further replicates; needs a goal. */
  public StudyBuilder until(ReplicateRule rule) {
    until = requireNonNull(rule, "rule");
    return this;
  }

  /** Says which metric counts, and which way. */
  public StudyBuilder goal(Goal newGoal) {
    goal = requireNonNull(newGoal, "goal");
    return this;
  }

  /** Says that the smallest value of a metric is the best. */
  public StudyBuilder minimize(String metric) {
    return goal(new Goal(metric, true));
  }

  /** Says that the greatest value of a metric is the best. */
  public StudyBuilder maximize(String metric) {
    return goal(new Goal(metric, false));
  }

  /** Adds a label to every record. */
  public StudyBuilder tag(String tag) {
    tags.add(requireNonNull(tag, "tag"));
    return this;
  }

  /** Says what one run takes up; no part of any id, and not in force if options say otherwise. */
  public StudyBuilder resources(Resources newResources) {
    resources = requireNonNull(newResources, "newResources");
    return this;
  }

  /** Adds metrics that are computed from records after the fact. */
  public StudyBuilder derived(String group, DerivedMetric metric) {
    derived.put(requireNonNull(group, "group"), requireNonNull(metric, "metric"));
    return this;
  }

  /**
   * Returns the declaration.
   *
   * @throws io.metalab.api.MetalabException if something is missing or breaks a rule
   */
  public Experiment build() {
    Experiment.Builder experiment =
        Experiment.of(name, version)
            .params(source())
            .context(ContextSpec.of(context))
            .seeds(seeds)
            .goal(goal)
            .until(until);
    if (operation != null) {
      experiment.operation(operation.spec(), operation.operation());
    }
    tags.forEach(experiment::tag);
    derived.forEach(experiment::derived);
    return experiment.build();
  }

  /** Returns the declaration with what one run takes up; see {@link #build}. */
  public DeclaredStudy declared() {
    return new DeclaredStudy(build(), resources);
  }

  /**
   * Runs the study as the command {@code metalab run} does, with all its options, and ends this
   * program with its exit code.
   */
  @SuppressWarnings("IncorrectMainMethod") // what a program's own main ends with
  public void main(String... args) {
    MainMethods.declare(this);
    String caller =
        StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
            .getCallerClass()
            .getName();
    System.exit(Cli.runDeclared(CliEnvironment.ofProcess(), this::declared, caller, args));
  }

  /**
   * Runs what a store does not hold yet of the study, on threads, and waits for the end.
   *
   * @param store path or URI of the store, such as {@code ./runs} or {@code memory:}
   * @throws io.metalab.api.MetalabException if the declaration or the store is at fault; failed
   *     runs are results
   */
  public StudyRun run(String store) {
    return run(store, RunOptions.defaults());
  }

  /** Runs the study with other options; see the other method of this name. */
  public StudyRun run(String store, RunOptions options) {
    return StudyLaunch.run(declared(), store, options);
  }

  /**
   * Starts to run what a store does not hold yet of the study, and returns at once.
   *
   * @param store path or URI of the store, such as {@code ./runs} or {@code memory:}
   * @throws io.metalab.api.MetalabException if the declaration or the store is at fault, or no run
   *     could ever be given what the options ask for
   */
  public StudyHandle start(String store, RunOptions options) {
    return StudyLaunch.start(declared(), store, options);
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
