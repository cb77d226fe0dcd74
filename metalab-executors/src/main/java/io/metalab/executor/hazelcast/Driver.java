package io.metalab.executor.hazelcast;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.executor.RemotableBody;
import io.metalab.api.executor.Resources;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands runs to members and takes what becomes of them. All state belongs to one thread, to which
 * the answers of members are posted.
 */
final class Driver implements Membership.Listener, Conversation.Listener, AutoCloseable {
  static final String CLOSED = "The executor was closed.";

  private static final Logger LOG = LoggerFactory.getLogger(Driver.class);
  private static final Duration FAREWELL = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final ClusterClient client;
  private final DriverThread thread = new DriverThread(this::broken);
  private final Tasks tasks;
  private final Membership members;
  private final Conversation conversation;
  private final AtomicBoolean closed = new AtomicBoolean();
  private @Nullable Future<?> givingUp;

  Driver(ClusterClient client, RemotableBody body, SessionTerms terms) {
    this.client = client;
    this.tasks = new Tasks(body, thread);
    this.members = new Membership(client, terms, thread, this);
    this.conversation = new Conversation(client, body, tasks, thread, this);
  }

  /**
   * Opens a session with the members there are; returns how many runs they execute at once.
   *
   * @throws MetalabException the refusal of the first member that refuses
   */
  int connect() {
    return members.connect();
  }

  /**
   * Refuses what no member can give.
   *
   * @throws MetalabException with {@code UNSATISFIABLE}
   */
  void check(Resources wanted) {
    members.check(wanted);
  }

  void submit(ClusterTask task) {
    try {
      thread.executeOrRefuse(
          () -> {
            tasks.add(task);
            dispatch();
          });
    } catch (RejectedExecutionException e) {
      throw new MetalabException(ErrorCode.CANCELLED, CLOSED, e);
    }
  }

  void cancel(ClusterTask task) {
    thread.execute(
        () -> {
          MemberLink link = task.member();
          if (link == null) {
            tasks.withdraw(task);
          } else {
            conversation.cancel(link, List.of(task), CLOSED);
          }
        });
  }

  @Override
  public void dispatch() {
    tasks.dispatch(members::choose);
    members.links().forEach(conversation::send);
  }

  @Override
  public void joined(MemberLink link) {
    if (givingUp != null) {
      givingUp.cancel(false);
      givingUp = null;
    }
    conversation.collect(link);
    dispatch();
  }

  @Override
  public void lost(MemberLink link, String why) {
    if (!members.remove(link)) {
      return;
    }
    List<ClusterTask> had = link.tasks();
    if (!closed.get()) {
      LOG.warn("The member {} {}; it had {} runs.", link.member().getAddress(), why, had.size());
    }
    for (ClusterTask task : had) {
      link.remove(task.runId());
      tasks.recover(task, why);
    }
    if (members.isEmpty()) {
      givingUp = thread.schedule(PATIENCE, this::giveUp);
    }
    if (!closed.get()) {
      members.welcome();
    }
    dispatch();
  }

  /** Ends all runs by an error, since what becomes of them is not known any more. */
  private void broken(Throwable defect) {
    LOG.error("The driver of the cluster has failed.", defect);
    MetalabException problem =
        new MetalabException(
            ErrorCode.INTERNAL,
            "The driver of the cluster has failed (%s); see the log. Resume the study."
                .formatted(defect),
            defect);
    tasks.fail(problem);
    for (MemberLink link : members.links()) {
      for (ClusterTask task : link.tasks()) {
        link.remove(task.runId());
        tasks.broken(task, problem);
      }
    }
  }

  private void giveUp() {
    tasks.fail(
        new MetalabException(
            ErrorCode.UNSATISFIABLE,
            "No member of the cluster has been there for %d s. Start members by metalab worker, then resume the study."
                .formatted(PATIENCE.toSeconds())));
  }

  /** Ends all runs, then the sessions and the connection; calling it again changes nothing. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      thread.execute(
          () -> {
            tasks.close(CLOSED);
            members.links().forEach(link -> conversation.cancel(link, link.tasks(), CLOSED));
          });
    }
    tasks.ended().join();
    thread.execute(this::sayGoodbye);
    thread.end(FAREWELL.multipliedBy(2));
    client.close();
  }

  private void sayGoodbye() {
    List<MemberLink> known = List.copyOf(members.links());
    known.forEach(members::remove);
    CompletableFuture<?>[] answers =
        known.stream().map(conversation::close).toArray(CompletableFuture[]::new);
    var unused =
        CompletableFuture.allOf(answers)
            .completeOnTimeout(null, FAREWELL.toMillis(), TimeUnit.MILLISECONDS)
            .handle((done, problem) -> null)
            .join();
  }
}
