package io.metalab.core.run;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.RunEvent;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.executor.Executor;
import io.metalab.api.executor.PackingExecutor;
import io.metalab.core.results.DerivedUpdate;
import io.metalab.core.stage.FollowUps;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * One execution of a plan by this controller.
 *
 * <p>A thread of its own walks the chunks: it claims one, submits what is left to do of it, and
 * comes back later to those that others hold. What happens elsewhere, such as a run that is to be
 * tried again, reaches that thread through its mailbox, so that chunks and retries belong to one
 * thread.
 */
final class StudySession implements RunsInFlight.Outlet {
  private static final long PAUSE_NANOS = 1_000_000;
  private static final long NANOS_BETWEEN_LOOKS = 200_000_000;

  private final StudySetup setup;
  private final RunOptions options;
  private final SharedWork shared;
  private final Tally tally;
  private final FailureLog failures;
  private final Mailbox mailbox = new Mailbox();
  private final EventDispatcher events;
  private final PlanScanner scanner;
  private final ChunkQueue chunks;
  private final RetryQueue retries;
  private final StoreReuse reuse;
  private final Backlog backlog;
  private final RunsInFlight inFlight;
  private final EarlyRuns early;
  private final Stop stop = new Stop();
  private final CompletableFuture<StudyResult> result = new CompletableFuture<>();
  private DerivedUpdate derived = DerivedUpdate.NONE;

  /**
   * Prepares a session.
   *
   * @param followUps tells which runs of later stages may be started meanwhile
   */
  StudySession(StudySetup setup, SharedWork shared, FollowUps followUps) {
    this.setup = setup;
    this.options = setup.options();
    this.shared = shared;
    this.tally = shared.tally();
    this.failures = shared.failures();
    this.events = shared.events();
    this.scanner = new PlanScanner(setup, tally, this::found, shared::wasStartedEarly);
    Settler settler = new Settler(setup.store(), scanner, tally, failures);
    this.chunks = new ChunkQueue(setup, settler, mailbox, startedEarly());
    this.early = new EarlyRuns(setup, shared, followUps, chunks::unfinished);
    this.reuse = new StoreReuse(setup, tally, events::onEvent);
    this.retries = new RetryQueue(setup.nanoTime());
    this.backlog = new Backlog(setup.nanoTime());
    this.inFlight =
        new RunsInFlight(shared.body(setup, early.followUps().stages()), tally, backlog, this);
    shared.ask(setup.plan());
  }

  /** Tells which runs of a stage others may be executing that started them before its turn. */
  private Predicate<RunId> startedEarly() {
    RunClaims claims = new RunClaims(setup);
    boolean isStage = !setup.plan().experiment().stage().isEmpty();
    return isStage && claims.areShared() ? claims::isClaimed : run -> false;
  }

  /** The scanner tells of runs that others have executed. */
  private void found(RunEvent event) {
    events.onEvent(event);
    if (event instanceof RunEvent.Reused reused && early.isPossible()) {
      mailbox.post(() -> early.found(reused.runIds()));
    }
  }

  void start() {
    Thread thread = new Thread(this::control, "metalab-controller");
    thread.setDaemon(true);
    thread.start();
  }

  CompletableFuture<StudyResult> result() {
    return result;
  }

  /** Returns the runs that are being executed or committed. */
  List<RunId> running() {
    return inFlight.started();
  }

  /** Starts no more runs; cancels the running ones after the grace. */
  void drain() {
    if (stop.ask(Ending.DRAINED) || stop.is(Ending.FAILURES)) {
      inFlight.shut();
      mailbox.wake();
      String reason = "The grace of %s is over.".formatted(options.grace());
      CompletableFuture.delayedExecutor(options.grace().toNanos(), TimeUnit.NANOSECONDS)
          .execute(() -> cancel(reason));
    }
  }

  /** Starts no more runs and cancels the running ones. */
  void cancel(String reason) {
    if (!result.isDone()) {
      stop.cancel();
      halt(reason);
    }
  }

  private void halt(String reason) {
    inFlight.shut();
    inFlight.stop(reason);
    mailbox.wake();
  }

  private void fail(Throwable problem) {
    if (stop.fail(problem)) {
      halt("The study cannot go on.");
    }
  }

  private void control() {
    try {
      execute();
    } catch (Throwable t) {
      fail(t);
    }
    try {
      early.close();
      chunks.close();
    } catch (RuntimeException e) {
      fail(e);
    }
    complete();
  }

  private void execute() throws InterruptedException {
    try (Executor executor = setup.executor().open(options.executorConfig(), inFlight)) {
      if (!(executor instanceof PackingExecutor)) {
        backlog.parallelism(executor.parallelism());
      }
      chunks.startScan(scanner, this::fail);
      walk(executor);
    }
    mailbox.runAll();
    retries.drain().forEach(entry -> failed(entry.run(), entry.failed()));
    if (!stop.isAsked()) {
      derived = DerivedUpdate.apply(setup.plan().experiment(), setup.store());
    }
  }

  private void walk(Executor executor) throws InterruptedException {
    while (!stop.isAsked()) {
      mailbox.runAll();
      submitRetries(executor);
      boolean limited = isLimited();
      boolean full = !limited && backlog.isFull();
      boolean looks = !limited && !full && mayStartEarly();
      if (looks) {
        startEarly(executor);
      }
      ChunkQueue.Claimed claimed = limited || full ? null : chunks.next(inFlight);
      if (claimed != null) {
        begin(claimed, executor);
      } else if (looks) {
        // There may be more of them.
      } else if (full) {
        mailbox.await(retries.nanosToNext());
      } else if (isOver(limited)) {
        return;
      } else {
        long pause = early.isWaiting() ? NANOS_BETWEEN_LOOKS : Long.MAX_VALUE;
        mailbox.await(Math.min(pause, Math.min(retries.nanosToNext(), chunks.nanosToNextLook())));
      }
    }
    while (!inFlight.isEmpty()) {
      mailbox.await(Long.MAX_VALUE);
    }
  }

