package io.metalab.core.run;

import io.metalab.api.RunRecord;
import io.metalab.api.executor.RunPayload;
import io.metalab.capture.RunCapture;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** An attempt under way; either its thread ends it or it is given up, whichever comes first. */
final class Attempt {
  private final RunPayload payload;
  private final RunCapture capture;
  private final RunRecord running;
  private final long startNanos;
  private final AtomicBoolean ended = new AtomicBoolean();
  private final CompletableFuture<RunRecord> committed = new CompletableFuture<>();

  Attempt(RunPayload payload, RunCapture capture, RunRecord running, long startNanos) {
    this.payload = payload;
    this.capture = capture;
    this.running = running;
    this.startNanos = startNanos;
  }

  RunPayload payload() {
    return payload;
  }

  RunCapture capture() {
    return capture;
  }

  /** Returns the record that makes the attempt visible. */
  RunRecord running() {
    return running;
  }

  /** Returns when the attempt ends, on a clock that never goes back. */
  Instant finished(long nowNanos) {
    return running.started().plusNanos(nowNanos - startNanos);
  }

  /** Returns whether the caller is the one to end the attempt. */
  boolean end() {
    return ended.compareAndSet(false, true);
  }

  /** Returns whether it has ended, whatever its thread may still do. */
  boolean isOver() {
    return ended.get();
  }

  /** Returns what completes with the record once it is durable, whoever ended the attempt. */
  CompletableFuture<RunRecord> committed() {
    return committed;
  }
}
