package io.metalab.core.run;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What other threads want done on the controller's thread, in order. */
final class Mailbox {
  private final LinkedBlockingQueue<Runnable> messages = new LinkedBlockingQueue<>();

  void post(Runnable message) {
    messages.add(message);
  }

  /** Makes {@link #await} return. */
  void wake() {
    post(() -> {});
  }

  boolean isEmpty() {
    return messages.isEmpty();
  }

  /** Does what has been posted. */
  void runAll() {
    for (Runnable message = messages.poll(); message != null; message = messages.poll()) {
      message.run();
    }
  }

  /** Waits until something is posted, at most so long, and does it. */
  void await(long nanos) throws InterruptedException {
    @Nullable Runnable message = messages.poll(nanos, TimeUnit.NANOSECONDS);
    if (message != null) {
      message.run();
      runAll();
    }
  }
}
