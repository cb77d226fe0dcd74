package io.metalab.api;

import static java.util.Objects.requireNonNull;

import io.metalab.api.search.AdaptiveParamSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A declaration: one operation, one context, a source of params and seeds. Immutable.
 *
 * <p>Name, version, operation, context, params, seeds and what prunes runs make up their ids; all
 * else describes.
 */
public final class Experiment {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]*");

  private final String name;
  private final String version;
  private final String stage;
  private final OperationSpec operationSpec;
  private final Operation operation;
  private final ContextSpec context;
  private final ParamSource params;
  private final ParamResolver resolver;
  private final SeedPlan seeds;
  private final Goal goal;
  private final ReplicateRule until;
  private final PruneRule prune;
  private final List<String> tags;
  private final Map<String, DerivedMetric> derived;

  private Experiment(Builder builder) {
    this.name = checked("name", builder.name);
    this.version = checked("version", builder.version);
    this.stage = builder.stage.isEmpty() ? "" : checked("stage", builder.stage);
    this.operationSpec = requireSet(builder.operationSpec, "operation");
    this.operation = requireSet(builder.operation, "operation");
    this.context = builder.context;
    this.params = requireSet(builder.params, "params");
    this.resolver = builder.resolver;
    this.seeds = builder.seeds;
    this.goal = builder.goal;
    this.until = checked(builder.until, goal, seeds);
    checkSearch(params, goal, until);
    this.prune = builder.prune;
    checkPrune(prune, operation, params, goal);
    this.tags = List.copyOf(builder.tags);
    this.derived = Values.orderedCopy(builder.derived);
  }

  /** Starts a declaration. */
  public static Builder of(String name, String version) {
    return new Builder(name, version);
  }

  /** Starts a copy of this declaration. */
  public Builder toBuilder() {
    Builder builder = new Builder(name, version);
    builder.stage = stage;
    builder.operationSpec = operationSpec;
    builder.operation = operation;
    builder.context = context;
    builder.params = params;
    builder.resolver = resolver;
    builder.seeds = seeds;
    builder.goal = goal;
    builder.until = until;
    builder.prune = prune;
    builder.tags.addAll(tags);
    builder.derived.putAll(derived);
    return builder;
  }

  /** Returns {@code name:version}. */
  public String id() {
    return name + ":" + version;
  }

  /** Returns the name. */
  public String name() {
    return name;
  }

  /** Returns the version. */
  public String version() {
    return version;
  }

  /** Returns the name of the stage of a study that this is; empty if it is the whole study. */
  public String stage() {
    return stage;
  }

  /** Returns the description of the operation. */
  public OperationSpec operationSpec() {
    return operationSpec;
  }

  /** Returns the operation. */
  public Operation operation() {
    return operation;
  }

  /** Returns the manifest of the context. */
  public ContextSpec context() {
    return context;
  }

  /** Returns the swept points. */
  public ParamSource params() {
    return params;
  }

  /** Returns what derives the params that are run from those that are swept. */
  public ParamResolver resolver() {
    return resolver;
  }

  /** Returns the seeds of each point. */
  public SeedPlan seeds() {
    return seeds;
  }

  /** Returns the goal, or {@link Goal#NONE}. */
  public Goal goal() {
    return goal;
  }

  /** Returns when a point gets no further replicates, or {@link ReplicateRule#NONE}. */
  public ReplicateRule until() {
    return until;
  }

  /** Returns when runs are told to stop before their end, or {@link PruneRule#NONE}. */
  public PruneRule prune() {
    return prune;
  }

  /** Returns the labels that every record gets. */
  public List<String> tags() {
    return tags;
  }

  /** Returns the derived metrics by name of their group. */
  public Map<String, DerivedMetric> derived() {
    return derived;
  }

  /** Returns the same declaration with other points. */
  public Experiment withParams(ParamSource newParams) {
    return toBuilder().params(newParams).build();
  }

  private static String checked(String what, String text) {
    if (!NAME.matcher(text).matches()) {
      throw new MetalabException(
          ErrorCode.INVALID_STUDY,
          "The %s (%s) of an experiment must be letters, digits, '_', '.' or '-', starting with a letter or digit."
              .formatted(what, text));
    }
    return text;
  }

  private static ReplicateRule checked(ReplicateRule until, Goal goal, SeedPlan seeds) {
    if (until.isNone()) {
      return until;
    }
    if (goal.isNone()) {
      throw new MetalabException(
          ErrorCode.INVALID_STUDY,
          "A study that adds replicates until its goal is known well enough needs a goal.");
    }
    if (seeds.replicates() <= until.min()) {
      throw new MetalabException(
          ErrorCode.INVALID_STUDY,
          "The replicates (%d) must be more than the least number (%d) that each point gets."
              .formatted(seeds.replicates(), until.min()));
    }
    return until;
  }

  private static void checkSearch(ParamSource params, Goal goal, ReplicateRule until) {
    if (!(params instanceof AdaptiveParamSource search)) {
      return;
    }
    if (goal.isNone() && search.goals().isEmpty()) {
      throw new MetalabException(
          ErrorCode.INVALID_STUDY, "A search needs a goal: the metric that it is to optimize.");
    }
    if (!until.isNone()) {
      throw new MetalabException(
          ErrorCode.INVALID_STUDY,
          "A search takes the mean over all replicates of a point; it has no rule that ends them"
              + " early.");
    }
  }

  private static void checkPrune(
      PruneRule prune, Operation operation, ParamSource params, Goal goal) {
    if (prune.isNone()) {
      return;
    }
    if (goal.isNone()) {
      throw new MetalabException(
          ErrorCode.INVALID_STUDY,
          "A study that prunes runs needs a goal: they report values of its metric.");
    }
    if (params instanceof AdaptiveParamSource search && !search.goals().isEmpty()) {
      throw new MetalabException(
          ErrorCode.INVALID_STUDY,
          "A search with goals of its own prunes no runs: they report values of the study's goal"
              + " alone.");
    }
    if (operation instanceof ExternalOperation) {
      throw new MetalabException(
          ErrorCode.INVALID_STUDY,
          "A command reports nothing while it runs, so that none is pruned. Maybe leave prune"
              + " out.");
    }
  }

  private static <T> T requireSet(@Nullable T value, String what) {
    if (value == null) {
      throw new MetalabException(
          ErrorCode.INVALID_STUDY, "An experiment needs its %s.".formatted(what));
    }
    return value;
  }

  /** Puts an {@link Experiment} together. */
  public static final class Builder {
    private final String name;
    private final String version;
    private String stage = "";
    private @Nullable OperationSpec operationSpec;
    private @Nullable Operation operation;
    private ContextSpec context = ContextSpec.empty();
    private @Nullable ParamSource params;
    private ParamResolver resolver = ParamResolver.NONE;
    private SeedPlan seeds = SeedPlan.single(0);
    private Goal goal = Goal.NONE;
    private ReplicateRule until = ReplicateRule.NONE;
    private PruneRule prune = PruneRule.NONE;
    private final List<String> tags = new ArrayList<>();
    private final Map<String, DerivedMetric> derived = new LinkedHashMap<>();

    private Builder(String name, String version) {
      this.name = requireNonNull(name, "name");
      this.version = requireNonNull(version, "version");
    }

    /** Makes this a stage of a study, by name; the name is no part of any id. */
    public Builder stage(String newStage) {
      this.stage = requireNonNull(newStage, "stage");
      return this;
    }

    /** Sets the operation, described by itself. */
    public Builder operation(DescribedOperation newOperation) {
      return operation(newOperation.spec(), newOperation);
    }

    /** Sets the operation and its description. */
    public Builder operation(OperationSpec spec, Operation newOperation) {
      this.operationSpec = requireNonNull(spec, "spec");
      this.operation = requireNonNull(newOperation, "operation");
      return this;
    }

    /** Sets the context. */
    public Builder context(ContextSpec newContext) {
      this.context = requireNonNull(newContext, "context");
      return this;
    }

    /** Sets the swept points. */
    public Builder params(ParamSource newParams) {
      this.params = requireNonNull(newParams, "params");
      return this;
    }

    /** Sets what derives params; the points are run as they are swept until it is set. */
    public Builder resolver(ParamResolver newResolver) {
      this.resolver = requireNonNull(newResolver, "resolver");
      return this;
    }

    /** Sets the seeds; one run per point with root seed 0 until they are set. */
    public Builder seeds(SeedPlan newSeeds) {
      this.seeds = requireNonNull(newSeeds, "seeds");
      return this;
    }

    /** Sets the goal. */
    public Builder goal(Goal newGoal) {
      this.goal = requireNonNull(newGoal, "goal");
      return this;
    }

    /** Sets when a point gets no further replicates; all are run until it is set. */
    public Builder until(ReplicateRule newUntil) {
      this.until = requireNonNull(newUntil, "until");
      return this;
    }

    /** Sets when runs are told to stop before their end; never until it is set. */
    public Builder prune(PruneRule newPrune) {
      this.prune = requireNonNull(newPrune, "prune");
      return this;
    }

    /** Adds a label to every record. */
    public Builder tag(String tag) {
      tags.add(requireNonNull(tag, "tag"));
      return this;
    }

    /** Adds metrics that are derived after the fact. */
    public Builder derived(String group, DerivedMetric metric) {
      derived.put(requireNonNull(group, "group"), requireNonNull(metric, "metric"));
      return this;
    }

    /**
     * Returns the experiment.
     *
     * @throws MetalabException with {@link ErrorCode#INVALID_STUDY} if name, version or stage are
     *     malformed, operation or params are missing, the replicates end before the rule about them
     *     starts, a search has no goal or such a rule, or a rule prunes runs that have no goal,
     *     several goals, or are commands
     */
    public Experiment build() {
      return new Experiment(this);
    }
  }
}
