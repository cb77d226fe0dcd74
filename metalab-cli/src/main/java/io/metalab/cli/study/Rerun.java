package io.metalab.cli.study;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.Provenance;
import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.Store;
import io.metalab.cli.CliContext;
import io.metalab.cli.progress.ProgressReporter;
import io.metalab.cli.progress.StudyEnd;
import io.metalab.cli.progress.StudyStart;
import io.metalab.cli.signal.Signals;
import io.metalab.core.audit.AuditReport;
import io.metalab.core.audit.AuditSample;
import io.metalab.core.audit.SampleSize;
import io.metalab.core.identity.FileDigests;
import io.metalab.core.params.SweptNames;
import io.metalab.core.provenance.ProvenanceCollector;
import io.metalab.core.registry.Executors;
import io.metalab.core.registry.Stores;
import io.metalab.core.run.RunHandle;
import io.metalab.core.run.RunOptions;
import io.metalab.core.run.StudyResult;
import io.metalab.core.run.StudyRunner;
import io.metalab.core.search.KnownRuns;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Executes a sample of a study's successes once more, in a store of its own that is deleted; the
 * study's store is read alone.
 */
public final class Rerun {
  private final CliContext context;
  private final Store store;
  private final StudySource study;
  private final RunOptions options;

  /**
   * What became of it.
   *
   * @param report what the runs have shown that were executed
   * @param exitCode of the signal that stopped it, if one did
   */
  public record Outcome(AuditReport report, OptionalInt exitCode) {}

  /** Prepares to execute runs of a study that a store keeps. */
  public Rerun(CliContext context, Store store, StudySource study, RunFlags flags) {
    this.context = context;
    this.store = store;
    this.study = study;
    this.options = RunSettings.options(flags, context, study).toBuilder().maxFailures(0).build();
  }

  /** Draws a sample, executes it, and compares. */
  public Outcome run(SampleSize size, long seed) {
    Provenance provenance =
        ProvenanceCollector.start(study.baseDirectory(), study.experiment().operation(), workers())
            .collect();
    AuditSample sample = AuditSample.draw(store, study.experiment().id(), size, seed, provenance);
    Path directory = scratch();
    try (Store scratch =
        Stores.open(
            directory.toUri() + "?sync=none", OpenOptions.readWrite(), study.classLoader())) {
      Stop stop = sample.runs().isEmpty() ? null : execute(sample, scratch, provenance);
      return new Outcome(
          sample.compare(scratch),
          stop == null ? OptionalInt.empty() : OptionalInt.of(stop.exitCode()));
    } finally {
      delete(directory);
    }
  }

  @SuppressWarnings("try") // what is opened works without being mentioned
  private @Nullable Stop execute(AuditSample sample, Store scratch, Provenance provenance) {
    FileDigests files = study.files(context.environment());
    ProgressReporter reporter =
        ProgressReporter.of(context.terminal(), context.environment().clock(), context.quiet());
    StopRequests requests = new StopRequests(reporter, options.grace());
    StudyRunner runner =
        StudyRunner.of(
                KnownRuns.of(
                        AuditSample.plan(study.experiment(), files, study.artifacts(context)),
                        store)
                    .plan(),
                scratch,
                Executors.plugins(study.classLoader()).byName(options.executor()))
            .inputs(store)
            .options(options)
            .only(run -> sample.runs().contains(run.runId()))
            .provenance(provenance)
            .files(files)
            .loader(study.classLoader())
            .clock(context.environment().clock())
            .listener(reporter);
    long runs = sample.runs().size();
    reporter.begin(
        new StudyStart(
            study.experiment().id(),
            runs,
            0,
            0,
            0,
            runs,
            workers(),
            "scratch",
            "",
            study.experiment().goal(),
            SweptNames.of(study.experiment().params())));
    try (Signals.Subscription signals =
            context.environment().signals().subscribe(requests::signal);
        StrayPrints prints = StrayPrints.toStderr()) {
      RunHandle handle = runner.start();
      requests.attach(handle);
      ExitReport exit = new ExitReport(context, reporter, handle, study.experiment().id(), "");
      try (ExitGuard guard = ExitGuard.watch(exit::tell);
          Ticker ticker = Ticker.start(reporter)) {
        StudyResult result = handle.result();
        Stop stop = requests.stop();
        reporter.end(
            new StudyEnd(
                result.wall(),
                stop == null ? 0 : stop.exitCode(),
                stop == null ? "" : stop.title(),
                "",
                List.of(),
                result.derived()));
        return stop;
      }
    }
  }

  private int workers() {
    return options.workers() > 0 ? options.workers() : Runtime.getRuntime().availableProcessors();
  }

  private static Path scratch() {
    try {
      return Files.createTempDirectory("metalab-verify-");
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private static void delete(Path directory) {
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException | UncheckedIOException e) {
      throw failed(e);
    }
  }

  private static MetalabException failed(Exception e) {
    return new MetalabException(
        ErrorCode.STORE_UNUSABLE,
        "The scratch directory below %s cannot be used: %s"
            .formatted(System.getProperty("java.io.tmpdir"), e),
        e);
  }
}
