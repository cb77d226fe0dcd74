package io.metalab.cli.study;

import io.metalab.api.Experiment;
import io.metalab.api.ExternalOperation;
import io.metalab.api.executor.ExecutorProvider;
import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.Store;
import io.metalab.cli.CliContext;
import io.metalab.cli.Duplicates;
import io.metalab.cli.detach.DetachedLogs;
import io.metalab.cli.detach.Detachment;
import io.metalab.cli.detach.Handshake;
import io.metalab.cli.output.CliException;
import io.metalab.cli.output.CommandResult;
import io.metalab.cli.progress.ProgressReporter;
import io.metalab.cli.progress.StudyStart;
import io.metalab.cli.report.StudyReport;
import io.metalab.cli.signal.Signals;
import io.metalab.core.artifact.ArtifactResolver;
import io.metalab.core.identity.FileDigests;
import io.metalab.core.params.SweptNames;
import io.metalab.core.plan.StudyPlan;
import io.metalab.core.provenance.ProvenanceCollector;
import io.metalab.core.registry.Executors;
import io.metalab.core.results.DerivedUpdate;
import io.metalab.core.run.Ending;
import io.metalab.core.run.RunCounts;
import io.metalab.core.run.RunHandle;
import io.metalab.core.run.RunOptions;
import io.metalab.core.run.StagePreview;
import io.metalab.core.run.StudyPreview;
import io.metalab.core.run.StudyResult;
import io.metalab.core.run.StudyRunner;
import io.metalab.core.stage.Stage;
import io.metalab.core.study.StudyManifest;
import io.metalab.executor.hazelcast.HazelcastExecutor;
import io.metalab.executor.slurm.SlurmExecutor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Executes a study for a command: plans, tells, runs, obeys signals, tells how it ended. */
public final class StudyExecution {
  /** Counting a larger plan beforehand would keep its first run waiting. */
  private static final long MOST_RUNS_COUNTED_FIRST = 2_000_000;

  private static final Set<String> LOCAL_EXECUTORS = Set.of("thread", "process");

  private final CliContext context;
  private final StudySource study;
  private final RunFlags flags;
  private final RunOptions options;
  private final Function<Experiment, StudyPlan> planner;
  private final StudyPlan plan;
  private final FileDigests digests;
  private final ProvenanceCollector provenance;
  private final Duration limit;

  private StudyExecution(CliContext context, StudySource study, RunFlags flags) {
    this.context = context;
    this.study = study;
    this.flags = flags;
    this.options = RunSettings.options(flags, context, study);
    this.limit =
        flags.timeout == null
            ? Duration.ofNanos(Long.MAX_VALUE)
            : RunSettings.duration(flags.timeout, "--timeout");
    this.provenance =
        ProvenanceCollector.start(study.baseDirectory(), first().operation(), workers());
    this.digests = study.files(context.environment());
    ArtifactResolver artifacts = study.artifacts(context);
    this.planner = experiment -> StudyPlan.of(experiment, digests, artifacts);
    this.plan = planner.apply(first());
  }

  /**
   * Executes what is left of a study, or says what would be executed.
   *
   * @throws io.metalab.api.MetalabException if the declaration, the flags or the store are at fault
   */
  public static CommandResult run(CliContext context, StudySource study, RunFlags flags) {
    StudyExecution execution = new StudyExecution(context, study, flags);
    if (flags.dryRun && flags.detach) {
      throw CliException.usage("--dry-run and --detach exclude each other.", "");
    }
    if (flags.dryRun) {
      return execution.dryRun();
    }
    if (flags.detach && execution.handshake().isEmpty()) {
      return execution.detach();
    }
    context.requireFields(ResultDocument.fields());
    Optional<Path> page = Optional.ofNullable(flags.report).map(file -> page(context, file));
    execution.checkBeforehand();
    Store store = context.openStore(OpenOptions.readWrite());
    CommandResult result = execution.execute(store);
    page.ifPresent(
        file -> {
          StudyReport.write(store, study.experiment().id(), file);
          context.terminal().err("report: " + context.shown(file));
        });
    return result;
  }

  /** What is wrong with study or store is said by this process, before there is another. */
  private CommandResult detach() {
    context.requireFields(Handshake.FIELDS);
    checkBeforehand();
    context.openStore(OpenOptions.readWrite());
    if (flags.report != null) {
      page(context, flags.report);
    }
    return Detachment.start(context, study.experiment().id());
  }

  private Optional<Handshake> handshake() {
    return context.environment().launch().handshake();
  }

  /** What cannot be written is said before the study runs. */
  private static Path page(CliContext context, String file) {
    Path page = context.path(file);
    if (page.getParent() == null || !Files.isDirectory(page.getParent())) {
      throw CliException.usage("The directory of %s (--report) is not there.".formatted(page), "");
    }
    return page;
  }

  private CommandResult dryRun() {
    // A dry run makes no store.
    StudyPreview preview = runner(context.readStoreOrNone()).preview();
    Object code = provenance.collect().values().get("code");
    return DryRun.result(
        study.pipeline(), preview, code == null ? "" : code.toString(), context.storeName());
  }

