package io.metalab.core.run;

import io.metalab.api.CancellationToken;
import io.metalab.api.ContextSpec;
import io.metalab.api.Operation;
import io.metalab.api.OperationSpec;
import io.metalab.api.ParamCase;
import io.metalab.api.Params;
import io.metalab.api.RunEvent;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.SeedBundle;
import io.metalab.api.executor.Resources;
import io.metalab.api.executor.RunPayload;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Timeout;

/** Executes attempts of an operation without an executor. */
@Timeout(60)
abstract class RunBodyFixture {
  static final Instant NOW = Instant.parse("2026-11-20T16:00:00Z");
  static final OperationSpec SPEC = OperationSpec.open("test");

  final FakeStore store = new FakeStore();
  final List<RunEvent> events = new ArrayList<>();

  RunBodyConfig.Builder config(Operation operation) {
    return RunBodyConfig.builder(SPEC, operation, store)
        .loader(RunBodyFixture.class.getClassLoader())
        .clock(() -> NOW)
        .events(events::add);
  }

  RunRecord run(Operation operation) {
    return run(operation, payload());
  }

  RunRecord run(Operation operation, RunPayload payload) {
    return new DefaultRunBody(config(operation).build())
        .run(payload, CancellationToken.NONE)
        .join();
  }

  static RunPayload payload() {
    return payload(ContextSpec.empty(), Params.of("x", 1));
  }

  static RunPayload payload(ContextSpec context, Params params) {
    return new RunPayload(
        new RunId("%064x".formatted(7)),
        2,
        "study:1",
        SPEC.qualifiedKey(),
        context,
        "context-fingerprint",
        new ParamCase(params, "case-7", List.of("from-case", "both")),
        SeedBundle.of(42, 3),
        "{\"identity\":7}",
        "c".repeat(64),
        Duration.ZERO,
        Resources.DEFAULT);
  }
}
