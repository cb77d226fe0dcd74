package io.dymad.agent.exec;

import static java.util.Objects.requireNonNull;

import io.dymad.agent.facade.AgentRun;
import io.dymad.agent.facade.AgentRuns;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** Starts what is not under way or done, each in a process of its own. */
public final class Executions {
  /** How long nothing is heard of a run that another machine executes. */
  private static final long INTERVAL_MILLIS = 500;

  private final AgentRuns runs;
  private final WorkerProcesses processes;
  private final RunStates states;

  /** Two clients of one server start a run once; clients of two meet in the store. */
  private final ReentrantLock starting = new ReentrantLock();

  /** Creates what starts runs. */
  public Executions(AgentRuns runs, WorkerProcesses processes, RunStates states) {
    this.runs = requireNonNull(runs, "runs");
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
  public AgentRun start(AgentRun run, RunPlan plan, Path directory) {
    starting.lock();
    try {
      AgentRun known = runs.refreshed(run);
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

  /**
   * Waits until a run is over.
   *
   * @param looked is told of each look at it
   * @return how it is, also if the thread is interrupted, which it stays
   */
  public RunState await(AgentRun run, Consumer<RunState> looked) {
    CompletableFuture<?> end =
        run.worker().flatMap(WorkerProcesses::findEnd).orElseGet(CompletableFuture::new);
    boolean waits = true;
    while (true) {
      boolean last = !waits || end.isDone();
      RunState state = states.of(run);
      looked.accept(state);
      if (last || state.phase().isOver()) {
        return state;
      }
      waits = isHeardOf(end);
    }
  }

  /** Waits for an end, but not for long; returns false if the thread is interrupted. */
  private static boolean isHeardOf(CompletableFuture<?> end) {
    try {
      end.get(INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return true; // It is looked at again.
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
