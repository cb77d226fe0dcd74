package io.metalab.core.run;

import io.metalab.api.ContextPreparation;
import io.metalab.api.ContextSpec;
import io.metalab.api.ErrorCode;
import io.metalab.api.FrozenContext;
import io.metalab.api.MetalabException;
import io.metalab.api.Operation;
import io.metalab.core.artifact.LocalArtifacts;
import io.metalab.core.identity.FileDigests;
import io.metalab.core.identity.FileRefs;
import io.metalab.core.registry.ContextBuilders;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;

/**
 * The contexts of one operation in this process, each built once, by the first run that needs it;
 * safe for use by many threads.
 */
final class RunContexts {
  private final Operation operation;
  private final FileDigests files;
  private final LocalArtifacts inputs;
  private final ClassLoader loader;
  private final ConcurrentMap<String, CompletableFuture<FrozenContext>> contexts =
      new ConcurrentHashMap<>();

  RunContexts(Operation operation, FileDigests files, LocalArtifacts inputs, ClassLoader loader) {
    this.operation = operation;
    this.files = files;
    this.inputs = inputs;
    this.loader = loader;
  }

  /**
   * Returns the context with this fingerprint, building it if no run has yet.
   *
   * @throws MetalabException with {@code CONTEXT_FAILED} or {@code CONTEXT_CHANGED}, to each run
   *     that needs it, if it cannot be built
   * @throws InterruptedException if this thread is interrupted; another run then builds it
   */
  FrozenContext get(ContextSpec spec, String fingerprint) throws InterruptedException {
    while (true) {
      CompletableFuture<FrozenContext> mine = new CompletableFuture<>();
      CompletableFuture<FrozenContext> theirs = contexts.putIfAbsent(fingerprint, mine);
      if (theirs == null) {
        return build(spec, fingerprint, mine);
      }
      try {
        return theirs.get();
      } catch (ExecutionException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        if (!(cause instanceof InterruptedException)) {
          throw copyOf(cause);
        }
      }
    }
  }

  private FrozenContext build(
      ContextSpec spec, String fingerprint, CompletableFuture<FrozenContext> future)
      throws InterruptedException {
    try {
      FrozenContext context = build(spec);
      future.complete(context);
      return context;
    } catch (Throwable t) {
      if (Interruptions.causedBy(t)) {
        contexts.remove(fingerprint, future);
        future.completeExceptionally(new InterruptedException());
        throw (InterruptedException) new InterruptedException().initCause(t);
      }
      MetalabException problem = t instanceof MetalabException known ? known : failed(spec, t);
      future.completeExceptionally(problem);
      throw problem;
    }
  }

  private FrozenContext build(ContextSpec planned) throws Exception {
    FileRefs.forEach(planned.values(), files::verify);
    ContextSpec spec = planned.withValues(inputs.localized(planned.values()));
    FrozenContext context =
        spec.builder().isEmpty()
            ? FrozenContext.of(spec)
            : ContextBuilders.byClassName(spec.builder(), loader).build(spec);
    return operation instanceof ContextPreparation preparation
        ? preparation.prepare(context)
        : context;
  }

  private static MetalabException failed(ContextSpec spec, Throwable cause) {
    String builder = spec.builder().isEmpty() ? "the operation's preparation" : spec.builder();
    return new MetalabException(
        ErrorCode.CONTEXT_FAILED,
        "The context could not be built by %s: %s.".formatted(builder, cause),
        cause);
  }

  /** One exception thrown on many threads would gather their suppressed exceptions. */
  private static MetalabException copyOf(Throwable problem) {
    ErrorCode code =
        problem instanceof MetalabException known ? known.code() : ErrorCode.CONTEXT_FAILED;
    return new MetalabException(code, String.valueOf(problem.getMessage()), problem);
  }
}
