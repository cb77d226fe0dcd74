package io.metalab.core.run;

import io.metalab.api.RunId;
import io.metalab.core.plan.StudyPlan;
import io.metalab.core.results.DerivedUpdate;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of a study, one after the other: one for its plan, or several if later runs depend
 * on the results of earlier ones.
 */
final class StudyRounds {
  private final StudySetup setup;
  private final Iterator<StudyPlan> plans;
  private final SharedWork shared;
  private final CompletableFuture<StudyResult> result = new CompletableFuture<>();
  private @Nullable StudySession current;
  private @Nullable Ending stopped;
  private long derivedRuns;

  StudyRounds(StudySetup setup, Iterator<StudyPlan> plans) {
    this.setup = setup;
    this.plans = plans;
    this.shared = new SharedWork(setup);
  }

  /** Starts the first session. */
  synchronized void start() {
    begin(plans.hasNext() ? plans.next() : setup.plan().select());
  }

  @SuppressWarnings("FutureReturnValueIgnored") // ended() passes on whatever happens
  private void begin(StudyPlan plan) {
    StudySession session = new StudySession(setup.withPlan(plan), shared);
    current = session;
    session.result().whenComplete(this::ended);
    session.start();
  }

  /** Called on the thread of the session that has ended. */
  private synchronized void ended(@Nullable StudyResult round, @Nullable Throwable problem) {
    if (round == null) {
      shared.close();
      result.completeExceptionally(problem == null ? new IllegalStateException() : problem);
      return;
    }
    derivedRuns += round.derived().updated();
    try {
      if (round.ending() != Ending.COMPLETE || !plans.hasNext()) {
        end(round.ending(), round);
      } else if (stopped != null) {
        end(stopped, round);
      } else {
        begin(plans.next());
      }
    } catch (RuntimeException | Error e) {
      shared.close();
      result.completeExceptionally(e);
    }
  }

  private void end(Ending ending, StudyResult last) {
    shared.close();
    result.complete(
        new StudyResult(
            ending,
            shared.counts(),
            shared.failures().groups(),
            new DerivedUpdate(derivedRuns, last.derived().problems()),
            shared.elapsed()));
  }

  CompletableFuture<StudyResult> result() {
    return result;
  }

  StudyStatus status() {
    return StudyStatus.of(shared.counts(), shared.elapsed(), result.isDone());
  }

  synchronized List<RunId> running() {
    return current == null ? List.of() : current.running();
  }

  StudyResult soFar() {
    return new StudyResult(
        Ending.CANCELLED,
        shared.counts(),
        shared.failures().groups(),
        DerivedUpdate.NONE,
        shared.elapsed());
  }

  synchronized void drain() {
    stopped = stopped == null ? Ending.DRAINED : stopped;
    if (current != null) {
      current.drain();
    }
  }

  synchronized void cancel(String reason) {
    stopped = Ending.CANCELLED;
    if (current != null) {
      current.cancel(reason);
    }
  }
}
