package io.metalab.core.results;

import io.metalab.api.Params;
import io.metalab.api.RunError;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.RunRecordBuilder;
import io.metalab.api.RunStatus;
import io.metalab.api.SeedBundle;
import java.time.Instant;
import java.util.Map;

/** Records for tests. */
final class Records {
  static final Instant START = Instant.parse("2026-11-01T12:00:00Z");

  private Records() {}

  static RunId id(int number) {
    return new RunId("%064x".formatted(number + 1));
  }

  static RunRecordBuilder success(int number, Params params, Map<String, Object> metrics) {
    return RunRecord.builder()
        .runId(id(number))
        .experimentId("toy:1")
        .operation("toy@1")
        .status(RunStatus.SUCCESS)
        .params(params)
        .seeds(SeedBundle.of(42, number % 3))
        .started(START.plusSeconds(number))
        .finished(START.plusSeconds(number).plusMillis(1500))
        .metrics(metrics);
  }

  static RunRecordBuilder failure(int number, Params params, String type, String message) {
    return success(number, params, Map.of())
        .status(RunStatus.FAILED)
        .error(RunError.of(type, message));
  }
}
