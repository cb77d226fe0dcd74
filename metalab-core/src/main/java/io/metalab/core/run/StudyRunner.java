package io.metalab.core.run;

import static java.util.Objects.requireNonNull;

import io.metalab.api.ErrorCode;
import io.metalab.api.Experiment;
import io.metalab.api.MetalabException;
import io.metalab.api.Provenance;
import io.metalab.api.RunEventListener;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.executor.ExecutorProvider;
import io.metalab.api.store.Store;
import io.metalab.capture.Serializers;
import io.metalab.core.controller.StopRequest;
import io.metalab.core.identity.FileDigests;
import io.metalab.core.plan.PlannedRun;
import io.metalab.core.plan.Rounds;
import io.metalab.core.plan.StudyPlan;
import io.metalab.core.race.PointOutcome;
import io.metalab.core.race.Race;
import io.metalab.core.search.SearchProgress;
import io.metalab.core.stage.Pipeline;
import io.metalab.core.stage.StageRounds;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Executes what the store does not hold yet of a plan.
 *
 * <p>Several controllers, in this process or others, may execute one plan in one store at the same
 * time: each run is executed by one of them, if the store is a {@link
 * io.metalab.api.store.ClaimStore}. A plan may hold a run twice; it is executed once. A plan whose
 * experiment has a {@link io.metalab.api.ReplicateRule} is executed in rounds, for which the
 * executor is opened anew.
 *
 * <pre>{@code
 * RunHandle handle = StudyRunner.of(plan, store, executors).options(options).start();
 * StudyResult result = handle.result();
 * }</pre>
 */
public final class StudyRunner {
  private final StudyPlan plan;
  private Pipeline pipeline;
  private Function<Experiment, StudyPlan> planner;
  private final Store store;
  private Store inputs;
  private final ExecutorProvider executor;
  private RunOptions options = RunOptions.defaults();
  private String manifest = "";
  private Optional<Predicate<PlannedRun>> only = Optional.empty();
  private Provenance provenance = Provenance.NONE;
  private FileDigests files = FileDigests.of(Path.of(""));
  private ClassLoader loader;
  private @Nullable Serializers serializers;
  private final List<RunEventListener> listeners = new ArrayList<>();
  private Consumer<StopRequest> onStop = request -> {};
  private String log = "";
  private InstantSource clock = InstantSource.system();
  private LongSupplier nanoTime = System::nanoTime;

  private StudyRunner(StudyPlan plan, Store store, ExecutorProvider executor) {
    this.plan = requireNonNull(plan, "plan");
    this.pipeline = Pipeline.of(plan.experiment());
    this.planner = experiment -> plan;
    this.store = requireNonNull(store, "store");
    this.inputs = store;
    this.executor = requireNonNull(executor, "executor");
    this.loader = plan.experiment().operation().getClass().getClassLoader();
  }

  /** Returns a runner of a plan; each session opens an executor of its own. */
  public static StudyRunner of(StudyPlan plan, Store store, ExecutorProvider executor) {
    return new StudyRunner(plan, store, executor);
  }

  /**
   * Makes this a runner of a study of several stages, of which its plan is the first.
   *
   * @param newPlanner plans the others, when what they take of earlier ones is known
   */
  public StudyRunner stages(Pipeline newPipeline, Function<Experiment, StudyPlan> newPlanner) {
    this.pipeline = requireNonNull(newPipeline, "pipeline");
    this.planner = requireNonNull(newPlanner, "planner");
    return this;
  }

  /** Sets how the study is executed. */
  public StudyRunner options(RunOptions newOptions) {
    this.options = requireNonNull(newOptions, "options");
    return this;
  }

  /** Sets the text that is kept as the document of kind {@code experiment}; none until it is. */
  public StudyRunner manifest(String newManifest) {
    this.manifest = requireNonNull(newManifest, "manifest");
    return this;
  }

  /** Sets which runs of the plan are asked for, which makes each to ask it; all until it is set. */
  public StudyRunner only(Predicate<PlannedRun> newOnly) {
    this.only = Optional.of(newOnly);
    return this;
  }

  /** Sets where, by what and on what runs are executed; its code digest tells stale runs. */
  public StudyRunner provenance(Provenance newProvenance) {
    this.provenance = requireNonNull(newProvenance, "provenance");
    return this;
  }

  /** Sets what checks the inputs; relative paths start in the working directory until it is. */
  public StudyRunner files(FileDigests newFiles) {
    this.files = requireNonNull(newFiles, "files");
    return this;
  }

  /** Sets what keeps the runs whose artifacts are inputs; where results go until it is set. */
  public StudyRunner inputs(Store newInputs) {
    this.inputs = requireNonNull(newInputs, "inputs");
    return this;
  }

  /** Sets what finds context builders; the operation's class loader until it is set. */
  public StudyRunner loader(ClassLoader newLoader) {
    this.loader = requireNonNull(newLoader, "loader");
    return this;
  }

