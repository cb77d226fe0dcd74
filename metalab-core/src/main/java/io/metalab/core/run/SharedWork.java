package io.metalab.core.run;

import io.metalab.api.Experiment;
import io.metalab.api.RunId;
import io.metalab.api.RunIds;
import io.metalab.api.executor.RemotableBody;
import io.metalab.capture.OperationPrints;
import io.metalab.core.plan.StudyPlan;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** What the sessions of one study have in common: counts, failures, listeners and contexts. */
final class SharedWork implements AutoCloseable {
  /** The most runs that are remembered between their start and the turn of their stage. */
  static final int MOST_EARLY = 1 << 15;

  private final StudySetup setup;
  private final Tally tally = new Tally();
  private final FailureLog failures = new FailureLog(FailureGroup.MAX_EXAMPLES);
  private final EventDispatcher events;
  private final Map<String, DefaultRunBody> bodies = new LinkedHashMap<>();
  private final Set<RunId> early = ConcurrentHashMap.newKeySet();
  private final AtomicLong asked = new AtomicLong();
  private final AtomicLong started = new AtomicLong();
  private final long startNanos;
  private final OperationPrints prints;

  SharedWork(StudySetup setup) {
    this.setup = setup;
    this.events = new EventDispatcher(setup.listeners());
    this.startNanos = setup.nanoTime().getAsLong();
    this.prints = OperationPrints.capture();
  }

  Tally tally() {
    return tally;
  }

  FailureLog failures() {
    return failures;
  }

  EventDispatcher events() {
    return events;
  }

  /**
   * Returns the body of the runs of a session; plans of one stage share it.
   *
   * @param more the experiments of which the session may start runs besides
   */
  synchronized RemotableBody body(StudySetup session, List<Experiment> more) {
    DefaultRunBody own = body(session, session.plan().experiment());
    if (more.isEmpty()) {
      return own;
    }
    Map<String, DefaultRunBody> all = new LinkedHashMap<>();
    all.put(session.plan().experiment().operationSpec().qualifiedKey(), own);
    more.forEach(
        experiment ->
            all.put(experiment.operationSpec().qualifiedKey(), body(session, experiment)));
    return new StageBodies(all);
  }

  private DefaultRunBody body(StudySetup session, Experiment experiment) {
    return bodies.computeIfAbsent(
        experiment.stage() + ' ' + experiment.operationSpec().qualifiedKey(),
        key -> new DefaultRunBody(session.bodyConfig(experiment, events)));
  }

  /** Counts a run as asked for and started whose stage has no session yet; false if it is known. */
  boolean startEarly(RunId run) {
    boolean isNew = early.add(run);
    if (isNew) {
      asked.incrementAndGet();
    }
    return isNew;
  }

  /** Returns whether so many runs have been started early that no more of them are remembered. */
  boolean isFullOfEarly() {
    return early.size() >= MOST_EARLY;
  }

  /** Returns whether a run was started early and is not asked for again; forgets that it was. */
  boolean wasStartedEarly(RunIds ids, int index) {
    return !early.isEmpty() && early.remove(ids.get(index));
  }

  /** Adds the runs of a plan to those that are asked for. */
  void ask(StudyPlan plan) {
    asked.addAndGet(plan.size());
  }

  /** Counts a run that is started for the first time. */
  void start() {
    started.incrementAndGet();
  }

  /** Returns whether as many runs have been started as may be. */
  boolean isLimited() {
    return setup.options().limit() > 0 && started.get() >= setup.options().limit();
  }

  RunCounts counts() {
    return tally.counts(asked.get());
  }

  Duration elapsed() {
    return Duration.ofNanos(setup.nanoTime().getAsLong() - startNanos);
  }

  /** Waits until the listeners have been told everything; prints go where they went before. */
  @Override
  public void close() {
    events.close();
    prints.close();
    closeBodies();
  }

  private synchronized void closeBodies() {
    bodies.values().forEach(DefaultRunBody::close);
  }
}
