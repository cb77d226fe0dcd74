package io.dymad.agent.app;

import static java.util.Objects.requireNonNull;

import io.dymad.agent.exec.Executions;
import io.dymad.agent.exec.RunFiles;
import io.dymad.agent.exec.RunLogs;
import io.dymad.agent.exec.RunPlan;
import io.dymad.agent.exec.RunStates;
import io.dymad.agent.exec.WorkerProcesses;
import io.metalab.api.store.Store;
import io.metalab.core.registry.Stores;

/**
 * What carries compiled requests out in a store.
 *
 * @param starts starts runs
 * @param states tells how far they are
 * @param logs reads what they log
 * @param files copies what they leave
 */
record Execution(Executions starts, RunStates states, RunLogs logs, RunFiles files) {
  Execution {
    requireNonNull(starts, "starts");
    requireNonNull(states, "states");
    requireNonNull(logs, "logs");
    requireNonNull(files, "files");
  }

  static Execution in(Store store, AgentSettings settings) {
    RunStates states = new RunStates(store, RunPlan.STUDY);
    String locator = Stores.toUri(settings.store(), settings.directory()).toString();
    return new Execution(
        new Executions(new WorkerProcesses(locator), states),
        states,
        new RunLogs(store, states),
        new RunFiles(store));
  }
}
