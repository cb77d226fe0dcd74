package io.metalab.bench;

import io.metalab.api.Params;
import io.metalab.api.RunError;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.SeedBundle;
import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.Store;
import io.metalab.core.frame.FrameQuery;
import io.metalab.core.frame.StudyFrame;
import io.metalab.core.json.CanonicalJson;
import io.metalab.core.registry.Stores;
import io.metalab.core.results.Results;
import io.metalab.core.results.RowFormat;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;

/** Questions to a million runs with nine fields, from a cold JVM; those in memory when warm. */
final class FrameScenario implements Scenario {
  private static final int MILLION = 1_000_000;
  private static final int WARM_UP = 20;
  private static final int SAMPLES = 15;
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final List<String> FIELDS =
      List.of(
          "record.status",
          "record.replicate",
          "params.lr",
          "params.width",
          "params.depth",
          "params.model",
          "metrics.loss",
          "metrics.accuracy",
          "metrics.steps");

  @Override
  public String name() {
    return "frame";
  }

  @Override
  public void prepare(Path directory) throws Exception {
    try (Store store = open(directory, OpenOptions.readWrite())) {
      RandomGenerator random = SeedBundle.of(1).random();
      List<CompletableFuture<Void>> written = new ArrayList<>();
      for (int i = 0; i < MILLION; i++) {
        written.add(store.putRunRecord(record(i, random)));
      }
      written.forEach(CompletableFuture::join);
    }
  }

  private static RunRecord record(int i, RandomGenerator random) {
    int point = i / 5;
    Params params =
        Params.of(
            "lr",
            Math.scalb(1.0, -(point % 10)),
            "width",
            16 << point / 10 % 6,
            "depth",
            point / 60 % 8,
            "model",
            List.of("mlp", "kbf", "gru", "cnn").get(point / 480 % 4),
            "layers",
            point / 1920);
    SeedBundle seeds = SeedBundle.of(42, i % 5);
    String identity = params.asMap() + " " + seeds;
    return RunRecord.builder()
        .runId(new RunId(CanonicalJson.sha256(identity)))
        .experimentId("frame:1")
        .operation("train@1")
        .identity(identity)
        .computation(CanonicalJson.sha256("c" + identity))
        .contextFingerprint(CanonicalJson.sha256("context"))
        .paramsFingerprint(CanonicalJson.sha256("p" + point))
        .seedFingerprint(CanonicalJson.sha256("s" + i % 5))
        .resultDigest(CanonicalJson.sha256("r" + i))
        .status(i % 97 == 0 ? RunStatus.FAILED : RunStatus.SUCCESS)
        .error(i % 97 == 0 ? RunError.of("DivergedException", "loss is NaN") : RunError.NONE)
        .params(params)
        .seeds(seeds)
        .started(START.plusMillis(i))
        .finished(START.plusMillis(i + 900))
        .metrics(
            Map.of(
                "loss", Math.exp(random.nextGaussian()),
                "accuracy", random.nextDouble(),
                "steps", (long) random.nextInt(100_000)))
        .build();
  }

  @Override
  public Map<String, Double> measure(Path directory) throws Exception {
    Map<String, Double> figures = new LinkedHashMap<>();
    try (Store store = open(directory, OpenOptions.readOnlyExisting())) {
      store.counts();
      long start = System.nanoTime();
      StudyFrame frame = StudyFrame.of(store, "frame:1").load(FIELDS);
      figures.put("load_s", (System.nanoTime() - start) / 1e9);
      figures.put("frame_mib", frame.info().sizeBytes() / 1048576.0);
      FrameQuery all = frame.all();
      figures.put(
          "filter_two_fields_ms", millis(() -> all.where("loss < 0.5 && width >= 64").count()));
      figures.put(
          "group_by_two_fields_ms", millis(() -> all.groupBy("lr", "model").aggregate("loss")));
      figures.put("histogram_40_ms", millis(() -> all.histogram("loss", 40)));
      figures.put("bins_60x40_ms", millis(() -> all.bins("loss", 60, "accuracy", 40)));
      figures.put("top_50_ms", millis(() -> all.top(List.of("id", "loss"), List.of("loss"), 50)));
      start = System.nanoTime();
      all.replicates().aggregate("loss");
      figures.put("fold_replicates_ms", (System.nanoTime() - start) / 1e6);
      start = System.nanoTime();
      frame.refresh();
      figures.put("refresh_without_change_ms", (System.nanoTime() - start) / 1e6);
    }
    figures.put("export_csv_s", export(directory));
    figures.put("ls_s", LauncherTime.seconds("ls", directory));
    figures.put("ls_group_by_s", LauncherTime.seconds("ls", directory, "--group-by", "lr,model"));
    return figures;
  }

  private static double export(Path directory) throws IOException {
    long start = System.nanoTime();
    try (Store store = open(directory, OpenOptions.readOnlyExisting());
        BufferedWriter out = Files.newBufferedWriter(directory.resolve("export.csv"))) {
      Results.of(store, "frame:1").select(FIELDS).export(RowFormat.CSV, out);
    }
    return (System.nanoTime() - start) / 1e9;
  }

  /** Returns the median of what a question takes once the JVM is warm. */
  private static double millis(Runnable question) {
    for (int i = 0; i < WARM_UP; i++) {
      question.run();
    }
    double[] samples = new double[SAMPLES];
    for (int i = 0; i < SAMPLES; i++) {
      long start = System.nanoTime();
      question.run();
      samples[i] = (System.nanoTime() - start) / 1e6;
    }
    Arrays.sort(samples);
    return samples[SAMPLES / 2];
  }

  private static Store open(Path directory, OpenOptions options) {
    return Stores.open(directory.toString(), options, FrameScenario.class.getClassLoader());
  }
}
