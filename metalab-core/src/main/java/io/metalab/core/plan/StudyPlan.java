package io.metalab.core.plan;

import com.google.common.primitives.ImmutableLongArray;
import io.metalab.api.ArtifactValue;
import io.metalab.api.ContextSpec;
import io.metalab.api.ErrorCode;
import io.metalab.api.Experiment;
import io.metalab.api.ExternalOperation;
import io.metalab.api.MetalabException;
import io.metalab.api.ParamSource;
import io.metalab.api.RunIds;
import io.metalab.api.executor.Resources;
import io.metalab.api.executor.RunPayload;
import io.metalab.api.search.AdaptiveParamSource;
import io.metalab.core.artifact.ArtifactResolver;
import io.metalab.core.identity.FileDigests;
import io.metalab.core.identity.FileRefs;
import io.metalab.core.identity.Fingerprints;
import io.metalab.core.json.CanonicalJson;
import java.time.Duration;
import java.util.AbstractList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The runs of an experiment, computed from their index.
 *
 * <p>Run <em>i</em> is point <em>i / runsPerPoint</em> with seed <em>i % runsPerPoint</em>. A plan
 * holds no runs, so its size costs nothing; a selection of its runs holds their indices. Safe for
 * use by many threads.
 */
public final class StudyPlan {
  private final Experiment experiment;
  private final ContextSpec context;
  private final String contextText;
  private final String contextFingerprint;
  private final PlannedRuns runs;
  private final PlanInputs inputs;
  private final long size;

  /** The indices of the runs in the whole plan; empty for all of them. */
  private final Optional<ImmutableLongArray> chosen;

  private volatile String digest = "";

  private StudyPlan(Experiment experiment, PlanInputs inputs) {
    this.experiment = experiment;
    this.context = resolved(experiment.context(), inputs);
    this.contextText = Fingerprints.contextText(context);
    this.contextFingerprint = Fingerprints.of(context);
    this.inputs = inputs;
    this.runs =
        new PlannedRuns(
            experiment, new PointResolver(experiment, context, inputs), contextFingerprint);
    this.size = size(experiment);
    this.chosen = Optional.empty();
  }

  private StudyPlan(StudyPlan whole, ImmutableLongArray chosen) {
    this.experiment = whole.experiment;
    this.context = whole.context;
    this.contextText = whole.contextText;
    this.contextFingerprint = whole.contextFingerprint;
    this.runs = whole.runs;
    this.inputs = whole.inputs;
    this.size = chosen.length();
    this.chosen = Optional.of(chosen);
    this.digest = CanonicalJson.sha256(whole.digest() + chosen.asList().toString());
  }

  private static ContextSpec resolved(ContextSpec context, PlanInputs inputs) {
    Set<ArtifactValue> artifacts = new LinkedHashSet<>();
    inputs.addUnknown(context.values(), artifacts);
    inputs.lookUp(artifacts);
    return context.withValues(FileRefs.replace(context.values(), "context", inputs::resolve));
  }

  private static long size(Experiment experiment) {
    try {
      return Math.multiplyExact(
          experiment.params().size(), (long) experiment.seeds().runsPerPoint());
    } catch (ArithmeticException e) {
      throw new MetalabException(
          ErrorCode.INVALID_STUDY,
          "The plan of %s has more than 2^63-1 runs. Maybe sample it.".formatted(experiment.id()),
          e);
    }
  }

  /** Plans an experiment without artifacts of earlier runs; see the other method of this name. */
  public static StudyPlan of(Experiment experiment, FileDigests digests) {
    return of(experiment, digests, ArtifactResolver.NONE);
  }

  /**
   * Plans an experiment: hashes the files of its context and checks its first point, or every value
   * of a sweep over independent parameters.
   *
   * @param digests finds and hashes the files
   * @param artifacts finds the artifacts of earlier runs; asked for many at a time
   * @throws MetalabException with {@link ErrorCode#INVALID_STUDY} if runs of a sweep are to be
   *     compared with a median, with {@link ErrorCode#FILE_UNREADABLE} or {@link
   *     ErrorCode#CONTEXT_CHANGED} for a file of the context, as {@link ArtifactResolver#problem}
   *     for an artifact, with {@link ErrorCode#INVALID_VALUE} for a value without canonical form,
   *     and as {@link #runAt(long)} for a point
   */
  public static StudyPlan of(
      Experiment experiment, FileDigests digests, ArtifactResolver artifacts) {
    if (experiment.prune().hasMedian() && !(experiment.params() instanceof AdaptiveParamSource)) {
      throw new MetalabException(
          ErrorCode.INVALID_STUDY,
          """
          The runs of a sweep see no results of others, so that they cannot be compared with a median.
          Maybe make it a search, such as {algorithm: grid, …}, or use patience.\
          """);
    }
    StudyPlan plan = new StudyPlan(experiment, new PlanInputs(digests, artifacts));
    if (plan.size > 0) {
      plan.runAt(0);
    }
    return plan;
  }

