package io.metalab.executor.hazelcast;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.metalab.api.Provenance;
import io.metalab.api.RunEvent;
import io.metalab.api.RunEventListener;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.core.codec.JsonBytes;
import io.metalab.core.codec.RunRecordCodec;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What has happened to the runs of a session and has not arrived at the driver, in order.
 *
 * <p>An entry is kept until the driver says that it has it, so that a reply that is lost on its way
 * is given again.
 */
final class Outbox implements RunEventListener {
  /** What an entry tells. */
  enum Kind {
    /** An attempt has started; a {@link Message}. */
    STARTED,
    /** A run said how far it has come; a {@link Message}. */
    PROGRESS,
    /** The provenance of the records that follow, which most have in common. */
    PROVENANCE,
    /** A record is durable; the record, whose provenance is {@link #BEFORE}. */
    RECORDED,
    /** A run was not started and will not be; a {@link Message}. */
    UNSTARTED,
    /** A record could not be stored; a {@link Message}. */
    BROKEN,
    /** The member takes no more runs; nothing. */
    LEAVING
  }

  /** Stands for the provenance that was told last. */
  private static final String BEFORE = "before";

  private static final int MAX_ENTRIES_OF_A_REPLY = 4_096;

  private final ArrayDeque<byte[]> entries = new ArrayDeque<>();
  private long first = 1;
  private @Nullable Provenance provenance;

  @Override
  public void onEvent(RunEvent event) {
    if (event instanceof RunEvent.Started started) {
      put(Kind.STARTED, Message.ofAttempt(started.runId(), started.attempt()));
    } else if (event instanceof RunEvent.Progress progress) {
      put(
          Kind.PROGRESS,
          Message.ofProgress(progress.runId(), progress.fraction(), progress.message()));
    }
  }

  synchronized void recorded(RunRecord record) {
    if (!record.provenance().equals(provenance)) {
      provenance = record.provenance();
      put(Kind.PROVENANCE, RunRecordCodec.provenanceText(provenance).getBytes(UTF_8));
    }
    JsonBytes out = new JsonBytes(1024);
    RunRecordCodec.writeOpen(record, BEFORE, out);
    put(Kind.RECORDED, out.raw('}').toByteArray());
  }

  void unstarted(RunId runId) {
    put(Kind.UNSTARTED, Message.ofRun(runId));
  }

  void broken(RunId runId, Throwable problem) {
    put(Kind.BROKEN, Message.ofRun(runId, problem));
  }

  void leaving() {
    put(Kind.LEAVING, new byte[0]);
  }

  @SuppressWarnings("EnumOrdinal") // member and driver are of one version, which the member checks
  private synchronized void put(Kind kind, byte[] body) {
    byte[] entry = new byte[1 + body.length];
    entry[0] = (byte) kind.ordinal();
    System.arraycopy(body, 0, entry, 1, body.length);
    entries.add(entry);
    notifyAll();
  }

  /**
   * Returns the entries that have not arrived, after their number's predecessor; waits a while if
   * there are none.
   *
   * @param arrived number of the last entry that the driver has
   */
  synchronized List<byte[]> collect(long arrived, long waitMillis) throws InterruptedException {
    while (first <= arrived) {
      entries.remove();
      first++;
    }
    notifyAll();
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(waitMillis);
    for (long left = deadline - System.nanoTime();
        entries.isEmpty() && left > 0;
        left = deadline - System.nanoTime()) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    List<byte[]> reply = new ArrayList<>();
    reply.add(Message.text(first - 1));
    for (byte[] entry : entries) {
      if (reply.size() > MAX_ENTRIES_OF_A_REPLY) {
        break;
      }
      reply.add(entry);
    }
    return reply;
  }

  /** Waits until everything has arrived at the driver, or the patience is at its end. */
  synchronized void awaitEmpty(Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    try {
      for (long left = deadline - System.nanoTime();
          !entries.isEmpty() && left > 0;
          left = deadline - System.nanoTime()) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns what an entry tells. */
  static Kind kind(byte[] entry) {
    return Kind.values()[entry[0]];
  }

  /** Returns the text of an entry. */
  static String text(byte[] entry) {
    return new String(entry, 1, entry.length - 1, UTF_8);
  }

  /** Returns the message of an entry. */
  static Message message(byte[] entry) {
    return Message.read(entry, 1);
  }
}