  @SuppressWarnings("try") // signals and the ticker work without being mentioned
  private CommandResult execute(Store store) {
    context.storeDirectory().ifPresent(study::publish);
    ProgressReporter reporter =
        ProgressReporter.of(context.terminal(), context.environment().clock(), context.quiet());
    StudyRunner runner = runner(store).listener(reporter);
    StopRequests requests = new StopRequests(reporter, options.grace());
    runner.onStop(requests::asked);
    handshake().ifPresent(detached -> runner.log(DetachedLogs.stored(context, detached.log())));
    try (Signals.Subscription signals =
        context.environment().signals().subscribe(requests::signal)) {
      if (plan.size() > MOST_RUNS_COUNTED_FIRST) {
        StudyStart start = start(null);
        reporter.begin(start);
        return follow(runner, reporter, requests, store, start.todo());
      }
      StudyPreview preview = runner.preview();
      rememberDuplicates(store, preview.counts());
      StudyStart start = start(preview);
      reporter.begin(start);
      if (preview.elsewhere() + preview.fresh() + preview.again() + preview.mostLater() > 0) {
        return follow(runner, reporter, requests, store, start.todo());
      }
      store.putDocument(StudyManifest.DOCUMENT_KIND, manifest());
      StudyResult nothing =
          new StudyResult(
              Ending.COMPLETE,
              preview.counts(),
              List.of(),
              DerivedUpdate.apply(study.experiment(), store),
              preview.stages().stream().map(StagePreview::standing).toList(),
              Duration.ZERO);
      return new StudyOutcome(study, nothing, null, runner.points(), runner.search())
          .tell(context, reporter);
    }
  }

  /** What cannot run here is refused before there is a store; elsewhere the workers find out. */
  private void checkBeforehand() {
    executor().check(options.executorConfig(), options.resources());
    if (LOCAL_EXECUTORS.contains(options.executor())) {
      for (Stage stage : study.pipeline().stages()) {
        if (stage.experiment().operation() instanceof ExternalOperation external) {
          external.check();
        }
      }
    }
  }

  @SuppressWarnings("try") // the ticker and the prints work without being mentioned
  private CommandResult follow(
      StudyRunner runner,
      ProgressReporter reporter,
      StopRequests requests,
      Store store,
      long todo) {
    try (StrayPrints prints = StrayPrints.toStderr();
        Ticker ticker = Ticker.start(reporter)) {
      RunHandle handle = runner.start();
      requests.attach(handle);
      handshake().ifPresent(told -> told.running(handle.study(), context.storeName(), todo));
      StudyResult ended = result(handle, reporter, requests);
      if (ended.ending() == Ending.COMPLETE) {
        rememberDuplicates(store, ended.counts());
      }
      Stop stop = ended.ending() == Ending.COMPLETE ? null : requests.stop();
      return new StudyOutcome(study, ended, stop, runner.points(), runner.search())
          .tell(context, reporter);
    }
  }

  @SuppressWarnings("try") // the guard works without being mentioned
  private StudyResult result(RunHandle handle, ProgressReporter reporter, StopRequests requests) {
    ExitReport exit =
        new ExitReport(context, reporter, handle, study.experiment().id(), resumeCommand());
    try (ExitGuard guard = ExitGuard.watch(exit::tell)) {
      Optional<StudyResult> result = handle.result(limit);
      if (result.isEmpty()) {
        requests.timeout(limit);
      }
      return result.orElseGet(handle::result);
    }
  }

  private String resumeCommand() {
    return study.resumeCommand() + context.storeFlag();
  }

  /** Those among some runs alone say nothing of the plan. */
  private void rememberDuplicates(Store store, RunCounts counts) {
    if (flags.only.isEmpty() && counts.duplicates() > 0) {
      Duplicates.put(store, manifest(), counts.duplicates());
    }
  }

  private StudyRunner runner(Store store) {
    StudyRunner runner =
        StudyRunner.of(plan, store, executor())
            .stages(study.pipeline(), planner)
            .options(options)
            .manifest(manifest())
            .provenance(provenance.collect())
            .files(digests)
            .loader(study.classLoader())
            .clock(context.environment().clock());
    RunFilter.of(flags.only, study.pipeline()).ifPresent(runner::only);
    return runner;
  }

  /** Returns what is planned first: the first stage, or the whole study. */
  private Experiment first() {
    return study.pipeline().stages().get(0).experiment();
  }

  private ExecutorProvider executor() {
    return Executors.plugins(study.classLoader()).byName(options.executor());
  }

  private String manifest() {
    return study.manifest(context.storeDirectory());
  }

  private StudyStart start(@Nullable StudyPreview preview) {
    if (preview == null) {
      return new StudyStart(
          study.experiment().id(),
          plan.size(),
          StudyStart.NOT_COUNTED,
          0,
          0,
          plan.size(),
          workersShown(),
          context.storeName(),
          context.storeFlag(),
          study.experiment().goal(),
          SweptNames.of(study.experiment().params()));
    }
    long todo = preview.fresh() + preview.again() + preview.mostLater();
    return new StudyStart(
        study.experiment().id(),
        preview.counts().total() + preview.mostLater(),
        preview.counts().reused() + preview.elsewhere(),
        preview.elsewhere(),
        preview.counts().stale(),
        options.limit() > 0 ? Math.min(options.limit(), todo) : todo,
        workersShown(),
        context.storeName(),
        context.storeFlag(),
        study.experiment().goal(),
        SweptNames.of(study.experiment().params()));
  }

  /** Returns how many runs are executed at once; 0 for as many as a cluster gives. */
  private int workersShown() {
    boolean ofCluster =
        options.executor().equals(SlurmExecutor.NAME)
            || options.executor().equals(HazelcastExecutor.NAME);
    return options.workers() == 0 && ofCluster ? 0 : workers();
  }

  private int workers() {
    return options.workers() > 0 ? options.workers() : Runtime.getRuntime().availableProcessors();
  }
}
