package io.metalab.testkit.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.MetalabException;
import io.metalab.api.RunRecord;
import io.metalab.api.SeedBundle;
import io.metalab.api.store.Store;
import io.metalab.api.store.VerifiableStore;
import io.metalab.testkit.Samples;
import io.metalab.testkit.fault.FaultFileSystem;
import io.metalab.testkit.fault.FaultPlan;
import io.metalab.testkit.fault.FileOperation;
import io.metalab.testkit.fault.SimulatedCrash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs the workload again and again, with a fault at every one of its operations. */
final class CrashCampaign {
  private static final long PATIENCE_SECONDS = 60;
  private static final int LOG_TAIL = 12;

  private final Path directory;
  private final Function<Path, Store> opener;
  private final Set<String> harmless;

  /**
   * Creates a campaign.
   *
   * @param directory an empty directory to work in
   * @param opener opens the store of a directory, of whatever file system
   * @param harmless kinds of findings that say nothing is lost
   */
  CrashCampaign(Path directory, Function<Path, Store> opener, Set<String> harmless) {
    this.directory = directory;
    this.opener = opener;
    this.harmless = harmless;
  }

  /** Runs cases until this many have met their fault; threads decide whether one does. */
  void run(int faults, CampaignProgress progress) throws IOException {
    Map<CrashCase.Scenario, Integer> met = new EnumMap<>(CrashCase.Scenario.class);
    int done = 0;
    int round = 0;
    for (; done < faults; round++) {
      SeedBundle seeds = SeedBundle.of(20260120 + round, 0);
      int threads = 1 + round % 2;
      long operations = operations(seeds, threads);
      assertThat(operations).as("operations of the workload").isPositive();
      for (CrashCase one : CrashCase.all(seeds, threads, operations)) {
        if (done < faults && run(one)) {
          met.merge(one.scenario(), 1, Integer::sum);
          progress.done(++done);
        }
      }
    }
    progress.end("%d workloads met %s".formatted(round, met));
  }

  /** Returns how many operations the workload takes when nothing fails. */
  private long operations(SeedBundle seeds, int threads) throws IOException {
    Path home = Files.createDirectory(directory.resolve("counted"));
    FaultFileSystem files = FaultFileSystem.over(home, FaultPlan.NONE);
    Ledger ledger = new Ledger();
    try (Store store = opener.apply(files.root())) {
      work(store, ledger, seeds, threads, files);
      ledger.check(store);
    }
    long operations = files.operations();
    delete(home);
    return operations;
  }

  /** Runs a case; returns whether its fault was met. */
  private boolean run(CrashCase one) throws IOException {
    boolean met;
    Path home = Files.createDirectory(directory.resolve("killed"));
    Path left = Files.createDirectory(directory.resolve("left"));
    FaultFileSystem files = FaultFileSystem.over(home, one.plan());
    try {
      Ledger ledger = new Ledger();
      met = live(one, files, ledger);
      if (one.cutsPower()) {
        files.powerCut(one.seeds().split("cut " + one.operation()), left);
      }
      checkReopened(one.cutsPower() ? left : home, ledger, one.seeds());
    } catch (IOException | RuntimeException | AssertionError e) {
      throw new AssertionError("%s%n%s%n%s".formatted(one, tail(files), e), e);
    }
    delete(home);
    delete(left);
    return met;
  }

  /** Lets a store live until its process dies, or until it is closed. */
  private boolean live(CrashCase one, FaultFileSystem files, Ledger ledger) throws IOException {
    Store store = open(files);
    if (store != null) {
      work(store, ledger, one.seeds(), one.threads(), files);
    }
    boolean met = files.operations() > one.operation();
    if (!files.isCrashed()) {
      files.setPlan(FaultPlan.NONE);
      Store healed = store == null ? opener.apply(files.root()) : store;
      goOn(healed, ledger, one.seeds().split("healed"));
      ledger.check(healed);
      if (one.cutsPower()) {
        files.crash();
      }
      store = healed;
    }
    if (store != null) {
      close(store, files.isCrashed());
    }
    return met;
  }

  private @Nullable Store open(FaultFileSystem files) {
    try {
      return opener.apply(files.root());
    } catch (MetalabException | SimulatedCrash e) {
      return null;
    }
  }

  private static void work(
      Store store, Ledger ledger, SeedBundle seeds, int threads, FaultFileSystem files) {
    List<CompletableFuture<Void>> results = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      SeedBundle own = new SeedBundle(seeds.root(), i, List.of());
      CrashWorkload workload = new CrashWorkload(store, ledger, own, files::isCrashed);
      CompletableFuture<Void> result = new CompletableFuture<>();
      results.add(result);
      start(
          () -> {
            try {
              workload.run();
              result.complete(null);
            } catch (CrashWorkload.Dead e) {
              result.complete(null);
            } catch (RuntimeException | Error e) {
              result.completeExceptionally(e);
            }
          });
    }
    results.forEach(result -> await(result, "do its work"));
  }

  /** A store whose disk is gone may fail to close, but it comes back. */
  private static void close(Store store, boolean dead) {
    CompletableFuture<Void> closed = new CompletableFuture<>();
    start(
        () -> {
          try {
            store.close();
            closed.complete(null);
          } catch (RuntimeException | Error e) {
            if (dead) {
              closed.complete(null);
            } else {
              closed.completeExceptionally(e);
            }
          }
        });
    await(closed, "close");
  }

  private static void start(Runnable body) {
    Thread thread = new Thread(body, "testkit-crash");
    thread.setDaemon(true);
    thread.start();
  }

  private static void await(CompletableFuture<Void> result, String what) {
    try {
      result.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("The store does not %s: it hangs.".formatted(what), e);
    } catch (ExecutionException e) {
      throw new AssertionError("The store fails to %s: %s".formatted(what, e.getCause()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("The test was interrupted.", e);
    }
  }

  /** Writes one record more, which must succeed. */
  private static void goOn(Store store, Ledger ledger, SeedBundle seeds) {
    RunRecord record = Samples.success(seeds);
    ledger.handOver(record);
    await(store.putRunRecord(record), "write again");
    ledger.acknowledge(record);
  }

  private void checkReopened(Path home, Ledger ledger, SeedBundle seeds) throws IOException {
    // A view without faults, whose syncs cost nothing.
    Path view = FaultFileSystem.over(home, FaultPlan.NONE).root();
    try (Store store = opener.apply(view)) {
      ledger.check(store);
      checkSelf(store);
      goOn(store, ledger, seeds.split("reopened"));
    }
    try (Store store = opener.apply(view)) {
      ledger.check(store);
    }
  }

  private void checkSelf(Store store) {
    if (store instanceof VerifiableStore verifiable) {
      assertThat(verifiable.verify("", true).findings())
          .filteredOn(finding -> !harmless.contains(finding.kind()))
          .as("findings")
          .isEmpty();
    }
  }

  private static String tail(FaultFileSystem files) {
    List<FileOperation> log = files.log();
    StringBuilder text = new StringBuilder();
    for (FileOperation operation : log.subList(Math.max(0, log.size() - LOG_TAIL), log.size())) {
      text.append(operation).append(System.lineSeparator());
    }
    return text.toString();
  }

  private static void delete(Path tree) throws IOException {
    try (Stream<Path> paths = Files.walk(tree)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
