package io.metalab.executor;

import io.metalab.api.CancellationToken;
import io.metalab.api.ContextSpec;
import io.metalab.api.ParamCase;
import io.metalab.api.Params;
import io.metalab.api.RunError;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.SeedBundle;
import io.metalab.api.executor.Resources;
import io.metalab.api.executor.RunBody;
import io.metalab.api.executor.RunPayload;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A run body whose operation is a lambda, which commits at once. */
class ScriptedBody implements RunBody {
  /** What stands for the operation. */
  interface Script {
    void run(RunPayload payload, CancellationToken token) throws Exception;
  }

  private final Script script;

  ScriptedBody(Script script) {
    this.script = script;
  }

  @Override
  public CompletableFuture<RunRecord> run(RunPayload payload, CancellationToken token) {
    if (token.isCancelled()) {
      return done(payload, RunStatus.CANCELLED, RunError.NONE);
    }
    try {
      script.run(payload, token);
      return done(payload, RunStatus.SUCCESS, RunError.NONE);
    } catch (Exception e) {
      return done(payload, RunStatus.FAILED, RunError.of(e.getClass().getSimpleName(), "failed"));
    }
  }

  @Override
  public CompletableFuture<RunRecord> abandon(RunPayload payload, String type, String message) {
    return done(payload, RunStatus.FAILED, RunError.of(type, message));
  }

  static CompletableFuture<RunRecord> done(RunPayload payload, RunStatus status, RunError error) {
    return CompletableFuture.completedFuture(
        RunRecord.builder().runId(payload.runId()).status(status).error(error).build());
  }

  static RunPayload payload(int number) {
    return payload(number, Duration.ZERO, Resources.DEFAULT);
  }

  static RunPayload payload(int number, Duration timeout, Resources resources) {
    return new RunPayload(
        new RunId("%064x".formatted(number)),
        1,
        "test:1",
        "test@1",
        ContextSpec.empty(),
        "",
        ParamCase.of(Params.empty(), "case"),
        SeedBundle.of(0),
        "",
        "",
        timeout,
        resources);
  }
}
