package io.metalab.core.run;

import io.metalab.api.CancellationToken;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.RunEventListener;
import io.metalab.api.RunRecord;
import io.metalab.api.executor.RemotableBody;
import io.metalab.api.executor.RunPayload;
import io.metalab.api.executor.WorkerManifest;
import io.metalab.api.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * The bodies of the runs of several stages of a study as one. Whose a run is, its operation tells:
 * no two of these stages have the same. Safe for use by many threads.
 */
public final class StageBodies implements RemotableBody, AutoCloseable {
  private final Map<String, DefaultRunBody> byOperation;
  private final DefaultRunBody first;

  /**
   * Creates a body.
   *
   * @param byOperation the bodies by the key of their operation; the first has the store, the
   *     inputs and the listeners of all
   */
  StageBodies(Map<String, DefaultRunBody> byOperation) {
    this.byOperation = Collections.unmodifiableMap(new LinkedHashMap<>(byOperation));
    this.first = byOperation.values().iterator().next();
  }

  private DefaultRunBody of(String operation) {
    DefaultRunBody body = byOperation.get(operation);
    if (body == null) {
      throw new MetalabException(
          ErrorCode.NOT_LOADABLE,
          "A run is of operation %s, but this executor was opened for %s. Open one executor for each study."
              .formatted(operation, String.join(", ", byOperation.keySet())));
    }
    return body;
  }

  @Override
  public CompletableFuture<RunRecord> run(RunPayload payload, CancellationToken cancellation) {
    try {
      return of(payload.operation()).run(payload, cancellation);
    } catch (MetalabException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  @Override
  public CompletableFuture<RunRecord> abandon(RunPayload payload, String type, String message) {
    return of(payload.operation()).abandon(payload, type, message);
  }

  /** Returns the longest of all. */
  @Override
  public Duration stopTime() {
    return byOperation.values().stream()
        .map(DefaultRunBody::stopTime)
        .reduce(Duration.ZERO, (a, b) -> a.compareTo(b) >= 0 ? a : b);
  }

  @Override
  public WorkerManifest manifest() {
    List<WorkerManifest> manifests =
        byOperation.values().stream().map(DefaultRunBody::manifest).toList();
    return manifests.get(0).withOthers(manifests.subList(1, manifests.size()));
  }

  @Override
  public boolean admit(RunPayload payload) {
    return of(payload.operation()).admit(payload);
  }

  @Override
  public void giveBack(RunPayload payload) {
    of(payload.operation()).giveBack(payload);
  }

  @Override
  public void started(RunPayload payload, Instant started) {
    of(payload.operation()).started(payload, started);
  }

  @Override
  public CompletableFuture<RunRecord> commit(RunRecord record) {
    return of(record.operation()).commit(record);
  }

  @Override
  public Store store() {
    return first.store();
  }

  @Override
  public Store inputs() {
    return first.inputs();
  }

  @Override
  public RunEventListener events() {
    return first.events();
  }

  /** Deletes the copies of inputs that runs have shared; to be called when they are over. */
  @Override
  public void close() {
    byOperation.values().forEach(DefaultRunBody::close);
  }
}
