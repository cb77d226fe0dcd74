package io.metalab.core.run;

import io.metalab.api.Experiment;
import io.metalab.capture.OperationPrints;
import io.metalab.core.plan.StudyPlan;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** What the sessions of one study have in common: counts, failures, listeners and contexts. */
final class SharedWork implements AutoCloseable {
  private final StudySetup setup;
  private final Tally tally = new Tally();
  private final FailureLog failures = new FailureLog(FailureGroup.MAX_EXAMPLES);
  private final EventDispatcher events;
  private final Map<String, DefaultRunBody> bodies = new LinkedHashMap<>();
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

  /** Returns the body of the runs of a plan; plans of one stage share it. */
  synchronized DefaultRunBody body(StudySetup session) {
    Experiment experiment = session.plan().experiment();
    return bodies.computeIfAbsent(
        experiment.stage() + ' ' + experiment.operationSpec().qualifiedKey(),
        key -> new DefaultRunBody(session.bodyConfig(events)));
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
