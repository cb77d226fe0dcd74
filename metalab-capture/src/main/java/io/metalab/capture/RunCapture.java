package io.metalab.capture;

import static java.util.Objects.requireNonNull;

import io.metalab.api.ArtifactDescriptor;
import io.metalab.api.ArtifactSerializer;
import io.metalab.api.Capture;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The capture of one attempt, open until {@link #close}; safe for use by many threads.
 *
 * <p>Artifacts are with the store when the call returns. Points of series and log lines are
 * buffered, in constant memory, and appended at the latest with the first call that comes a second
 * after them, or on close. If the store fails, the call fails, and so does {@code close}: an
 * operation that swallows the exception cannot succeed with data lost.
 */
public final class RunCapture implements Capture {
  private final AttemptStore store;
  private final Serializers serializers;
  private final LongSupplier nanoTime;
  private final ArtifactWriter artifactWriter;
  private final Consumer<ArtifactDescriptor> onArtifact;
  private final SeriesWriter series;
  private final RunLog log;

  private final Map<String, Object> metrics = new LinkedHashMap<>();
  private final Map<String, Duration> timings = new LinkedHashMap<>();
  private final Map<String, ArtifactDescriptor> artifacts = new LinkedHashMap<>();
  private final Set<String> tags = new LinkedHashSet<>();
  private final List<String> notes = new ArrayList<>();
  private @Nullable CapturedResults results;

  RunCapture(
      AttemptStore store,
      Serializers serializers,
      InstantSource clock,
      LongSupplier nanoTime,
      Consumer<ArtifactDescriptor> onArtifact) {
    this.store = store;
    this.serializers = serializers;
    this.nanoTime = nanoTime;
    this.artifactWriter = new ArtifactWriter(store);
    this.onArtifact = requireNonNull(onArtifact, "onArtifact");
    this.series = new SeriesWriter(store, clock);
    this.log = new RunLog(store, clock);
  }

  /** Returns the attempt's log, to be bound to the threads of the run. */
  public RunLog runLog() {
    return log;
  }

  @Override
  public void metric(String name, double value) {
    putMetric(name, value);
  }

  @Override
  public void metric(String name, long value) {
    putMetric(name, value);
  }

  @Override
  public void metric(String name, boolean value) {
    putMetric(name, value);
  }

  @Override
  public void metric(String name, String value) {
    putMetric(name, requireNonNull(value, "value"));
  }

  private void putMetric(String name, Object value) {
    Metrics.checkName("metric", name);
    Object checked = Metrics.check(name, value);
    synchronized (this) {
      checkOpen("metric", name);
      metrics.put(name, checked);
    }
  }

  @Override
  public void metrics(Map<String, ?> values) {
    Map<String, Object> checked = new LinkedHashMap<>();
    values.forEach(
        (name, value) -> {
          Metrics.checkName("metric", name);
          checked.put(name, Metrics.check(name, value));
        });
    synchronized (this) {
      checkOpen("metrics", String.join(", ", checked.keySet()));
      metrics.putAll(checked);
    }
  }

  @Override
  public void metric(String name, double value, long step) {
    series.add(name, value, step);
  }

  @Override
  public void data(String name, Object value) {
    artifact(name, value, Serializers.JSON);
  }

  @Override
  public ArtifactDescriptor artifact(String name, Object value) {
    requireNonNull(value, "value");
    ArtifactDescriptor.checkName(name);
    return put(name, value, serializers.forValue(value, name));
  }

  @Override
  public ArtifactDescriptor artifact(String name, Object value, String serializer) {
    requireNonNull(value, "value");
    ArtifactDescriptor.checkName(name);
    return put(name, value, serializers.byName(serializer));
  }

  private ArtifactDescriptor put(String name, Object value, ArtifactSerializer serializer) {
    synchronized (this) {
      checkOpen("artifact", name);
    }
    return captured(artifactWriter.write(name, value, serializer));
  }

  @Override
  public void file(String name, Path path) {
    ArtifactDescriptor.checkName(name);
    synchronized (this) {
      checkOpen("file", name);
    }
    CapturedFiles.find(name, path)
        .forEach((fileName, file) -> captured(artifactWriter.copy(fileName, file)));
  }

  private ArtifactDescriptor captured(ArtifactDescriptor artifact) {
    synchronized (this) {
      checkOpen("artifact", artifact.name());
      artifacts.put(artifact.name(), artifact);
    }
    onArtifact.accept(artifact);
    return artifact;
  }

  @Override
  public void log(String message) {
    log(LogLevel.INFO, message);
  }

  @Override
  public void log(LogLevel level, String message) {
    if (!log.append(level, RunLog.CAPTURE_LOGGER, message, null)) {
      throw store.closed("log line");
    }
  }

  @Override
  public void timing(String name, Duration duration) {
    Metrics.checkName("timing", name);
    if (duration.isNegative()) {
      throw new MetalabException(
          ErrorCode.INVALID_VALUE,
          "The timing %s (%s) must not be negative.".formatted(name, duration));
    }
    synchronized (this) {
      checkOpen("timing", name);
      timings.merge(name, duration, Duration::plus);
    }
  }

  @Override
  public Timer timing(String name) {
    Metrics.checkName("timing", name);
    long start = nanoTime.getAsLong();
    AtomicBoolean stopped = new AtomicBoolean();
    return () -> {
      if (!stopped.getAndSet(true)) {
        timing(name, Duration.ofNanos(nanoTime.getAsLong() - start));
      }
    };
  }

  @Override
  public synchronized void tag(String tag) {
    Metrics.checkName("tag", tag);
    checkOpen("tag", tag);
    tags.add(tag);
  }

  @Override
  public synchronized void note(String text) {
    requireNonNull(text, "text");
    checkOpen("note", text);
    notes.add(text);
  }

  private void checkOpen(String kind, String name) {
    if (results != null) {
      throw store.closed("%s '%s'".formatted(kind, name));
    }
  }

  /**
   * Ends the capture: whatever is handed over from now on is refused.
   *
   * <p>Calling it again gives the same results.
   *
   * @throws MetalabException the first failure of the store, if it failed to take anything
   */
  public CapturedResults close() {
    CapturedResults captured;
    synchronized (this) {
      if (results == null) {
        results =
            new CapturedResults(
                metrics, timings, List.copyOf(artifacts.values()), List.copyOf(tags), notes);
      }
      captured = results;
    }
    try {
      series.close();
    } finally {
      try {
        log.close();
      } finally {
        store.rethrowFailure();
      }
    }
    return captured;
  }
}
