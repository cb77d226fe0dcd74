package io.metalab.executor.hazelcast;

import io.metalab.api.MetalabException;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A call that is made again while it is lost on its way, as long as a silent member is still
 * thought to be there. A driver that has just connected reaches members through others, and the end
 * of those says nothing of the member that is asked. Belongs to the driver's thread.
 */
final class RepeatedCall {
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final ClusterClient client;
  private final DriverThread thread;
  private final MemberLink link;
  private final MemberCall.Kind kind;
  private final List<byte[]> parts;
  private final BiConsumer<@Nullable List<byte[]>, @Nullable Throwable> end;
  private long lostSince;
  private boolean lost;

  /**
   * Creates a call that a member may be given twice.
   *
   * @param end is told, on the thread, the answer, or what the member refuses by, or what the call
   *     was lost by
   */
  RepeatedCall(
      ClusterClient client,
      DriverThread thread,
      MemberLink link,
      MemberCall.Kind kind,
      List<byte[]> parts,
      BiConsumer<@Nullable List<byte[]>, @Nullable Throwable> end) {
    this.client = client;
    this.thread = thread;
    this.link = link;
    this.kind = kind;
    this.parts = parts;
    this.end = end;
  }

  /** Makes the call; returns at once. */
  void make() {
    thread.whenDone(client.call(link.member(), kind, link.session(), parts), this::answered);
  }

  private void answered(@Nullable List<byte[]> answer, @Nullable Throwable problem) {
    if (problem == null || problem instanceof MetalabException || link.isGone() || isSilent()) {
      end.accept(answer, problem);
    } else {
      var unused = thread.schedule(PAUSE, this::make);
    }
  }

  private boolean isSilent() {
    long now = System.nanoTime();
    if (!lost) {
      lost = true;
      lostSince = now;
    }
    return Duration.ofNanos(now - lostSince).toSeconds() >= ClusterProperties.SILENCE_SECONDS;
  }
}
