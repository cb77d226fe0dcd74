package io.metalab.executor.process;

import io.metalab.api.MetalabException;
import io.metalab.api.executor.RemotableBody;
import io.metalab.api.executor.WorkerJvm;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What the workers of one executor share, and whether it goes on. */
final class Workers implements Pool {
  private final RemotableBody body;
  private final WorkerJvm jvm;
  private final TaskQueue queue;
  private final Completions completions;
  private volatile boolean closed;
  private volatile @Nullable MetalabException failure;

  Workers(RemotableBody body, WorkerJvm jvm, TaskQueue queue) {
    this.body = body;
    this.jvm = jvm;
    this.queue = queue;
    this.completions = new Completions(body, queue);
  }

  @Override
  public RemotableBody body() {
    return body;
  }

  @Override
  public WorkerJvm jvm() {
    return jvm;
  }

  @Override
  public TaskQueue queue() {
    return queue;
  }

  @Override
  public Completions completions() {
    return completions;
  }

  @Override
  public boolean isClosed() {
    return closed;
  }

  @Override
  public void again(List<ProcessTask> tasks) {
    List<ProcessTask> wanted = new ArrayList<>();
    for (ProcessTask task : tasks) {
      body.giveBack(task.payload());
      String reason = task.cancelled();
      if (reason == null) {
        wanted.add(task);
      } else {
        completions.unstarted(task, reason);
      }
    }
    if (!queue.putBack(wanted)) {
      wanted.forEach(this::end);
    }
  }

  @Override
  public void fail(MetalabException problem) {
    failure = problem;
    queue.close().forEach(this::end);
  }

  /** Executes no more runs. */
  void close() {
    closed = true;
    queue.close().forEach(this::end);
  }

  /**
   * Does nothing while there are workers or can be.
   *
   * @throws MetalabException why there are none
   */
  void requireUsable() {
    MetalabException problem = failure;
    if (problem != null) {
      throw problem;
    }
  }

  private void end(ProcessTask task) {
    MetalabException problem = failure;
    if (problem == null) {
      completions.unstarted(task, CLOSED);
    } else {
      completions.settle(task, () -> CompletableFuture.failedFuture(problem));
    }
  }
}
