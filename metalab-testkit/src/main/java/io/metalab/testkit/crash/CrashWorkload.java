package io.metalab.testkit.crash;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.metalab.api.ArtifactDescriptor;
import io.metalab.api.MetalabException;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.SeedBundle;
import io.metalab.api.store.AnnotationStore;
import io.metalab.api.store.ArtifactDraft;
import io.metalab.api.store.ClaimStore;
import io.metalab.api.store.ClaimStore.Claim;
import io.metalab.api.store.CollectableStore;
import io.metalab.api.store.CollectableStore.GarbagePolicy;
import io.metalab.api.store.StateKey;
import io.metalab.api.store.StateStore;
import io.metalab.api.store.Store;
import io.metalab.api.store.StreamKey;
import io.metalab.api.store.StreamKey.Kind;
import io.metalab.testkit.Samples;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/** A bit of everything that a study does to a store, from one thread. */
final class CrashWorkload {
  private static final long PATIENCE_SECONDS = 60;
  private static final int GROUPS = 3;

  /** Says that the process is dead, so the work ends here. */
  static final class Dead extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Dead() {
      super("The process is dead.", null, false, false);
    }
  }

  private interface Step {
    void run() throws IOException, ExecutionException, InterruptedException;
  }

  /** A record on its way, with what it names. */
  private record Flight(
      RunRecord record, StreamKey log, String lines, CompletableFuture<Void> done) {}

  private final Store store;
  private final Ledger ledger;
  private final SeedBundle seeds;
  private final RandomGenerator random;
  private final BooleanSupplier dead;

  CrashWorkload(Store store, Ledger ledger, SeedBundle seeds, BooleanSupplier dead) {
    this.store = store;
    this.ledger = ledger;
    this.seeds = seeds;
    this.random = seeds.stream("workload");
    this.dead = dead;
  }

  /**
   * Does the work; a step that fails as the contract allows is left out.
   *
   * @throws Dead once the process counts as dead
   */
  void run() {
    String text = "manifest " + seeds.path();
    step(
        () -> {
          store.putDocument("experiment", text);
          ledger.acknowledgeDocument(text);
        });
    if (store instanceof ClaimStore claims) {
      step(() -> claims.tryClaim("ab".repeat(32), seeds.replicate()).ifPresent(this::underClaim));
    }
    for (int group = 0; group < GROUPS; group++) {
      runGroup(seeds.split("group " + group));
    }
  }

  private void underClaim(Claim claim) {
    try {
      runGroup(seeds.split("claimed"));
    } finally {
      step(claim::close);
    }
  }

  private void runGroup(SeedBundle group) {
    List<Flight> flights = new ArrayList<>();
    for (RunRecord run : Samples.successes(group, 1 + random.nextInt(3))) {
      step(() -> launch(run).ifPresent(flights::add));
    }
    for (Flight flight : flights) {
      step(
          () -> {
            await(flight.done());
            ledger.acknowledge(flight.record());
            ledger.acknowledge(flight.log(), flight.lines().getBytes(UTF_8));
          });
    }
    annotate(flights);
    remove(flights);
    if (store instanceof CollectableStore collectable) {
      Duration grace = random.nextBoolean() ? Duration.ZERO : Duration.ofDays(1);
      step(() -> collectable.collectGarbage(new GarbagePolicy(false, grace), false));
    }
    if (store instanceof StateStore states) {
      step(() -> states.collectStates(false));
    }
  }

  private void remove(List<Flight> flights) {
    for (Flight flight : flights) {
      RunId run = flight.record().runId();
      boolean wanted = random.nextInt(4) == 0;
      if (wanted && ledger.isAcknowledged(run) && store instanceof AnnotationStore annotations) {
        ledger.removing(run);
        step(() -> annotations.remove(run));
      }
    }
  }

  private void annotate(List<Flight> flights) {
    for (Flight flight : flights) {
      boolean wanted = random.nextInt(4) == 0;
      if (wanted
          && ledger.isAcknowledged(flight.record().runId())
          && store instanceof AnnotationStore annotations) {
        step(
            () -> {
              annotations.note(flight.record().runId(), "noted");
              ledger.acknowledgeNote(flight.record().runId(), "noted");
            });
      }
    }
  }

  /** Hands an attempt over; if the log or the artifact is refused, so is the attempt. */
  private Optional<Flight> launch(RunRecord run) throws IOException {
    RunRecord running = Samples.attempt(run, 1, RunStatus.RUNNING);
    ledger.handOver(running);
    var visible = store.putRunRecord(running);
    StreamKey log = new StreamKey(run.runId(), 1, Kind.LOG);
    String lines = ("log of " + run.runId() + "\n").repeat(1 + random.nextInt(4));
    store.append(log, lines.getBytes(UTF_8));
    if (store instanceof StateStore states && random.nextBoolean()) {
      save(states, run);
    }
    RunRecord record =
        random.nextInt(4) == 0
            ? Samples.attempt(run, 1, RunStatus.FAILED)
            : run.toBuilder().artifacts(artifacts(run)).build();
    ledger.handOver(record);
    if (random.nextBoolean()) {
      step(() -> await(visible));
    }
    return Optional.of(new Flight(record, log, lines, store.putRunRecord(record)));
  }

  /** Saves a state and another in its place. */
  private void save(StateStore states, RunRecord run) {
    StateKey key = new StateKey(run.runId(), 1, Ledger.STATE);
    for (int i = 0; i < 2; i++) {
      byte[] bytes = Samples.bytes(seeds.split(run.runId().hex() + i).random(), 3000);
      ledger.saving(run.runId(), bytes);
      step(
          () -> {
            states.putState(key, bytes);
            ledger.acknowledgeState(run.runId(), bytes);
          });
    }
  }

  private List<ArtifactDescriptor> artifacts(RunRecord run) throws IOException {
    List<ArtifactDescriptor> artifacts = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      // Few distinct contents, so that some are there already.
      byte[] bytes = Samples.bytes(SeedBundle.of(random.nextInt(4)).random(), 1500);
      ArtifactDraft draft =
          new ArtifactDraft(run.runId(), "a" + i, "application/octet-stream", "", Map.of());
      ArtifactDescriptor artifact = store.putArtifact(draft, new ByteArrayInputStream(bytes));
      ledger.handOver(artifact, bytes);
      artifacts.add(artifact);
    }
    return artifacts;
  }

  private static void await(CompletableFuture<Void> done)
      throws ExecutionException, InterruptedException {
    try {
      done.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("The store neither acknowledges nor refuses a record.", e);
    }
  }

  private void step(Step step) {
    try {
      step.run();
    } catch (IOException | ExecutionException | RuntimeException e) {
      refused(e);
    } catch (InterruptedException e) {
      throw new AssertionError("Nothing interrupts the workload.", e);
    } catch (Error e) {
      if (dead.getAsBoolean()) {
        throw new Dead();
      }
      throw e;
    }
  }

  private void refused(Exception failure) {
    if (dead.getAsBoolean()) {
      throw new Dead();
    }
    boolean wrapped =
        failure instanceof ExecutionException || failure instanceof CompletionException;
    Throwable cause = wrapped ? failure.getCause() : failure;
    if (!(cause instanceof MetalabException || failure instanceof IOException)) {
      throw new AssertionError("A call failed otherwise than by the contract.", failure);
    }
  }
}
