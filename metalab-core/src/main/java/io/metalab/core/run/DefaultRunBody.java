package io.metalab.core.run;

import static java.util.Objects.requireNonNull;

import io.metalab.api.CancellationToken;
import io.metalab.api.ErrorCode;
import io.metalab.api.ExternalOperation;
import io.metalab.api.FrozenContext;
import io.metalab.api.MetalabException;
import io.metalab.api.Params;
import io.metalab.api.Provenance;
import io.metalab.api.RunEvent;
import io.metalab.api.RunEventListener;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.executor.RemotableBody;
import io.metalab.api.executor.RunPayload;
import io.metalab.api.executor.WorkerManifest;
import io.metalab.api.store.Store;
import io.metalab.capture.CaptureFactory;
import io.metalab.capture.CapturedResults;
import io.metalab.capture.RunCapture;
import io.metalab.capture.RunLog;
import io.metalab.core.artifact.LocalArtifacts;
import io.metalab.core.identity.FileRefs;
import io.metalab.core.registry.BoundOperation;
import io.metalab.core.registry.UserClassPath;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The life of a run on the thread that executes it: context, operation, capture, record.
 *
 * <p>Whatever an operation throws, errors of the virtual machine included, becomes the record's
 * error. Only a store that fails makes the future fail, with the store's error. Safe for use by
 * many threads.
 */
public final class DefaultRunBody implements RemotableBody, AutoCloseable {
  private final RunBodyConfig config;
  private final Store store;
  private final CaptureFactory captures;
  private final LocalArtifacts inputs;
  private final RunContexts contexts;
  private final RecordFactory records;
  private final ConcurrentMap<Key, Attempt> attempts = new ConcurrentHashMap<>();
  private final ConcurrentMap<Key, RunRecord> elsewhere = new ConcurrentHashMap<>();

  private record Key(RunId runId, int attempt) {
    static Key of(RunPayload payload) {
      return new Key(payload.runId(), payload.attempt());
    }

    static Key of(RunRecord record) {
      return new Key(record.runId(), record.attempt());
    }
  }

  /**
   * Creates the body of the runs of one operation that are kept in one store.
   *
   * @throws MetalabException if the operation is an external one that cannot run here
   */
  public DefaultRunBody(RunBodyConfig config) {
    this.config = requireNonNull(config, "config");
    if (config.operation() instanceof ExternalOperation external) {
      external.check();
    }
    this.store = config.store();
    this.captures = new CaptureFactory(store, config.serializers(), config.clock());
    this.inputs = new LocalArtifacts(config.inputs(), config.serializers());
    this.contexts = new RunContexts(config.operation(), config.files(), inputs, config.loader());
    this.records = new RecordFactory(config.stage(), config.tags(), config.provenance());
  }

  @Override
  public CompletableFuture<RunRecord> run(RunPayload payload, CancellationToken cancellation) {
    if (!payload.operation().equals(config.operationSpec().qualifiedKey())) {
      return CompletableFuture.failedFuture(wrongOperation(payload));
    }
    if (cancellation.isCancelled()) {
      return CompletableFuture.completedFuture(
          records.unstarted(payload, cancellation.reason(), config.clock().instant()));
    }
    Attempt attempt = open(payload);
    try {
      config
          .events()
          .onEvent(new RunEvent.Started(payload.runId(), payload.attempt(), payload.params()));
      var unused = store.putRunRecord(attempt.running());
      execute(attempt, cancellation);
    } catch (MetalabException e) {
      attempt.committed().completeExceptionally(e);
    } finally {
      attempts.remove(Key.of(payload), attempt);
    }
    return attempt.committed();
  }

  @Override
  public CompletableFuture<RunRecord> abandon(RunPayload payload, String type, String message) {
    Outcome outcome = Outcome.abandoned(type, message);
    Attempt attempt = attempts.get(Key.of(payload));
    if (attempt == null) {
      Instant now = config.clock().instant();
      RunRecord started = elsewhere.remove(Key.of(payload));
      RunRecord running = started == null ? records.running(payload, now) : started;
      return commit(records.finished(running, payload, now, outcome, Findings.NONE));
    }
    if (attempt.end()) {
      try {
        finish(attempt, outcome, Findings.of(attempt.capture().close()));
      } catch (MetalabException e) {
        attempt.committed().completeExceptionally(e);
      }
    }
    return attempt.committed();
  }

  @Override
  public Duration stopTime() {
    return config.operation() instanceof ExternalOperation external
        ? external.stopTime()
        : RemotableBody.super.stopTime();
  }

  @Override
  public WorkerManifest manifest() {
    new BoundOperation(config.operationSpec(), config.operation()).requireLoadable();
    return new WorkerManifest(
        config.operationSpec().qualifiedKey(),
        config.operation().getClass().getName(),
        config.operation() instanceof ExternalOperation external ? external.definition() : Map.of(),
        UserClassPath.of(config.loader()).entries().stream().map(Path::toString).toList(),
        config.files().base().toString(),
        config.files().cacheFile().map(file -> file.toAbsolutePath().toString()).orElse(""),
        config.stage(),
        config.tags(),
        config.provenance());
  }

  @Override
  public boolean admit(RunPayload payload) {
    return true;
  }

  @Override
  public void giveBack(RunPayload payload) {
    // Whoever may refuse a run keeps account of it.
  }

