package io.metalab.executor.hazelcast;

import io.metalab.api.MetalabException;
import io.metalab.api.RunEvent;
import io.metalab.api.RunRecord;
import io.metalab.api.executor.RemotableBody;
import io.metalab.core.codec.RunRecordCodec;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What is said between a driver and its members: runs go there, and what becomes of them comes
 * back. Belongs to the driver's thread.
 */
final class Conversation {
  private final ClusterClient client;
  private final RemotableBody body;
  private final Tasks tasks;
  private final Executor thread;
  private final Listener listener;

  /** Is told what the conversation changes. */
  interface Listener {
    /** Members may have room for more runs. */
    void dispatch();

    /** A member does not answer as it should. */
    void lost(MemberLink link, String why);
  }

  Conversation(
      ClusterClient client, RemotableBody body, Tasks tasks, Executor thread, Listener listener) {
    this.client = client;
    this.body = body;
    this.tasks = tasks;
    this.thread = thread;
    this.listener = listener;
  }

  /** Sends a member the runs that it was handed, unless others are on their way. */
  void send(MemberLink link) {
    List<byte[]> payloads = link.takeUnsent();
    if (payloads.isEmpty()) {
      return;
    }
    var unused =
        call(link, MemberCall.Kind.RUN, payloads)
            .whenCompleteAsync(
                (answer, problem) -> {
                  link.sent();
                  if (problem == null) {
                    send(link);
                  } else {
                    listener.lost(link, "did not take its runs: " + text(problem));
                  }
                },
                thread);
  }

  /** Tells a member that runs of it are cancelled. */
  void cancel(MemberLink link, List<ClusterTask> cancelled, String otherwise) {
    List<byte[]> parts =
        cancelled.stream()
            .map(task -> Message.ofRun(task.runId(), reason(task.cancelled(), otherwise)))
            .toList();
    // A member that cannot be told is lost, which the collecting finds out.
    var unused = call(link, MemberCall.Kind.CANCEL, parts);
  }

  private static String reason(@Nullable String cancelled, String otherwise) {
    return cancelled == null ? otherwise : cancelled;
  }

  /** Asks a member what has happened, again and again until it is lost. */
  void collect(MemberLink link) {
    var unused =
        call(link, MemberCall.Kind.COLLECT, List.of(Message.text(link.arrived())))
            .whenCompleteAsync(
                (parts, problem) -> {
                  if (problem == null) {
                    take(link, parts);
                    listener.dispatch();
                    collect(link);
                  } else {
                    listener.lost(link, "does not answer: " + text(problem));
                  }
                },
                thread);
  }

  /** Ends the session of a member. */
  CompletableFuture<?> close(MemberLink link) {
    return call(link, MemberCall.Kind.CLOSE, List.of());
  }

  private CompletableFuture<List<byte[]>> call(
      MemberLink link, MemberCall.Kind kind, List<byte[]> parts) {
    return client.call(link.member(), kind, link.session(), parts);
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
    Throwable cause =
        problem instanceof CompletionException && problem.getCause() != null
            ? problem.getCause()
            : problem;
    return cause instanceof MetalabException
        ? String.valueOf(cause.getMessage())
        : cause.toString();
  }
}
