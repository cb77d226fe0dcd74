package io.metalab.executor.hazelcast;

import static java.util.Objects.requireNonNull;

import io.metalab.api.MetalabException;
import io.metalab.api.RunEvent;
import io.metalab.api.RunRecord;
import io.metalab.api.executor.RemotableBody;
import io.metalab.core.codec.RunRecordCodec;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What is said between a driver and its members: runs go there, and what becomes of them comes
 * back. Belongs to the driver's thread.
 */
final class Conversation {
  private final ClusterClient client;
  private final RemotableBody body;
  private final Tasks tasks;
  private final DriverThread thread;
  private final Listener listener;

  /** Is told what the conversation changes. */
  interface Listener {
    /** Members may have room for more runs. */
    void dispatch();

    /** A member does not answer as it should. */
    void lost(MemberLink link, String why);
  }

  Conversation(
      ClusterClient client,
      RemotableBody body,
      Tasks tasks,
      DriverThread thread,
      Listener listener) {
    this.client = client;
    this.body = body;
    this.tasks = tasks;
    this.thread = thread;
    this.listener = listener;
  }

  /** Sends a member the runs that it was handed, unless others are on their way. */
  void send(MemberLink link) {
    List<byte[]> batch = link.takeUnsent();
    if (batch.isEmpty()) {
      return;
    }
    call(
        link,
        MemberCall.Kind.RUN,
        batch,
        (answer, problem) -> {
          link.sent();
          if (problem == null) {
            send(link);
          } else {
            listener.lost(link, "did not take its runs: " + text(problem));
          }
        });
  }

  /** Tells a member that runs of it are cancelled. */
  void cancel(MemberLink link, List<ClusterTask> cancelled, String otherwise) {
    List<byte[]> parts =
        cancelled.stream()
            .map(task -> Message.ofRun(task.runId(), reason(task.cancelled(), otherwise)))
            .toList();
    call(
        link,
        MemberCall.Kind.CANCEL,
        parts,
        (answer, problem) -> {
          if (problem != null) {
            listener.lost(link, "cannot be told of cancelled runs: " + text(problem));
          }
        });
  }

  private static String reason(@Nullable String cancelled, String otherwise) {
    return cancelled == null ? otherwise : cancelled;
  }

  /** Asks a member what has happened, again and again until it is lost. */
  void collect(MemberLink link) {
    call(
        link,
        MemberCall.Kind.COLLECT,
        List.of(Message.text(link.arrived())),
        (parts, problem) -> {
          if (parts == null) {
            listener.lost(link, "does not answer: " + text(requireNonNull(problem)));
          } else if (!link.isGone()) {
            take(link, parts);
            listener.dispatch();
            collect(link);
          }
        });
  }

  /** Ends the session of a member. */
  CompletableFuture<?> close(MemberLink link) {
    return client.call(link.member(), MemberCall.Kind.CLOSE, link.session(), List.of());
  }

  private void call(
      MemberLink link,
      MemberCall.Kind kind,
      List<byte[]> parts,
      BiConsumer<@Nullable List<byte[]>, @Nullable Throwable> end) {
    new RepeatedCall(client, thread, link, kind, parts, end).make();
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

  /** Returns what a call has failed by, in words. */
  static String text(Throwable problem) {
    Throwable cause = cause(problem);
    return cause instanceof MetalabException
        ? String.valueOf(cause.getMessage())
        : cause.toString();
  }

  /** Returns what a stage of a future hides. */
  static Throwable cause(Throwable problem) {
    return problem instanceof CompletionException && problem.getCause() != null
        ? problem.getCause()
        : problem;
  }
}
