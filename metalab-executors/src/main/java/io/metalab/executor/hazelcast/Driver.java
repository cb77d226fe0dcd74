package io.metalab.executor.hazelcast;

import com.hazelcast.cluster.Member;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.RunEvent;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.executor.RemotableBody;
import io.metalab.api.executor.Resources;
import io.metalab.core.codec.RunRecordCodec;
import io.metalab.executor.ThreadCapacity;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands runs to members and takes what becomes of them. All state belongs to one thread, to which
 * the answers of members are posted.
 */
final class Driver implements AutoCloseable {
  static final String CLOSED = "The executor was closed.";

  private static final Logger LOG = LoggerFactory.getLogger(Driver.class);
  private static final long FAREWELL_SECONDS = 2;

  private final ClusterClient client;
  private final RemotableBody body;
  private final SessionTerms terms;
  private final ScheduledThreadPoolExecutor thread;
  private final Tasks tasks;
  private final Map<UUID, MemberLink> links = new LinkedHashMap<>();
  private final Map<RunId, MemberLink> executing = new HashMap<>();
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile List<Resources> capacities = List.of();

  Driver(ClusterClient client, RemotableBody body, SessionTerms terms) {
    this.client = client;
    this.body = body;
    this.terms = terms;
    this.thread = new ScheduledThreadPoolExecutor(1, Driver::driverThread);
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    this.tasks = new Tasks(body, this::post);
  }

  /**
   * Opens a session with the members there are; returns how many runs they execute at once.
   *
   * @throws MetalabException the refusal of the first member that refuses
   */
  int connect() {
    List<Member> members = List.copyOf(client.members());
    int slots = 0;
    for (int i = 0; i < members.size(); i++) {
      int share = terms.share(slots, members.size() - i);
      if (share >= 0) {
        slots += get(open(members.get(i), share).thenApplyAsync(this::join, thread));
      }
    }
    client.onMember(
        member -> post(this::welcomeAll),
        member -> post(() -> lost(links.get(member.getUuid()), "left the cluster")));
    return slots;
  }

