package io.metalab.it;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import io.metalab.api.RunEvent;
import io.metalab.api.store.OpenOptions;
import io.metalab.core.plan.StudyPlan;
import io.metalab.core.run.StudyResult;
import io.metalab.store.file.FileStore;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * A controller in a process of its own, which tells files what it executes and what it is told is
 * done.
 */
public final class NumbersMain {
  private NumbersMain() {}

  /** Takes the store's directory, points, microseconds per run, lease in ms, and a name. */
  public static void main(String[] args) throws IOException {
    Path directory = Path.of(args[0]);
    long pauseNanos = Long.parseLong(args[2]) * 1_000;
    String name = args[4];
    try (OutputStream executed = open(directory, name + ".executed");
        OutputStream acknowledged = open(directory, name + ".acknowledged");
        FileStore store =
            FileStore.open(
                directory.resolve("store"),
                OpenOptions.readWrite().withLease(Duration.ofMillis(Long.parseLong(args[3]))))) {
      StudyPlan plan =
          Studies.plan(
              Integer.parseInt(args[1]),
              (context, params, seeds, runtime, capture) -> {
                write(executed, runtime.runId().hex());
                LockSupport.parkNanos(pauseNanos);
                capture.metric("square", params.getLong("x") * params.getLong("x"));
                return null;
              });
      StudyResult result =
          Studies.runner(plan, store, 2)
              .listener(
                  event -> {
                    if (event instanceof RunEvent.Finished done) {
                      write(acknowledged, done.record().runId().hex());
                    }
                  })
              .start()
              .result();
      try (OutputStream ended = open(directory, name + ".result")) {
        write(ended, result.ending() + " " + result.counts().done());
      }
    }
  }

  private static OutputStream open(Path directory, String file) throws IOException {
    return Files.newOutputStream(directory.resolve(file), CREATE, APPEND);
  }

  private static void write(OutputStream out, String line) {
    try {
      synchronized (out) {
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