  /**
   * Returns some runs of this plan as a plan of their own; their ids stay what they are, their
   * indices become places in this selection.
   *
   * @param indices indices of runs of this plan, in the order wanted
   * @throws IllegalStateException if this is a selection itself
   */
  public StudyPlan select(long... indices) {
    if (chosen.isPresent()) {
      throw new IllegalStateException("A selection of runs has no further selections.");
    }
    for (long index : indices) {
      Objects.checkIndex(index, size);
    }
    return new StudyPlan(this, ImmutableLongArray.copyOf(indices));
  }

  /**
   * Returns the plan of the same experiment with other points.
   *
   * @throws MetalabException with {@link ErrorCode#INVALID_STUDY} if it has more than 2^63-1 runs
   */
  public StudyPlan withParams(ParamSource params) {
    return new StudyPlan(experiment.withParams(params), inputs);
  }

  /** Returns the index in the whole plan. */
  private long whole(long index) {
    return chosen.isEmpty() ? index : chosen.get().get((int) index);
  }

  /** Returns what is planned. */
  public Experiment experiment() {
    return experiment;
  }

  /** Returns the number of runs, points times seeds. */
  public long size() {
    return size;
  }

  /** Returns the manifest of the context, its files with their digests. */
  public ContextSpec context() {
    return context;
  }

  /** Returns the canonical text of the context. */
  public String contextText() {
    return contextText;
  }

  /** Returns the SHA-256 of {@link #contextText()}. */
  public String contextFingerprint() {
    return contextFingerprint;
  }

  /**
   * Returns one run.
   *
   * @throws IndexOutOfBoundsException unless the index is in [0, {@link #size()})
   * @throws MetalabException naming the point, with {@link ErrorCode#INVALID_PARAMS} if the
   *     operation does not take its params, with the codes of {@link #of} for its files
   */
  public PlannedRun runAt(long index) {
    Objects.checkIndex(index, size);
    return runs.runAt(index, whole(index));
  }

  /**
   * Returns the runs of a range, each computed when it is asked for.
   *
   * @throws IndexOutOfBoundsException unless 0 ≤ from ≤ to ≤ size
   */
  public List<PlannedRun> runs(long from, long to) {
    Objects.checkFromToIndex(from, to, size);
    int count = Math.toIntExact(to - from);
    return new AbstractList<>() {
      @Override
      public PlannedRun get(int i) {
        return runAt(from + Objects.checkIndex(i, count));
      }

      @Override
      public int size() {
        return count;
      }
    };
  }

  /**
   * Returns the ids of a range, computed on all cores; what an id costs at scale, one or two
   * microseconds and 32 bytes.
   *
   * <p>The range is checked on the way: that it has ids means that the operation takes its params.
   *
   * @throws IndexOutOfBoundsException unless 0 ≤ from ≤ to ≤ size
   * @throws MetalabException as {@link #runAt(long)}, for the first run that has no id
   */
  public RunIds ids(long from, long to) {
    Objects.checkFromToIndex(from, to, size);
    return runs.ids(from, to, this::whole);
  }

  /**
   * Checks the first points on all cores, without making ids.
   *
   * @param limit how many points at most
   * @throws MetalabException as {@link #runAt(long)}, for the first point that fails
   */
  public void validate(long limit) {
    if (chosen.isEmpty()) { // a selection is checked as its runs come
      runs.validate(limit);
    }
  }

  /**
   * Returns a digest of what makes up this plan, equal in every process that plans the same study.
   */
  public String digest() {
    String known = digest;
    if (known.isEmpty()) {
      known = PlanDigest.of(this);
      digest = known;
    }
    return known;
  }

  /**
   * Returns the ids of the runs that differ from one of this plan in one integer alone.
   *
   * @param parameter its name
   * @param from its first value
   * @param count how many values, each one less than the last
   */
  public RunIds idsDownFrom(PlannedRun run, String parameter, long from, int count) {
    return runs.idsDownFrom(run, parameter, from, count);
  }

  /** Returns what an executor needs to execute one attempt at a run. */
  public RunPayload payload(PlannedRun run, int attempt, Duration timeout, Resources resources) {
    return new RunPayload(
        run.runId(),
        attempt,
        experiment.id(),
        experiment.operationSpec().qualifiedKey(),
        context,
        contextFingerprint,
        run.point(),
        run.seeds(),
        run.identity(),
        run.computation(),
        timeout,
        resources,
        Optional.empty(),
        experiment.operation() instanceof ExternalOperation external
            ? external.definition()
            : Map.of());
  }
}
