package io.metalab.executor.hazelcast;

import io.metalab.api.Capture;
import io.metalab.api.ContextSpec;
import io.metalab.api.FrozenContext;
import io.metalab.api.Operation;
import io.metalab.api.OperationSpec;
import io.metalab.api.ParamCase;
import io.metalab.api.Params;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.RunRuntime;
import io.metalab.api.SeedBundle;
import io.metalab.api.executor.Resources;
import io.metalab.api.executor.RunPayload;
import java.time.Duration;

/** Returns, waits at a {@link Turnstile}, or ends its process. */
public final class ClusterOperation implements Operation {
  static final OperationSpec SPEC = OperationSpec.open("cluster.test");

  /** Creates the operation. */
  public ClusterOperation() {}

  @Override
  public RunRecord run(
      FrozenContext context, Params params, SeedBundle seeds, RunRuntime runtime, Capture capture)
      throws Exception {
    capture.metric("n", params.getLong("n"));
    if (params.getString("do").equals("halt")) {
      Runtime.getRuntime().halt(9);
    }
    if (params.getString("do").equals("hold")) {
      Turnstile.pass(params.getString("at"));
    }
    return RunRecord.success();
  }

  private static RunPayload payload(long n, String what, String at) {
    return new RunPayload(
        new RunId("%064x".formatted(n + 1)),
        1,
        "cluster:1",
        SPEC.qualifiedKey(),
        ContextSpec.empty(),
        "0".repeat(64),
        ParamCase.of(Params.of("do", what, "n", n, "at", at), "n=" + n),
        SeedBundle.of(7),
        "identity " + n,
        "%064x".formatted(n + 1_000_000),
        Duration.ZERO,
        Resources.DEFAULT);
  }

  /** Returns a run that returns at once. */
  static RunPayload quick(long n) {
    return payload(n, "return", "");
  }

  /** Returns a run that waits at a turnstile. */
  static RunPayload held(long n, Turnstile turnstile) {
    return payload(n, "hold", turnstile.name());
  }

  /** Returns a run that ends its process. */
  static RunPayload deadly(long n) {
    return payload(n, "halt", "");
  }
}