  @Override
  public void started(RunPayload payload, Instant started) {
    RunRecord running = records.running(payload, started);
    elsewhere.put(Key.of(payload), running);
    config
        .events()
        .onEvent(new RunEvent.Started(payload.runId(), payload.attempt(), payload.params()));
    var unused = store.putRunRecord(running);
  }

  @Override
  public CompletableFuture<RunRecord> commit(RunRecord record) {
    elsewhere.remove(Key.of(record));
    CompletableFuture<RunRecord> committed = new CompletableFuture<>();
    commit(committed, record);
    return committed;
  }

  @Override
  public Store store() {
    return store;
  }

  @Override
  public Store inputs() {
    return config.inputs();
  }

  @Override
  public RunEventListener events() {
    return config.events();
  }

  private Attempt open(RunPayload payload) {
    RunCapture capture =
        captures.open(
            payload.runId(),
            payload.attempt(),
            artifact ->
                config.events().onEvent(new RunEvent.ArtifactStored(payload.runId(), artifact)));
    RunRecord running = records.running(payload, config.clock().instant());
    Attempt attempt = new Attempt(payload, capture, running, config.nanoTime().getAsLong());
    attempts.put(Key.of(payload), attempt);
    return attempt;
  }

  private void execute(Attempt attempt, CancellationToken cancellation) {
    AttemptRuntime runtime =
        new AttemptRuntime(
            attempt.payload(),
            cancellation,
            config.events(),
            inputs,
            new AttemptStates(attempt.payload(), store, attempt::isOver),
            attempt.capture());
    RunRecord draft = null;
    Outcome outcome;
    RunLog.Binding binding = attempt.capture().runLog().bind();
    try {
      draft = operate(attempt, runtime);
      outcome = Outcome.returned(draft, cancellation);
    } catch (Throwable t) {
      outcome = Outcome.threw(t, cancellation);
    } finally {
      binding.close();
    }
    // An interrupt was meant for the operation; here it would break the store's files.
    Thread.interrupted();
    List<String> remarks =
        Stream.concat(runtime.scratchDirectory().delete().stream(), runtime.remark().stream())
            .toList();
    if (attempt.end()) {
      if (outcome.status() == RunStatus.SUCCESS) {
        runtime.pruned().ifPresent(stop -> tell(stop, attempt.capture()));
      }
      CapturedResults results = results(attempt, cancellation);
      RunRecord returned = withProvenance(draft == null ? RunRecord.success() : draft, runtime);
      finish(attempt, outcome, new Findings(results, returned, remarks));
    }
  }

  private static void tell(Pruner.Stop stop, RunCapture capture) {
    capture.tag(Pruner.TAG);
    capture.note(stop.note());
  }

  private static RunRecord withProvenance(RunRecord draft, AttemptRuntime runtime) {
    Map<String, @Nullable Object> known = runtime.provenance().values();
    if (known.isEmpty()) {
      return draft;
    }
    Map<String, @Nullable Object> values = new LinkedHashMap<>(draft.provenance().values());
    values.putAll(known);
    return draft.toBuilder().provenance(new Provenance(values)).build();
  }

  private @Nullable RunRecord operate(Attempt attempt, AttemptRuntime runtime) throws Exception {
    RunPayload payload = attempt.payload();
    FrozenContext context = contexts.get(payload.context(), payload.contextFingerprint());
    FileRefs.forEach(payload.params(), config.files()::verify);
    Params params = inputs.localized(payload.params());
    RunCapture capture = attempt.capture();
    RunRecord draft = config.operation().run(context, params, payload.seeds(), runtime, capture);
    if (draft != null) {
      capture.metrics(draft.metrics());
      draft.timings().forEach(capture::timing);
      draft.tags().forEach(capture::tag);
      draft.notes().forEach(capture::note);
    }
    return draft;
  }

  /** A write that an interrupt broke is the interrupted run's failure, not the store's. */
  private static CapturedResults results(Attempt attempt, CancellationToken cancellation) {
    try {
      return attempt.capture().close();
    } catch (MetalabException e) {
      if (cancellation.isCancelled() && Interruptions.causedBy(e)) {
        return Findings.NONE.results();
      }
      throw e;
    }
  }

  private void finish(Attempt attempt, Outcome outcome, Findings findings) {
    Instant finished = attempt.finished(config.nanoTime().getAsLong());
    commit(
        attempt.committed(),
        records.finished(attempt.running(), attempt.payload(), finished, outcome, findings));
  }

  private void commit(CompletableFuture<RunRecord> committed, RunRecord record) {
    var unused =
        store
            .putRunRecord(record)
            .whenComplete(
                (durable, problem) -> {
                  if (problem == null) {
                    committed.complete(record);
                  } else {
                    committed.completeExceptionally(problem);
                  }
                });
  }

  /** Deletes the copies of inputs that runs have shared; to be called when they are over. */
  @Override
  public void close() {
    inputs.close();
  }

  private MetalabException wrongOperation(RunPayload payload) {
    return new MetalabException(
        ErrorCode.NOT_LOADABLE,
        "Run %s is of operation %s, but this executor was opened for %s. Open one executor for each study."
            .formatted(
                payload.runId().shortHex(),
                payload.operation(),
                config.operationSpec().qualifiedKey()));
  }
}