  /** Sets what writes artifacts; those the loader finds until they are set. */
  public StudyRunner serializers(Serializers newSerializers) {
    this.serializers = requireNonNull(newSerializers, "serializers");
    return this;
  }

  /** Adds a listener; it is told of one event after the other, in the order of their happening. */
  public StudyRunner listener(RunEventListener listener) {
    listeners.add(requireNonNull(listener, "listener"));
    return this;
  }

  /**
   * Sets what is told, on a thread of its own, that this session has been asked through the store
   * to stop, right before it obeys.
   */
  public StudyRunner onStop(Consumer<StopRequest> newOnStop) {
    this.onStop = requireNonNull(newOnStop, "onStop");
    return this;
  }

  /** Sets the file that keeps what this process prints, which makes the session a detached one. */
  public StudyRunner log(Path newLog) {
    this.log = newLog.toString();
    return this;
  }

  /** Sets what dates attempts. */
  public StudyRunner clock(InstantSource newClock) {
    this.clock = requireNonNull(newClock, "clock");
    return this;
  }

  /** Sets what measures durations. */
  public StudyRunner nanoTime(LongSupplier newNanoTime) {
    this.nanoTime = requireNonNull(newNanoTime, "nanoTime");
    return this;
  }

  /**
   * Returns what a session would do now; other controllers may change that at any time.
   *
   * @throws MetalabException if a point is invalid or the store fails; with {@code UNSATISFIABLE}
   *     if the executor cannot give a run what it asks for; with {@code CANCELLED} if the thread is
   *     interrupted
   */
  public StudyPreview preview() {
    checkResources();
    try {
      return StudyPreview.of(setup(), rounds(status -> !retries(status)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MetalabException(ErrorCode.CANCELLED, "The preview was interrupted.", e);
    }
  }

  /**
   * Returns where each point stands of a study that adds replicates until they suffice; empty for
   * other studies, and for those of several stages.
   */
  public List<PointOutcome> points() {
    return pipeline.isStaged() || plan.experiment().until().isNone()
        ? List.of()
        : Race.outcomes(plan, store);
  }

  /** Returns how far a search is; empty for other studies. */
  public Optional<SearchProgress> search() {
    return SearchProgress.of(plan, store);
  }

  /**
   * Starts a session, which others find in the store by the time that this returns.
   *
   * @throws MetalabException with {@code UNSATISFIABLE} if the executor cannot give a run what it
   *     asks for; if one of the first points is invalid, or the store cannot be written
   */
  public RunHandle start() {
    checkResources();
    StudySetup setup = setup();
    StudyRounds rounds = new StudyRounds(setup, rounds(StudyRunner::isOver));
    rounds.start();
    return new SessionHandle(setup, rounds, this::records);
  }

  /**
   * Returns the effective records of a plan's runs in the order of the plan, read lazily; runs that
   * are not stored are left out.
   */
  public static Stream<RunRecord> records(StudyPlan plan, Store store) {
    StudyPlan known = SearchRun.known(plan, store);
    return LongStream.range(0, known.size())
        .mapToObj(index -> store.findRunRecord(known.runAt(index).runId()))
        .flatMap(Optional::stream);
  }

  private void checkResources() {
    executor.check(options.executorConfig(), options.resources());
  }

  private Stream<RunRecord> records() {
    if (!pipeline.isStaged()) {
      return records(plan, store);
    }
    List<StudyPlan> plans = new ArrayList<>();
    rounds(StudyRunner::isOver).forEachRemaining(plans::add);
    return plans.stream().flatMap(one -> records(one, store));
  }

  private static boolean isOver(RunStatus status) {
    return status == RunStatus.FAILED || status == RunStatus.CANCELLED;
  }

  private boolean retries(RunStatus status) {
    return !(status == RunStatus.FAILED && options.resume() == RunOptions.Resume.SKIP_FAILED);
  }

  private Rounds rounds(Predicate<RunStatus> blocks) {
    return pipeline.isStaged()
        ? new StageRounds(pipeline, store, this::plan, this::rounds, blocks)
        : rounds(plan);
  }

  private StudyPlan plan(Experiment experiment) {
    return experiment.equals(plan.experiment()) ? plan : planner.apply(experiment);
  }

  /** Returns the plans that make up one experiment's study, given what the store holds. */
  private Rounds rounds(StudyPlan whole) {
    return whole.experiment().until().isNone() ? Rounds.of(whole) : Race.of(whole, store);
  }

  private StudySetup setup() {
    return new StudySetup(
        plan,
        Optional.empty(),
        store,
        inputs,
        executor,
        options,
        manifest,
        only,
        provenance,
        files,
        loader,
        serializers == null ? Serializers.load(loader) : serializers,
        listeners,
        onStop,
        log,
        clock,
        nanoTime);
  }
}
