package io.metalab.bench;

import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.Store;
import io.metalab.core.registry.Stores;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A complete grid of a million runs in a database, resumed and counted by a cold JVM. PostgreSQL is
 * where the variable {@code METALAB_BENCH_POSTGRES} says.
 */
final class StoresMillionScenario implements Scenario {
  private static final int MILLION = 1_000_000;
  private static final String SCHEMA = "bench_million";

  @Override
  public String name() {
    return "stores-million";
  }

  @Override
  public int repeats() {
    return 1;
  }

  private static Map<String, String> locators(Path directory) {
    Map<String, String> locators = new LinkedHashMap<>();
    locators.put("sqlite", "sqlite:" + directory.resolve("million.db"));
    String postgres = StoresScenario.postgres();
    if (!postgres.isEmpty()) {
      locators.put("postgresql", postgres + "?connections=8&schema=" + SCHEMA);
    }
    return locators;
  }

  private static Store open(String locator) {
    return Stores.open(
        locator, OpenOptions.readWrite(), StoresMillionScenario.class.getClassLoader());
  }

  @Override
  public void prepare(Path directory) throws Exception {
    String postgres = StoresScenario.postgres();
    if (!postgres.isEmpty()) {
      new RawInserts.Server(postgres, 1).drop(SCHEMA);
    }
    for (String locator : locators(directory).values()) {
      try (Store store = open(locator)) {
        NoOpStudy.run(NoOpStudy.plan("million", MILLION), store);
      }
    }
  }

  @Override
  public Map<String, Double> measure(Path directory) {
    Map<String, Double> figures = new LinkedHashMap<>();
    locators(directory)
        .forEach(
            (name, locator) -> {
              long start = System.nanoTime();
              try (Store store = open(locator)) {
                NoOpStudy.run(NoOpStudy.plan("million", MILLION), store);
                figures.put(name + "_resume_s", (System.nanoTime() - start) / 1e9);
                start = System.nanoTime();
                store.counts();
                figures.put(name + "_counts_s", (System.nanoTime() - start) / 1e9);
              }
            });
    return figures;
  }
}
