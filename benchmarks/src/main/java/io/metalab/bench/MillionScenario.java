package io.metalab.bench;

import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.Store;
import io.metalab.core.registry.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** A store of a grid of a million runs: resumed by a cold JVM, counted, and added to. */
final class MillionScenario implements Scenario {
  private static final int MILLION = 1_000_000;
  private static final int MORE = 60_000;

  @Override
  public String name() {
    return "million";
  }

  @Override
  public void prepare(Path directory) throws Exception {
    try (Store store = open(directory.resolve("million"))) {
      NoOpStudy.run(NoOpStudy.plan("million", MILLION), store);
    }
  }

  @Override
  public Map<String, Double> measure(Path directory) throws Exception {
    Map<String, Double> figures = new LinkedHashMap<>();
    Path million = directory.resolve("million");
    figures.put("files", (double) files(million));
    long start = System.nanoTime();
    try (Store store = open(million)) {
      NoOpStudy.run(NoOpStudy.plan("million", MILLION), store);
      figures.put("resume_s", (System.nanoTime() - start) / 1e9);
      figures.put("heap_after_resume_mib", heap());
    }
    Path fresh = Files.createTempDirectory(directory, "fresh");
    try (Store store = open(fresh)) {
      NoOpStudy.run(NoOpStudy.plan("warm-up", MORE), store);
    }
    double first;
    try (Store store = open(Files.createTempDirectory(directory, "fresh"))) {
      first = NoOpStudy.run(NoOpStudy.plan("first", MORE), store);
    }
    double late;
    try (Store store = open(million)) {
      store.counts();
      late = NoOpStudy.run(NoOpStudy.plan("late-" + System.nanoTime(), MORE), store);
    }
    figures.put("cost_ratio_late_to_first", late / first);
    return figures;
  }

  private static double heap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return (runtime.totalMemory() - runtime.freeMemory()) / 1048576.0;
  }

  private static long files(Path directory) throws IOException {
    try (Stream<Path> paths = Files.walk(directory)) {
      return paths.filter(Files::isRegularFile).count();
    }
  }

  private static Store open(Path directory) {
    return Stores.open(
        directory.toString(), OpenOptions.readWrite(), MillionScenario.class.getClassLoader());
  }
}
