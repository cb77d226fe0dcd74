package io.metalab.testkit;

import io.metalab.api.ContextSpec;
import io.metalab.api.ParamCase;
import io.metalab.api.Params;
import io.metalab.api.Provenance;
import io.metalab.api.RunError;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.RunRecordBuilder;
import io.metalab.api.RunStatus;
import io.metalab.api.SeedBundle;
import io.metalab.api.executor.Resources;
import io.metalab.api.executor.RunPayload;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Plausible run records, each a function of its seeds alone.
 *
 * <p>The identity of a sample is canonical JSON and its run id the SHA-256 of it, so a store's own
 * checks find nothing to say.
 */
public final class Samples {
  private static final List<String> EXPERIMENTS = List.of("sweep:1", "sweep:2", "größe:1");
  private static final String[] WORDS = {
    "plain", "zwölf", "日本", "🙂", "a\"b\\c", "tab\there", "line\nfeed", "\u2028", "", "NaN", "é"
  };
  private static final Instant FIRST = Instant.parse("2026-01-02T03:04:05Z");

  private Samples() {}

  /** Returns the record of a first attempt that went well. */
  public static RunRecord success(SeedBundle seeds) {
    RandomGenerator random = seeds.stream("samples");
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("depth", random.nextLong(1, 64));
    values.put("label", text(random));
    values.put("step", random.nextLong(0, 1L << 40));
    Params params = Params.copyOf(values);
    String experiment = EXPERIMENTS.get(random.nextInt(EXPERIMENTS.size()));
    String operation = "sample.fit@1";
    String context = Digests.sha256("context " + random.nextInt(3));
    String seed = json(seedValues(seeds));
    String rest =
        "\"operation\":%s,\"params\":%s,\"seed\":%s,\"v\":1}"
            .formatted(quote(operation), json(values), seed);
    String identity =
        "{\"context\":%s,\"experiment\":%s,".formatted(quote(context), quote(experiment)) + rest;
    Instant started = FIRST.plusMillis(random.nextLong(1L << 30));
    RunRecordBuilder record =
        RunRecord.builder()
            .runId(new RunId(Digests.sha256(identity)))
            .experimentId(experiment)
            .identity(identity)
            .computation(Digests.sha256("{\"context\":%s,".formatted(quote(context)) + rest))
            .operation(operation)
            .contextFingerprint(context)
            .paramsFingerprint(Digests.sha256(json(values)))
            .seedFingerprint(Digests.sha256(seed))
            .params(params)
            .seeds(seeds)
            .caseId("depth=" + values.get("depth"))
            .started(started)
            .finished(started.plusNanos(random.nextLong(1, 1L << 40)))
            .provenance(
                new Provenance(
                    Map.of("code", Digests.sha256("code " + random.nextInt(2)), "threads", 2L)))
            .tags(List.of("kit", text(random) + "!"));
    return withResults(record, random);
  }

  /** Returns this many records of distinct runs that went well. */
  public static List<RunRecord> successes(SeedBundle seeds, int count) {
    return IntStream.range(0, count).mapToObj(i -> success(seeds.split("run " + i))).toList();
  }

  /**
   * Returns the record of another attempt at the run of a record, with results of its own.
   *
   * @param attempt the attempt; at least 1
   * @param status the status; a failed attempt has an error, one that has not succeeded no results
   */
  public static RunRecord attempt(RunRecord record, int attempt, RunStatus status) {
    RandomGenerator random =
        record.seeds().stream("attempt %d %s".formatted(attempt, status.wireName()));
    if (status == RunStatus.SUCCESS) {
      return withResults(record.toBuilder().attempt(attempt).status(status), random);
    }
    return record.toBuilder()
        .attempt(attempt)
        .status(status)
        .finished(status == RunStatus.RUNNING ? record.started() : record.finished())
        .metrics(Map.of())
        .timings(Map.of())
        .artifacts(List.of())
        .resultDigest("")
        .error(status == RunStatus.FAILED ? error(random) : RunError.NONE)
        .build();
  }

  /** Returns what an executor is handed for a first attempt at the run of {@link #success}. */
  public static RunPayload payload(SeedBundle seeds) {
    RunRecord record = success(seeds);
    return new RunPayload(
        record.runId(),
        1,
        record.experimentId(),
        record.operation(),
        ContextSpec.empty(),
        record.contextFingerprint(),
        new ParamCase(record.params(), record.caseId(), record.tags()),
        seeds,
        record.identity(),
        record.computation(),
        Duration.ZERO,
        Resources.DEFAULT);
  }

  /** Returns a short text that may hold anything Unicode has. */
  public static String text(RandomGenerator random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(1, 4); i > 0; i--) {
      text.append(WORDS[random.nextInt(WORDS.length)]);
    }
    return text.toString();
  }

  /** Returns random bytes. */
  public static byte[] bytes(RandomGenerator random, int size) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return bytes;
  }

  private static RunRecord withResults(RunRecordBuilder record, RandomGenerator random) {
    Map<String, Object> metrics = new LinkedHashMap<>();
    double rmse = random.nextDouble();
    metrics.put("rmse", rmse);
    metrics.put("iterations", random.nextLong(1000));
    metrics.put("converged", random.nextBoolean());
    metrics.put("note", text(random));
    Map<String, Duration> timings = new LinkedHashMap<>();
    timings.put("fit", Duration.ofNanos(random.nextLong(1L << 40)));
    timings.put("total", Duration.ofMillis(random.nextLong(1L << 20)));
    return record
        .metrics(metrics)
        .timings(timings)
        .resultDigest(Digests.sha256("results " + Double.doubleToLongBits(rmse)))
        .error(RunError.NONE)
        .build();
  }

  private static RunError error(RandomGenerator random) {
    return new RunError(
        "IllegalStateException",
        "It went wrong: " + text(random),
        "java.lang.IllegalStateException\n\tat sample.Fit.run(Fit.java:7)\n",
        Digests.sha256("failure " + random.nextInt(3)));
  }

  private static Map<String, Object> seedValues(SeedBundle seeds) {
    Map<String, Object> values = new LinkedHashMap<>();
    if (seeds.findReplicate().isPresent()) {
      values.put("replicate", (long) seeds.replicate());
    }
    values.put("root", String.join("/", seeds.root(), String.join("/", seeds.path())));
    return values;
  }

  /** Canonical as long as the keys come sorted and the values are integers and strings. */
  private static String json(Map<String, Object> values) {
    List<String> members = new ArrayList<>();
    values.forEach(
        (key, value) ->
            members.add(
                quote(key) + ":" + (value instanceof Long ? value : quote(value.toString()))));
    return "{" + String.join(",", members) + "}";
  }

  private static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        case '\n' -> quoted.append("\\n");
        case '\t' -> quoted.append("\\t");
        default -> {
          if (c < ' ') {
            quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
          } else {
            quoted.append(c);
          }
        }
      }
    }
    return quoted.append('"').toString();
  }
}
