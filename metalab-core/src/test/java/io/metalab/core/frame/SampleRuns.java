package io.metalab.core.frame;

import io.metalab.api.FileValue;
import io.metalab.api.Params;
import io.metalab.api.RunError;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.RunRecordBuilder;
import io.metalab.api.RunStatus;
import io.metalab.api.SeedBundle;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Runs with all that records can hold, drawn at random. */
final class SampleRuns {
  private static final Instant START = Instant.parse("2026-11-01T12:00:00.123456789Z");

  private SampleRuns() {}

  static RunId id(int number) {
    return new RunId("%064x".formatted(((long) number * 0x9E3779B97F4A7C15L) >>> 1));
  }

  static RunRecordBuilder run(int number, Params params, Map<String, Object> metrics) {
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

  static List<RunRecord> random(int count, long seed) {
    Random random = new Random(seed);
    List<RunRecord> runs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      runs.add(random(i, random));
    }
    return runs;
  }

  static RunRecord random(int number, Random random) {
    Map<String, @Nullable Object> params = new LinkedHashMap<>();
    params.put("lr", Math.scalb(1.0, -random.nextInt(8)));
    params.put("width", 16L << random.nextInt(4));
    if (random.nextInt(3) > 0) {
      params.put("model", random.nextBoolean() ? "mlp" : "k\u00f6nig \u201c\ud83d\ude00");
    }
    switch (random.nextInt(8)) {
      case 0 -> params.put("odd", null);
      case 1 -> params.put("odd", true);
      case 2 -> params.put("odd", List.of(8L, 0.5, "x"));
      case 3 -> params.put("odd", Map.of("eps", random.nextInt(3) / 8.0, "$x", 1L));
      case 4 -> params.put("odd", "text");
      case 5 -> params.put("odd", new FileValue("data/x.npz", "0".repeat(64)));
      default -> params.put("odd", (long) random.nextInt(3));
    }
    Map<String, Object> metrics = new LinkedHashMap<>();
    metrics.put("loss", random.nextInt(9) == 0 ? special(random) : random.nextGaussian());
    if (random.nextBoolean()) {
      metrics.put("steps", random.nextInt(20) == 0 ? Long.MAX_VALUE - 1 : random.nextInt(50) * 1L);
    }
    RunRecordBuilder run =
        run(number, Params.copyOf(params), metrics)
            .attempt(1 + random.nextInt(2))
            .tags(random.nextInt(4) == 0 ? List.of("keep", "a") : List.of())
            .notes(random.nextInt(9) == 0 ? List.of("odd one") : List.of())
            .caseId(random.nextBoolean() ? "case " + number : "")
            .derived(random.nextInt(5) == 0 ? Map.of("fit.r2", 0.25) : Map.of());
    return switch (random.nextInt(10)) {
      case 0 -> run.status(RunStatus.FAILED).error(RunError.of("E", "no " + number % 2)).build();
      case 1 -> run.status(RunStatus.CANCELLED).error(RunError.of("Cancelled", "")).build();
      case 2 -> run.status(RunStatus.RUNNING).finished(START.plusSeconds(number)).build();
      default -> run.build();
    };
  }

  private static double special(Random random) {
    double[] values = {
      Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0, Double.MIN_VALUE
    };
    return values[random.nextInt(values.length)];
  }
}
