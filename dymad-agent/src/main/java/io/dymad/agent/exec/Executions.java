package io.dymad.agent.exec;

import static java.util.Objects.requireNonNull;

import io.dymad.agent.facade.AgentRun;
import io.dymad.agent.facade.AgentRuns;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;

/** Starts what is not under way or done, each in a process of its own. */
public final class Executions {
  private final WorkerProcesses processes;
  private final RunStates states;

  /** Two clients of one server start a run once; clients of two meet in the store. */
  private final ReentrantLock starting = new ReentrantLock();

  /** Creates what starts runs. */
  public Executions(WorkerProcesses processes, RunStates states) {
    this.processes = requireNonNull(processes, "processes");
    this.states = requireNonNull(states, "states");
  }

  /**
   * Starts a run unless it is under way or has succeeded; one that failed is started again.
   *
   * @param directory where its files are put; made if it is not there
   * @return the run with the process that executes it
   * @throws io.dymad.agent.AgentException with {@code cannot_write} or {@code cannot_start}
   */
  public AgentRun start(AgentRuns runs, AgentRun run, RunPlan plan, Path directory) {
    starting.lock();
    try {
      AgentRun known = runs.get(run.handle().toString(), "run");
      RunPhase phase = states.of(known).phase();
      if (phase != RunPhase.FAILED) {
        return known;
      }
      Path study = StudyDocuments.write(plan, directory);
      return runs.started(known, processes.start(study));
    } finally {
      starting.unlock();
    }
  }
}