  private static <T> T get(CompletableFuture<T> answer) {
    try {
      return answer.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof MetalabException problem) {
        throw problem;
      }
      throw e;
    }
  }

  private CompletableFuture<MemberLink> open(Member member, int slots) {
    String session = UUID.randomUUID().toString();
    byte[] request = terms.request(client.id(), slots).encode();
    return client
        .call(member, MemberCall.Kind.OPEN, session, List.of(request))
        .thenApply(answer -> new MemberLink(member, session, SessionOffer.decode(answer.get(0))));
  }

  private int join(MemberLink link) {
    links.put(link.member().getUuid(), link);
    link.offer().executing().forEach(runId -> executing.put(runId, link));
    publishCapacities();
    collect(link);
    return link.offer().slots();
  }

  private void publishCapacities() {
    capacities = links.values().stream().map(link -> link.offer().capacity()).toList();
  }

  /**
   * Refuses what no member can give.
   *
   * @throws MetalabException with {@code UNSATISFIABLE}
   */
  void check(Resources wanted) {
    MetalabException refusal = null;
    for (Resources capacity : capacities) {
      try {
        ThreadCapacity.check(wanted, capacity);
        return;
      } catch (MetalabException e) {
        refusal = e;
      }
    }
    if (refusal != null) {
      throw refusal;
    }
  }

  void submit(ClusterTask task) {
    try {
      thread.execute(
          () -> {
            tasks.add(task);
            dispatch();
          });
    } catch (RejectedExecutionException e) {
      throw new MetalabException(ErrorCode.CANCELLED, CLOSED, e);
    }
  }

  void cancel(ClusterTask task) {
    post(
        () -> {
          MemberLink link = task.member();
          if (link == null) {
            tasks.withdraw(task);
          } else {
            sendCancel(link, List.of(task));
          }
        });
  }

  private void sendCancel(MemberLink link, List<ClusterTask> cancelled) {
    List<byte[]> parts =
        cancelled.stream()
            .map(task -> Message.ofRun(task.runId(), reason(task.cancelled())))
            .toList();
    // A member that cannot be told is lost, which the collecting finds out.
    var unused = client.call(link.member(), MemberCall.Kind.CANCEL, link.session(), parts);
  }

  private static String reason(@Nullable String cancelled) {
    return cancelled == null ? CLOSED : cancelled;
  }

  private void dispatch() {
    tasks.dispatch(this::choose);
    links.values().forEach(this::send);
  }

  private @Nullable MemberLink choose(ClusterTask task) {
    MemberLink busy = executing.remove(task.runId());
    if (busy != null) {
      return busy;
    }
    return links.values().stream()
        .filter(link -> link.room(task.isSuspect()) > 0)
        .max(Comparator.comparingInt(link -> link.room(task.isSuspect())))
        .orElse(null);
  }

  private void send(MemberLink link) {
    List<byte[]> payloads = link.takeUnsent();
    if (payloads.isEmpty()) {
      return;
    }
    var unused =
        client
            .call(link.member(), MemberCall.Kind.RUN, link.session(), payloads)
            .whenCompleteAsync(
                (answer, problem) -> {
                  link.sent();
                  if (problem == null) {
                    send(link);
                  } else {
                    lost(link, "did not take its runs: " + text(problem));
                  }
                },
                this::post);
  }

  private void collect(MemberLink link) {
    var unused =
        client
            .call(
                link.member(),
                MemberCall.Kind.COLLECT,
                link.session(),
                List.of(Message.text(link.arrived())))
            .whenCompleteAsync(
                (parts, problem) -> {
                  if (problem == null) {
                    take(link, parts);
                    collect(link);
                  } else {
                    lost(link, "does not answer: " + text(problem));
                  }
                },
                this::post);
  }

  private void take(MemberLink link, List<byte[]> parts) {
    long number = Message.number(parts.get(0));
    for (byte[] entry : parts.subList(1, parts.size())) {
      number++;
      if (number > link.arrived()) {
        link.arrived(number);
        take(link, entry);
      }
    }
    dispatch();
  }

  private void take(MemberLink link, byte[] entry) {
    switch (Outbox.kind(entry)) {
      case STARTED -> {
        Message message = Outbox.message(entry);
        ClusterTask task = link.task(message.runId());
        if (task != null) {
          tasks.started(task, message.attempt());
        }
      }
      case PROGRESS -> {
        Message message = Outbox.message(entry);
        body.events()
            .onEvent(new RunEvent.Progress(message.runId(), message.fraction(), message.message()));
      }
      case PROVENANCE -> link.provenance(RunRecordCodec.provenance(Outbox.text(entry)));
      case RECORDED -> {
        RunRecord record =
            RunRecordCodec.decode(entry, 1, entry.length - 1, reference -> link.provenance());
        ClusterTask task = link.remove(record.runId());
        if (task != null) {
          link.measure(Duration.between(record.started(), record.finished()));
          tasks.recorded(task, record);
        }
      }
      case UNSTARTED -> {
        ClusterTask task = link.remove(Outbox.message(entry).runId());
        if (task != null) {
          tasks.giveBack(task);
        }
      }
      case BROKEN -> {
        Message message = Outbox.message(entry);
        ClusterTask task = link.remove(message.runId());
        if (task != null) {
          tasks.broken(task, message.toException());
        }
      }
      case LEAVING -> link.leave();
    }
  }

  private void lost(@Nullable MemberLink link, String why) {
    if (link == null || !links.remove(link.member().getUuid(), link)) {
      return;
    }
    publishCapacities();
    executing.values().removeIf(link::equals);
    List<ClusterTask> had = link.tasks();
    if (!closed.get()) {
      LOG.warn("The member {} {}; it had {} runs.", link.member().getAddress(), why, had.size());
    }
    for (ClusterTask task : had) {
      link.remove(task.runId());
      tasks.recover(task, why);
    }
    welcomeAll();
    dispatch();
    if (links.isEmpty()) {
      var unused =
          thread.schedule(this::giveUp, ClusterClient.RECONNECT_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  /**
   * Opens a session with members that have none, as long as more runs shall be executed at once.
   */
  private void welcomeAll() {
    if (closed.get() || !client.isRunning()) {
      return;
    }
    for (Member member : client.members()) {
      int slots = links.values().stream().mapToInt(link -> link.offer().slots()).sum();
      int share = terms.share(slots, 1);
      if (links.containsKey(member.getUuid()) || share < 0) {
        continue;
      }
      var unused =
          open(member, share)
              .whenCompleteAsync(
                  (link, problem) -> {
                    if (problem != null) {
                      LOG.warn("The member {} is not used: {}", member.getAddress(), text(problem));
                    } else if (!links.containsKey(member.getUuid())) {
                      join(link);
                      dispatch();
                    }
                  },
                  this::post);
    }
  }

  private void giveUp() {
    if (links.isEmpty()) {
      tasks.fail(
          new MetalabException(
              ErrorCode.UNSATISFIABLE,
              "No member of the cluster has been there for %d s. Start members by metalab worker, then resume the study."
                  .formatted(ClusterClient.RECONNECT_MILLIS / 1000)));
    }
  }

  private void post(Runnable step) {
    try {
      thread.execute(step);
    } catch (RejectedExecutionException e) {
      LOG.debug("An answer came after the end.", e);
    }
  }

  private static String text(Throwable problem) {
    Throwable cause =
        problem instanceof CompletionException && problem.getCause() != null
            ? problem.getCause()
            : problem;
    return cause instanceof MetalabException
        ? String.valueOf(cause.getMessage())
        : cause.toString();
  }

  /** Ends all runs, then the sessions and the connection; calling it again changes nothing. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      post(
          () -> {
            tasks.close(CLOSED);
            links.values().forEach(link -> sendCancel(link, link.tasks()));
          });
    }
    tasks.ended().join();
    post(this::sayGoodbye);
    thread.shutdown();
    try {
      if (!thread.awaitTermination(2 * FAREWELL_SECONDS, TimeUnit.SECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    client.close();
  }

  private void sayGoodbye() {
    CompletableFuture<?>[] answers =
        links.values().stream()
            .map(
                link ->
                    client.call(link.member(), MemberCall.Kind.CLOSE, link.session(), List.of()))
            .toArray(CompletableFuture[]::new);
    links.clear();
    var unused =
        CompletableFuture.allOf(answers)
            .completeOnTimeout(null, FAREWELL_SECONDS, TimeUnit.SECONDS)
            .handle((done, problem) -> null)
            .join();
  }

  private static Thread driverThread(Runnable task) {
    Thread thread = new Thread(task, "metalab-cluster");
    thread.setDaemon(true);
    return thread;
  }
}
