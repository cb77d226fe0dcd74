package io.metalab.bench;

import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.Store;
import io.metalab.core.frame.StudyFrame;
import io.metalab.core.plan.StudyPlan;
import io.metalab.core.registry.Stores;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/** A complete grid of a million runs in one store: resumed by a cold JVM, counted, and framed. */
final class StoresMillionScenario implements Scenario {
  private static final int MILLION = 1_000_000;
  private static final String SCHEMA = "bench_million";
  private static final List<String> FIELDS =
      List.of("record.status", "params.lr", "params.width", "params.depth", "metrics.value");

  private final Kind kind;

  /** A kind of store. */
  enum Kind {
    JOURNAL,
    SQLITE,
    POSTGRESQL
  }

  StoresMillionScenario(Kind kind) {
    this.kind = kind;
  }

  @Override
  public String name() {
    return "stores-million-" + kind.name().toLowerCase(Locale.ROOT);
  }

  /** Returns where the store is; nothing for one of PostgreSQL without a server. */
  private Optional<String> locator(Path directory) throws SQLException {
    return switch (kind) {
      case JOURNAL -> Optional.of(directory.resolve("runs").toString());
      case SQLITE -> Optional.of("sqlite:" + directory.resolve("runs.db"));
      case POSTGRESQL -> BenchServer.find().map(server -> server.store(SCHEMA, 8));
    };
  }

  private static Store open(String locator) {
    return Stores.open(
        locator, OpenOptions.readWrite(), StoresMillionScenario.class.getClassLoader());
  }

  private static StudyPlan plan() {
    return NoOpStudy.plan("million", MILLION);
  }

  @Override
  public void prepare(Path directory) throws Exception {
    if (kind == Kind.POSTGRESQL && BenchServer.find().isPresent()) {
      BenchServer.find().get().drop(SCHEMA);
    }
    Optional<String> locator = locator(directory);
    if (locator.isPresent()) {
      try (Store store = open(locator.get())) {
        NoOpStudy.run(plan(), store);
      }
    }
  }

  @Override
  public Map<String, Double> measure(Path directory) throws Exception {
    Map<String, Double> figures = new LinkedHashMap<>();
    Optional<String> locator = locator(directory);
    if (locator.isEmpty()) {
      return figures;
    }
    Optional<BenchServer> server = kind == Kind.POSTGRESQL ? BenchServer.find() : Optional.empty();
    DoubleSupplier served = () -> server.map(BenchServer::processorSeconds).orElse(0.0);
    Seconds resumed =
        Seconds.of(
            served,
            () -> {
              try (Store store = open(locator.get())) {
                NoOpStudy.run(plan(), store);
              }
            });
    add("resume", resumed, figures);
    try (Store store = open(locator.get())) {
      add("counts", Seconds.of(served, store::counts), figures);
      StudyFrame frame = StudyFrame.of(store, plan().experiment().id());
      add("frame", Seconds.of(served, () -> frame.load(FIELDS)), figures);
    }
    return figures;
  }

  private static void add(String what, Seconds took, Map<String, Double> figures) {
    figures.put(what + "_s", took.wall());
    figures.put(what + "_processor_s", took.processor());
  }
}
