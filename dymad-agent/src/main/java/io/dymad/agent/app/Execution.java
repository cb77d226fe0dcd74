package io.dymad.agent.app;

import static java.util.Objects.requireNonNull;

import io.dymad.agent.exec.Executions;
import io.dymad.agent.exec.RunFiles;
import io.dymad.agent.exec.RunLogs;
import io.dymad.agent.exec.RunPlan;
import io.dymad.agent.exec.RunStates;
import io.dymad.agent.exec.WorkerProcesses;
import io.dymad.agent.facade.AgentRuns;
import io.dymad.agent.store.ObjectStore;
import io.metalab.api.store.Store;
import io.metalab.core.registry.Stores;

/**
 * What carries compiled requests out in a store.
 *
 * @param runs keeps which process executes what
 * @param starts starts runs
 * @param states tells how far they are
 * @param logs reads what they log
 * @param files copies what they leave
 */
record Execution(
    AgentRuns runs, Executions starts, RunStates states, RunLogs logs, RunFiles files) {
  Execution {
    requireNonNull(runs, "runs");
    requireNonNull(starts, "starts");
    requireNonNull(states, "states");
    requireNonNull(logs, "logs");
    requireNonNull(files, "files");
  }

  static Execution in(ObjectStore objects, AgentSettings settings) {
    Store store = objects.store();
    AgentRuns runs = new AgentRuns(objects);
    RunStates states = new RunStates(store, RunPlan.STUDY);
    String locator = Stores.toUri(settings.store(), settings.directory()).toString();
    return new Execution(
        runs,
        new Executions(runs, new WorkerProcesses(locator), states),
        states,
        new RunLogs(store, states),
        new RunFiles(store));
  }
}