  /** In this order: what is in flight posts before it leaves. */
  private boolean isOver(boolean limited) {
    if (!inFlight.isEmpty() || !mailbox.isEmpty() || !retries.isEmpty()) {
      return false;
    }
    if (limited) {
      stop.ask(Ending.LIMIT);
    }
    return limited || chunks.isDone();
  }

  private boolean mayStartEarly() {
    return early.isWaiting() && !backlog.isFast();
  }

  /**
   * Looks at the next run that may be started before the turn of its stage.
   *
   * @return whether it was started
   */
  private boolean startEarly(Executor executor) {
    ActiveRun run = early.next();
    if (run == null) {
      return false;
    }
    shared.start();
    submit(run, executor);
    return true;
  }

  /** Keeps few runs waiting, so that those that follow upon what has ended come before the rest. */
  private void letEarlyGoFirst(Executor executor) throws InterruptedException {
    while (early.isPossible() && !backlog.isFast() && !stop.isAsked() && !isLimited()) {
      if (backlog.isFull()) {
        mailbox.await(retries.nanosToNext());
        submitRetries(executor);
      } else if (!early.isWaiting() || !startEarly(executor)) {
        return;
      }
    }
  }

  private boolean isLimited() {
    return shared.isLimited();
  }

  private void begin(ChunkQueue.Claimed claimed, Executor executor) throws InterruptedException {
    OwnedChunk chunk = claimed.chunk();
    for (Todo todo : toExecute(claimed)) {
      mailbox.runAll();
      submitRetries(executor);
      letEarlyGoFirst(executor);
      while (events.isBehind() && !stop.isAsked()) {
        LockSupport.parkNanos(PAUSE_NANOS);
      }
      if (!chunk.isHeld()) {
        lose(chunk);
        return;
      }
      if (stop.isAsked() || isLimited()) {
        return;
      }
      shared.start();
      submit(new ActiveRun(todo, chunk, 0), executor);
    }
  }

  private List<Todo> toExecute(ChunkQueue.Claimed claimed) {
    if (!setup.reusesStore()) {
      return claimed.todos();
    }
    List<Todo> left = reuse.unmatched(claimed.todos());
    Set<Todo> unmatched = Set.copyOf(left);
    claimed.todos().stream()
        .filter(todo -> !unmatched.contains(todo))
        .forEach(todo -> over(claimed.chunk(), todo.run().runId()));
    return left;
  }

  private void submitRetries(Executor executor) {
    for (ActiveRun run = retries.pollDue(); run != null; run = retries.pollDue()) {
      submit(run, executor);
    }
  }

  private void submit(ActiveRun run, Executor executor) {
    inFlight.submit(run, run.chunk().source().payload(run), executor);
  }

  @Override
  public void recorded(ActiveRun run, RunRecord record) {
    if (!run.chunk().isHeld()) {
      // Whoever has taken the chunk over decides about the run.
      mailbox.post(() -> lose(run.chunk()));
      return;
    }
    events.onEvent(new RunEvent.Finished(record));
    if (record.status() == RunStatus.SUCCESS) {
      tally.ok.increment();
      if (early.isPossible()) {
        mailbox.post(() -> early.ended(run.runId()));
      }
      over(run.chunk(), run.runId());
    } else if (record.status() == RunStatus.CANCELLED) {
      tally.cancelled.increment();
      over(run.chunk(), run.runId());
    } else if (run.tries() < options.retries()
        && RunErrors.isRetryable(record.error())
        && !stop.isAsked()) {
      tally.retried.increment();
      events.onEvent(new RunEvent.Retrying(run.runId(), run.attempt(), record.error()));
      mailbox.post(() -> retries.add(run.again(), record, options.retryDelay()));
    } else {
      failed(run, record);
    }
  }

  private void failed(ActiveRun run, RunRecord record) {
    failures.add(record);
    long count = tally.failed.incrementAndGet();
    over(run.chunk(), run.runId());
    if (options.maxFailures() > 0 && count >= options.maxFailures() && stop.ask(Ending.FAILURES)) {
      inFlight.shut();
      mailbox.wake();
    }
  }

  private void over(OwnedChunk chunk, RunId runId) {
    if (chunk.finish(runId)) {
      mailbox.post(() -> chunk.source().over(chunk));
    }
  }

  private void lose(OwnedChunk chunk) {
    chunk.source().lose(chunk, inFlight);
  }

  @Override
  public void lost(ActiveRun run) {
    mailbox.post(() -> lose(run.chunk()));
  }

  @Override
  public void withdrawn(ActiveRun run) {
    // It stays to be done, by the next session.
  }

  @Override
  public void broken(ActiveRun run, Throwable problem) {
    if (problem instanceof MetalabException known && known.code() == ErrorCode.LEASE_LOST) {
      mailbox.post(() -> lose(run.chunk()));
    } else {
      fail(problem);
    }
  }

  @Override
  public void idle() {
    mailbox.wake();
  }

  @Override
  public void hungry() {
    mailbox.wake();
  }

  private void complete() {
    Throwable problem = stop.failure();
    if (problem != null) {
      result.completeExceptionally(problem);
      return;
    }
    RunCounts counts = shared.counts();
    result.complete(
        new StudyResult(stop.ending(counts), counts, failures.groups(), derived, shared.elapsed()));
  }
}
