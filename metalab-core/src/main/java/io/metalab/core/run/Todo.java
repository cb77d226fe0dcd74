package io.metalab.core.run;

import io.metalab.core.plan.PlannedRun;

/**
 * A run that is to be executed.
 *
 * @param run the run
 * @param attempts the highest attempt number that is stored or was removed, or 0
 */
record Todo(PlannedRun run, int attempts) {}
