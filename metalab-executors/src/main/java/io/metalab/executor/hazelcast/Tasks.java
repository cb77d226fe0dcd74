package io.metalab.executor.hazelcast;

import io.metalab.api.CancellationSource;
import io.metalab.api.MetalabException;
import io.metalab.api.RunEvent;
import io.metalab.api.RunRecord;
import io.metalab.api.executor.RemotableBody;
import io.metalab.api.executor.RunBody;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The runs that wait for a member, and the ways in which runs end; belongs to one thread. */
final class Tasks {
  private static final int LOSSES = 2;

  private final RemotableBody body;
  private final DriverThread thread;
  private final ArrayDeque<ClusterTask> queue = new ArrayDeque<>();
  private final ArrayDeque<ClusterTask> suspects = new ArrayDeque<>();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private int unfinished;
  private @Nullable String closed;
  private @Nullable MetalabException failure;

  Tasks(RemotableBody body, DriverThread thread) {
    this.body = body;
    this.thread = thread;
  }

  /** Returns what completes when no more runs come and all have ended. */
  CompletableFuture<Void> ended() {
    return ended;
  }

  void add(ClusterTask task) {
    unfinished++;
    enqueue(queue, task);
  }

  private void enqueue(ArrayDeque<ClusterTask> target, ClusterTask task) {
    if (failure != null) {
      end(task, null, failure);
    } else if (closed != null || task.cancelled() != null) {
      unstarted(task);
    } else {
      target.add(task);
    }
  }

  /** Hands the runs that wait to the members that are chosen for them, until none has room. */
  void dispatch(Function<ClusterTask, @Nullable MemberLink> choice) {
    dispatch(suspects, choice);
    dispatch(queue, choice);
  }

  private void dispatch(
      ArrayDeque<ClusterTask> source, Function<ClusterTask, @Nullable MemberLink> choice) {
    while (!source.isEmpty()) {
      MemberLink link = choice.apply(source.element());
      if (link == null) {
        return;
      }
      ClusterTask task = source.remove();
      if (task.isSuspect() && endsAsStored(task)) {
        continue;
      }
      if (task.cancelled() == null && body.admit(task.payload())) {
        link.hand(task);
      } else {
        unstarted(task);
      }
    }
  }

  /** Ends a run that was cancelled while it waited. */
  void withdraw(ClusterTask task) {
    if (queue.remove(task) || suspects.remove(task)) {
      unstarted(task);
    }
  }

  /** A member has not started a run that it was handed. */
  void giveBack(ClusterTask task) {
    body.giveBack(task.payload());
    enqueue(queue, task);
  }

  /** A member is gone that had a run. */
  void recover(ClusterTask task, String why) {
    int losses = task.lose();
    if (endsAsStored(task)) {
      return;
    }
    if (losses == LOSSES) {
      String message =
          "%d members were lost that had the run, the last since it %s.".formatted(LOSSES, why);
      settle(task, () -> body.abandon(task.payload(), RunBody.WORKER_DIED, message));
    } else {
      body.giveBack(task.payload());
      task.again();
      enqueue(suspects, task);
    }
  }

  /**
   * Ends a run that its member has finished and could not say so any more; returns whether it has.
   * The member may be there still and finish later, so that this is asked again before the run is
   * handed to another session.
   */
  private boolean endsAsStored(ClusterTask task) {
    Optional<RunRecord> stored;
    try {
      stored = body.store().findRunRecord(task.runId()).filter(record -> isEnd(record, task));
    } catch (MetalabException e) {
      end(task, null, e);
      return true;
    }
    stored.ifPresent(record -> recorded(task, record));
    return stored.isPresent();
  }

  private static boolean isEnd(RunRecord record, ClusterTask task) {
    return switch (record.status()) {
      case SUCCESS -> record.attempt() >= task.firstAttempt();
      case FAILED, CANCELLED -> record.attempt() == task.payload().attempt();
      case RUNNING, LOST -> false;
    };
  }

  /** A member has stored the record of a run. */
  void recorded(ClusterTask task, RunRecord record) {
    started(task, record.attempt());
    record
        .artifacts()
        .forEach(
            artifact -> body.events().onEvent(new RunEvent.ArtifactStored(task.runId(), artifact)));
    end(task, record, null);
  }

  void started(ClusterTask task, int attempt) {
    if (task.tell()) {
      body.events().onEvent(new RunEvent.Started(task.runId(), attempt, task.payload().params()));
    }
  }

  void broken(ClusterTask task, MetalabException problem) {
    end(task, null, problem);
  }

  /** Ends what waits, and all that comes, by an error. */
  void fail(MetalabException problem) {
    failure = problem;
    drain().forEach(task -> end(task, null, problem));
  }

  /** Ends what waits, and all that comes, unstarted. */
  void close(String reason) {
    closed = reason;
    drain().forEach(this::unstarted);
    checkEnd();
  }

  private List<ClusterTask> drain() {
    suspects.addAll(queue);
    List<ClusterTask> waiting = List.copyOf(suspects);
    queue.clear();
    suspects.clear();
    return waiting;
  }

  private void unstarted(ClusterTask task) {
    CancellationSource source = new CancellationSource();
    String reason = task.cancelled();
    source.cancel(reason != null ? reason : closed != null ? closed : "The run was withdrawn.");
    settle(task, () -> body.run(task.payload(), source.token()));
  }

  private void settle(ClusterTask task, Supplier<CompletableFuture<RunRecord>> step) {
    CompletableFuture<RunRecord> committed;
    try {
      committed = step.get();
    } catch (RuntimeException e) {
      committed = CompletableFuture.failedFuture(e);
    }
    thread.whenDone(committed, (record, problem) -> end(task, record, problem));
  }

  private void end(ClusterTask task, @Nullable RunRecord record, @Nullable Throwable problem) {
    unfinished--;
    if (record != null) {
      task.completion().complete(record);
    } else if (problem instanceof CompletionException && problem.getCause() != null) {
      task.completion().completeExceptionally(problem.getCause());
    } else if (problem != null) {
      task.completion().completeExceptionally(problem);
    }
    checkEnd();
  }

  private void checkEnd() {
    if (closed != null && unfinished == 0) {
      ended.complete(null);
    }
  }
}
