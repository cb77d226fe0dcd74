package io.metalab.core.run;

import io.metalab.api.RunId;
import io.metalab.api.executor.RunPayload;
import io.metalab.api.store.ClaimStore;
import io.metalab.core.plan.StudyPlan;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The chunks of a plan on their way to this controller: found by the scanner, claimed or held by
 * others, given up when the claim is lost.
 *
 * <p>Belongs to the controller's thread; only the scan runs beside it, a few chunks ahead.
 */
final class ChunkQueue implements RunSource {
  private static final int CHUNKS_AHEAD = 8;
  private static final int LOOKS_PER_CHUNK = 2;
  private static final long FIRST_PAUSE_NANOS = Duration.ofMillis(100).toNanos();
  private static final long LAST_PAUSE_NANOS = Duration.ofSeconds(1).toNanos();

  private final StudyPlan plan;
  private final @Nullable ClaimStore claims;
  private final String planDigest;
  private final Mailbox mailbox;
  private final Settler settler;
  private final Payloads payloads;
  private final Predicate<RunId> startedEarly;
  private final LongSupplier nanoTime;
  private final Optional<SearchRun> search;
  private final Semaphore room = new Semaphore(CHUNKS_AHEAD);
  private final ArrayDeque<Scanned> scanned = new ArrayDeque<>();
  private final ArrayDeque<ChunkWork> held = new ArrayDeque<>();
  private final Set<OwnedChunk> owned = new LinkedHashSet<>();
  private @Nullable Thread scan;
  private boolean scanOver;
  private long pauseNanos = FIRST_PAUSE_NANOS;
  private long nextLookNanos;

  /**
   * A chunk that may be run now.
   *
   * @param chunk the chunk
   * @param todos what is left to do of it
   */
  record Claimed(OwnedChunk chunk, List<Todo> todos) {}

  /** A chunk whose runs the scanner's thread has made, so that the controller's need not. */
  private record Scanned(long chunk, List<Todo> todos) {}

  /**
   * Prepares to hand out the chunks of a plan.
   *
   * @param startedEarly tells which runs others may be executing although they own no chunk of them
   */
  ChunkQueue(StudySetup setup, Settler settler, Mailbox mailbox, Predicate<RunId> startedEarly) {
    this.plan = setup.plan();
    this.planDigest = plan.digest();
    this.claims = setup.store() instanceof ClaimStore store ? store : null;
    this.mailbox = mailbox;
    this.settler = settler;
    this.payloads = new Payloads(plan, setup.options(), setup.store());
    this.startedEarly = startedEarly;
    this.nanoTime = setup.nanoTime();
    this.search = setup.search();
    this.nextLookNanos = nanoTime.getAsLong();
  }

  /** Starts to look for work. */
  void startScan(PlanScanner scanner, Consumer<Throwable> onFailure) {
    Thread thread =
        new Thread(
            () -> {
              try {
                scanner.scan(this::offer);
                mailbox.post(() -> scanOver = true);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              } catch (Throwable t) {
                onFailure.accept(t);
              }
            },
            "metalab-scanner");
    thread.setDaemon(true);
    thread.start();
    scan = thread;
  }

  private void offer(ChunkWork work) throws InterruptedException {
    room.acquire();
    Scanned ready = new Scanned(work.chunk(), work.todos(plan));
    mailbox.post(() -> scanned.add(ready));
  }

  /** Returns a chunk to run, or null if there is none at the moment. */
  @Nullable Claimed next(RunsInFlight inFlight) {
    for (Scanned ready = scanned.poll(); ready != null; ready = scanned.poll()) {
      room.release();
      Claimed claimed = claim(ready.chunk(), ready.todos());
      if (claimed != null) {
        return claimed;
      }
    }
    return lookAtHeld(inFlight, scanOver ? held.size() : LOOKS_PER_CHUNK);
  }

  /** Returns whether every chunk is over, here or elsewhere. */
  boolean isDone() {
    return scanOver && scanned.isEmpty() && held.isEmpty() && owned.isEmpty();
  }

  /** Returns how long to wait before looking at the chunks of others again. */
  long nanosToNextLook() {
    return held.isEmpty() ? Long.MAX_VALUE : Math.max(0, nextLookNanos - nanoTime.getAsLong());
  }

  /** Returns a run of this plan that is to be executed here and has not ended, if there is one. */
  Optional<RunId> unfinished() {
    return owned.stream().flatMap(chunk -> chunk.last().stream()).reduce((a, b) -> b);
  }

  @Override
  public RunPayload payload(ActiveRun run) {
    return payloads.of(run);
  }

  @Override
  public void over(OwnedChunk chunk) {
    if (owned.remove(chunk)) {
      chunk.release();
      settled(chunk.number());
    }
  }

  /** A search may depend on the results. */
  private void settled(long chunk) {
    search.ifPresent(known -> known.driver().over(chunk));
  }

  @Override
  public void lose(OwnedChunk chunk, RunsInFlight inFlight) {
    if (owned.remove(chunk)) {
      held.add(ChunkWork.of(chunk.number(), chunk.lose()));
      inFlight.cancel("Another controller has taken over the run.", run -> run.chunk() == chunk);
      chunk.release();
    }
  }

  /** Stops the scan and gives all claims free. */
  void close() {
    if (scan != null) {
      scan.interrupt();
    }
    owned.forEach(OwnedChunk::release);
    owned.clear();
  }

  private @Nullable Claimed claim(long number, List<Todo> before) {
    ClaimStore.Claim claim = null;
    if (claims != null) {
      Optional<ClaimStore.Claim> granted = claims.tryClaim(planDigest, number);
      if (granted.isEmpty()) {
        held.add(ChunkWork.of(number, before));
        return null;
      }
      claim = granted.get();
    }
    // What is done may have changed between the scan and the claim.
    List<Todo> todos = settler.unsettled(before);
    OwnedChunk chunk = new OwnedChunk(this, number, claim, todos, nanoTime);
    if (todos.isEmpty()) {
      chunk.release();
      settled(number);
      return null;
    }
    if (todos.stream().anyMatch(todo -> startedEarly.test(todo.run().runId()))) {
      chunk.release();
      held.add(ChunkWork.of(number, todos));
      return null;
    }
    owned.add(chunk);
    return new Claimed(chunk, todos);
  }

  private @Nullable Claimed lookAtHeld(RunsInFlight inFlight, int looks) {
    if (nanosToNextLook() > 0) {
      return null;
    }
    boolean progress = false;
    for (int i = 0; i < looks && !held.isEmpty(); i++) {
      ChunkWork work = held.remove();
      List<Todo> todos = settler.unsettled(work.todos(plan));
      progress |= todos.size() < work.size();
      if (todos.isEmpty()) {
        settled(work.chunk());
        continue;
      }
      if (todos.stream().anyMatch(todo -> inFlight.contains(todo.run().runId()))) {
        held.add(ChunkWork.of(work.chunk(), todos));
        continue;
      }
      Claimed claimed = claim(work.chunk(), todos);
      if (claimed != null) {
        return claimed;
      }
    }
    pauseNanos = progress ? FIRST_PAUSE_NANOS : Math.min(LAST_PAUSE_NANOS, 2 * pauseNanos);
    nextLookNanos = nanoTime.getAsLong() + pauseNanos;
    return null;
  }
}
