package io.metalab.core.provenance;

import java.util.concurrent.Executor;

/** Runs each task on a thread of its own that does not keep the process alive. */
final class BackgroundThread {
  static final Executor EXECUTOR =
      task -> {
        Thread thread = new Thread(task, "metalab-provenance");
        thread.setDaemon(true);
        thread.start();
      };

  private BackgroundThread() {}
}
