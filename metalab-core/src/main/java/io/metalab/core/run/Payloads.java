package io.metalab.core.run;

import io.metalab.api.executor.RunPayload;
import io.metalab.api.store.Store;
import io.metalab.core.plan.PlannedRun;
import io.metalab.core.plan.StudyPlan;

/** Makes what executors need to execute runs of a plan. */
final class Payloads {
  private final StudyPlan plan;
  private final RunOptions options;
  private final EarlierCheckpoints checkpoints;

  Payloads(StudyPlan plan, RunOptions options, Store store) {
    this.plan = plan;
    this.options = options;
    this.checkpoints = new EarlierCheckpoints(plan, store);
  }

  RunPayload of(ActiveRun run) {
    PlannedRun planned = run.todo().run();
    RunPayload payload =
        plan.payload(planned, run.attempt(), options.attemptTimeout(), options.resources());
    return checkpoints.addTo(payload, planned);
  }
}
