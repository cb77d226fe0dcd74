package io.metalab.core.run;

import io.metalab.api.RunId;
import io.metalab.core.controller.Controllers;
import io.metalab.core.controller.Presence;
import io.metalab.core.controller.StopMode;
import io.metalab.core.controller.StopRequest;
import io.metalab.core.plan.Rounds;
import io.metalab.core.plan.StudyPlan;
import io.metalab.core.results.DerivedUpdate;
import io.metalab.core.stage.FollowUps;
import io.metalab.core.stage.StageRounds;
import io.metalab.core.stage.StageStanding;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of a study, one after the other: one for its plan, or several if later runs depend
 * on the results of earlier ones.
 */
final class StudyRounds {
  static final String CONTEXT_DOCUMENT = "context";
  private static final String EXPERIMENT_DOCUMENT = "experiment";
  private static final String FAILED = "failed";

  /** The points beyond are checked as they come, so as not to keep the first run waiting. */
  private static final long POINTS_CHECKED_FIRST = 100_000;

  private final StudySetup setup;
  private final Rounds plans;
  private final SharedWork shared;
  private final CompletableFuture<StudyResult> result = new CompletableFuture<>();
  private @Nullable StudySession current;
  private @Nullable Ending stopped;
  private long derivedRuns;
  private Presence presence = Presence.NONE;
  private @Nullable RequestWatch requests;

  StudyRounds(StudySetup setup, Rounds plans) {
    this.setup = setup;
    this.plans = plans;
    this.shared = new SharedWork(setup);
  }

  /** Makes study and controller known and starts the first session. */
  synchronized void start() {
    StudyPlan first = plans.hasNext() ? plans.next() : setup.plan().select();
    try {
      prepare(first);
      presence = Controllers.of(setup.store()).announce(setup.controller());
    } catch (RuntimeException e) {
      shared.close();
      throw e;
    }
    requests = RequestWatch.start(presence, this::obey);
    begin(first);
  }

  /** What a plan says is stored only if the plan can be executed. */
  private void prepare(StudyPlan plan) {
    plan.validate(POINTS_CHECKED_FIRST);
    setup.store().putDocument(CONTEXT_DOCUMENT, plan.contextText());
    if (!setup.manifest().isEmpty()) {
      setup.store().putDocument(EXPERIMENT_DOCUMENT, setup.manifest());
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // ended() passes on whatever happens
  private void begin(StudyPlan plan) {
    StudySetup round = setup.withPlan(plan);
    StudySession session =
        new StudySession(
            SearchRun.of(plan, setup.store()).map(round::withSearch).orElse(round),
            shared,
            plans instanceof StageRounds stages ? stages.followUps() : FollowUps.NONE);
    current = session;
    session.result().whenComplete(this::ended);
    session.start();
  }

  /** Called on the thread of the session that has ended. */
  private synchronized void ended(@Nullable StudyResult round, @Nullable Throwable problem) {
    if (round == null) {
      fail(problem == null ? new IllegalStateException() : problem);
      return;
    }
    derivedRuns += round.derived().updated();
    try {
      if (round.ending() != Ending.COMPLETE || !plans.hasNext()) {
        end(round.ending(), round);
      } else if (stopped != null) {
        end(stopped, round);
      } else {
        StudyPlan next = plans.next();
        prepare(next);
        begin(next);
      }
    } catch (RuntimeException | Error e) {
      fail(e);
    }
  }

  private void fail(Throwable problem) {
    try {
      leave(FAILED);
    } catch (RuntimeException e) {
      problem.addSuppressed(e);
    }
    result.completeExceptionally(problem);
  }

  private void leave(String ending) {
    shared.close();
    if (requests != null) {
      requests.close();
    }
    presence.end(ending);
  }

  private void end(Ending ending, StudyResult last) {
    leave(ending.name().toLowerCase(Locale.ROOT));
    result.complete(
        new StudyResult(
            ending,
            shared.counts(),
            shared.failures().groups(),
            new DerivedUpdate(derivedRuns, last.derived().problems()),
            standings(),
            shared.elapsed()));
  }

  /** What others ask through the store is done as if it were asked here. */
  private void obey(StopRequest request) {
    setup.onStop().accept(request);
    if (request.mode() == StopMode.DRAIN) {
      drain();
    } else {
      cancel(request.reason());
    }
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

  private List<StageStanding> standings() {
    return plans instanceof StageRounds stages ? stages.standings() : List.of();
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
