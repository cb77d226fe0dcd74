package io.metalab.executor.hazelcast;

import com.hazelcast.cluster.Member;
import io.metalab.api.Provenance;
import io.metalab.api.RunId;
import io.metalab.core.codec.PayloadCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A member as the driver sees it; belongs to the thread of the {@link Driver}. */
final class MemberLink {
  /** How much work a member is given ahead, so that it never waits for the next hand-over. */
  private static final double AHEAD_SECONDS = 0.1;

  private static final int MAX_AHEAD_PER_SLOT = 1_024;

  private final Member member;
  private final String session;
  private final SessionOffer offer;
  private final Map<RunId, ClusterTask> tasks = new LinkedHashMap<>();
  private final List<ClusterTask> unsent = new ArrayList<>();
  private double secondsPerRun = Double.POSITIVE_INFINITY;
  private boolean sending;
  private boolean leaving;
  private boolean gone;
  private long batches;
  private long arrived;
  private Provenance provenance = Provenance.NONE;

  MemberLink(Member member, String session, SessionOffer offer) {
    this.member = member;
    this.session = session;
    this.offer = offer;
  }

  Member member() {
    return member;
  }

  String session() {
    return session;
  }

  SessionOffer offer() {
    return offer;
  }

  /**
   * Returns how many more runs it may be handed now.
   *
   * @param suspect whether they are such that a member has died of, maybe: one of these at a time
   */
  int room(boolean suspect) {
    if (leaving || (suspect && tasks.values().stream().anyMatch(ClusterTask::isSuspect))) {
      return 0;
    }
    double ahead = suspect ? 0 : offer.slots() * AHEAD_SECONDS / secondsPerRun;
    int limit = offer.slots() + (int) Math.min(ahead, MAX_AHEAD_PER_SLOT * (double) offer.slots());
    return limit - tasks.size();
  }

  void hand(ClusterTask task) {
    task.handTo(this);
    tasks.put(task.runId(), task);
    unsent.add(task);
  }

  @Nullable ClusterTask task(RunId runId) {
    return tasks.get(runId);
  }

  @Nullable ClusterTask remove(RunId runId) {
    ClusterTask task = tasks.remove(runId);
    if (task != null) {
      task.handTo(null);
    }
    return task;
  }

  /** Returns the runs that it was handed and has not ended. */
  List<ClusterTask> tasks() {
    return List.copyOf(tasks.values());
  }

  /**
   * Returns the runs to send now after the number of their batch, nothing while others are on their
   * way.
   */
  List<byte[]> takeUnsent() {
    if (sending || unsent.isEmpty()) {
      return List.of();
    }
    List<byte[]> batch = new ArrayList<>(1 + unsent.size());
    batches++;
    batch.add(Message.text(batches));
    for (ClusterTask task : unsent) {
      batch.add(PayloadCodec.encode(task.payload()));
    }
    unsent.clear();
    sending = true;
    return batch;
  }

  void sent() {
    sending = false;
  }

  /**
   * Learns how long a run takes; quickly that runs have become long, slowly that they are short.
   */
  void measure(Duration duration) {
    double seconds = Math.max(1e-6, duration.toNanos() / 1e9);
    secondsPerRun =
        secondsPerRun < seconds
            ? seconds
            : Double.isInfinite(secondsPerRun)
                ? Math.max(seconds, AHEAD_SECONDS / 8)
                : 0.8 * secondsPerRun + 0.2 * seconds;
  }

  /** Returns the provenance of the records that it tells of. */
  Provenance provenance() {
    return provenance;
  }

  void provenance(Provenance newProvenance) {
    provenance = newProvenance;
  }

  void leave() {
    leaving = true;
  }

  /** Whether the driver has no session with it any more. */
  boolean isGone() {
    return gone;
  }

  void go() {
    gone = true;
  }

  long arrived() {
    return arrived;
  }

  void arrived(long number) {
    arrived = number;
  }
}
