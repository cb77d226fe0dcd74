package io.metalab.executor.hazelcast;

import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.executor.RunFuture;
import io.metalab.api.executor.RunPayload;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A run on its way through the executor; its state belongs to the thread of the {@link Driver}. */
final class ClusterTask implements RunFuture {
  private final CompletableFuture<RunRecord> completion = new CompletableFuture<>();
  private final Consumer<ClusterTask> canceller;
  private final int firstAttempt;
  private RunPayload payload;
  private int losses;
  private boolean told;
  private @Nullable MemberLink member;
  private volatile @Nullable String cancelled;

  ClusterTask(RunPayload payload, Consumer<ClusterTask> canceller) {
    this.payload = payload;
    this.firstAttempt = payload.attempt();
    this.canceller = canceller;
  }

  @Override
  public RunId runId() {
    return payload.runId();
  }

  @Override
  public CompletableFuture<RunRecord> completion() {
    return completion;
  }

  @Override
  public void cancel(String reason) {
    synchronized (this) {
      cancelled = cancelled == null ? reason : cancelled;
    }
    canceller.accept(this);
  }

  /** Returns why the run was cancelled, or null if it was not. */
  @Nullable String cancelled() {
    return cancelled;
  }

  RunPayload payload() {
    return payload;
  }

  /** Returns the attempt that it was submitted as; earlier ones are no end of it. */
  int firstAttempt() {
    return firstAttempt;
  }

  /** Returns the member that was handed the run, or null if none is. */
  @Nullable MemberLink member() {
    return member;
  }

  void handTo(@Nullable MemberLink newMember) {
    member = newMember;
  }

  /** The member is gone that had the run; returns how often that has happened to it. */
  int lose() {
    member = null;
    told = false;
    losses++;
    return losses;
  }

  /** Whether a member went away that had the run. */
  boolean isSuspect() {
    return losses > 0;
  }

  /** Makes the next try another attempt, since the lost one may have left traces. */
  void again() {
    payload = payload.withAttempt(payload.attempt() + 1);
  }

  /** Listeners are told of the start; returns whether they had not been. */
  boolean tell() {
    boolean first = !told;
    told = true;
    return first;
  }
}
