package io.metalab.executor.slurm;

import io.metalab.api.RunEvent;
import io.metalab.api.RunEventListener;
import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps how far the run of a task says it has come in a file that the controller reads; of what it
 * says between two looks only the latest.
 */
final class TaskProgress implements RunEventListener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TaskProgress.class);

  private final ScheduledExecutorService writer =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "metalab-progress");
            thread.setDaemon(true);
            return thread;
          });
  private final SubmissionDirectory files;
  private final int task;
  private RunEvent.@Nullable Progress latest;

  TaskProgress(SubmissionDirectory files, int task) {
    this.files = files;
    this.task = task;
    long pause = SlurmTask.LOOK.toMillis();
    var unused = writer.scheduleWithFixedDelay(this::write, pause, pause, TimeUnit.MILLISECONDS);
  }

  @Override
  public synchronized void onEvent(RunEvent event) {
    if (event instanceof RunEvent.Progress progress) {
      latest = progress;
    }
  }

  private synchronized RunEvent.@Nullable Progress take() {
    RunEvent.Progress taken = latest;
    latest = null;
    return taken;
  }

  private void write() {
    RunEvent.Progress progress = take();
    try {
      if (progress != null) {
        files.writeProgress(task, progress);
      }
    } catch (IOException e) {
      LOG.warn("It cannot be told how far {} has come.", progress, e);
    }
  }

  @Override
  public void close() {
    writer.shutdownNow();
  }
}
